package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The message for a failed connection. */
class ConnectionFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recvAddress(..) failed with error(-104): Connection reset by peer | Connection reset by peer
          writevAddresses(..) failed with error(-32): Broken pipe           | Broken pipe
          Connection reset                                                  | Connection reset
          """)
  void keepsOnlyTheOperatingSystemsMessage(String message, String words) {
    IOException cause = new IOException(message);
    assertThat(ConnectionFailure.of(cause))
        .hasMessage("The connection failed: " + words)
        .hasCause(cause);
  }
}
