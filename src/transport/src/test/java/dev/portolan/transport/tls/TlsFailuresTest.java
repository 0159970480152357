package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.PlainWords;
import dev.portolan.transport.testing.SystemTexts;
import dev.portolan.transport.testing.SystemTexts.Errno;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads of a handshake under which the connection broke. */
class TlsFailuresTest {

  static Stream<Errno> errnos() {
    return SystemTexts.errnos().stream();
  }

  private static EdgeException told(Throwable failure) {
    return TlsFailures.of("edge.test", failure, false, Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @MethodSource("errnos")
  void whateverLinuxSaysOfTheConnectionIsToldPlainly(Errno errno) {
    for (Throwable failure : SystemTexts.failures(errno)) {
      String sentence = told(failure).getMessage();
      PlainWords.assertPlain(sentence);
      assertThat(sentence).contains("edge.test").endsWith(".");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Connection reset by peer | TLS_CLOSED | edge.test closed the connection during the TLS handshake.
          Broken pipe              | TLS_CLOSED | edge.test closed the connection during the TLS handshake.
          No route to host         | TLS_FAILED | The TLS handshake with edge.test failed: the host cannot be reached.
          Connection timed out     | TLS_FAILED | The TLS handshake with edge.test failed: no answer in time.
          """)
  void saysWhatItMeans(String text, Problem problem, String sentence) {
    EdgeException told = told(new IOException(text));
    assertThat(told.problem()).isEqualTo(problem);
    assertThat(told).hasMessage(sentence);
  }
}
