package dev.portolan.transport.dial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import dev.portolan.transport.testing.PlainWords;
import dev.portolan.transport.testing.SystemTexts;
import dev.portolan.transport.testing.SystemTexts.Errno;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads of a connection that could not be made. */
class DialFailuresTest {
  private static final InetSocketAddress ADDRESS =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 443);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  static Stream<Errno> errnos() {
    return SystemTexts.errnos().stream();
  }

  static Stream<Throwable> elsewhere() {
    return SystemTexts.failuresElsewhere().stream();
  }

  private static EdgeException told(Throwable failure, boolean proxy) {
    return DialFailures.connect("edge.test:443", ADDRESS, failure, proxy, LIMIT);
  }

  private static void assertToldPlainly(Throwable failure) {
    for (boolean proxy : new boolean[] {false, true}) {
      String sentence = told(failure, proxy).getMessage();
      PlainWords.assertPlain(sentence);
      assertThat(sentence).contains("edge.test:443 (127.0.0.1:443)").endsWith(".");
      if (SocketFailure.of(failure) == SocketFailure.OTHER) {
        assertThat(sentence).endsWith(": " + SocketFailure.words(failure) + ".");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("errnos")
  void whateverLinuxSaysOfADialIsToldPlainly(Errno errno) {
    SystemTexts.failures(errno).forEach(DialFailuresTest::assertToldPlainly);
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void whateverOtherSystemsSayOfADialIsToldPlainly(Throwable failure) {
    assertToldPlainly(failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Connection refused                | CONNECT_REFUSED       | edge.test:443 (127.0.0.1:443) refused the connection.
          Connection timed out              | CONNECT_TIMEOUT       | edge.test:443 (127.0.0.1:443) did not answer within 10 seconds.
          Network is unreachable            | NETWORK_UNREACHABLE   | This computer has no way to edge.test:443 (127.0.0.1:443): the network cannot be reached.
          Network is down                   | NETWORK_UNREACHABLE   | This computer has no way to edge.test:443 (127.0.0.1:443): the network is down.
          No route to host                  | HOST_UNREACHABLE      | edge.test:443 (127.0.0.1:443) cannot be reached.
          Host is down                      | HOST_UNREACHABLE      | edge.test:443 (127.0.0.1:443) is down.
          Operation not permitted           | CONNECT_NOT_PERMITTED | This computer does not permit a connection to edge.test:443 (127.0.0.1:443).
          Too many open files               | CONNECT_FAILED        | The connection to edge.test:443 (127.0.0.1:443) failed: too many files are open.
          Connection reset by peer          | CONNECT_FAILED        | The connection to edge.test:443 (127.0.0.1:443) failed: it was reset by the other side.
          Invalid argument                  | CONNECT_FAILED        | The connection to edge.test:443 (127.0.0.1:443) failed: the system says: Invalid argument.
          """)
  void saysWhatItMeans(String text, Problem problem, String sentence) {
    EdgeException told = told(new IOException(text), false);
    assertThat(told.problem()).isEqualTo(problem);
    assertThat(told).hasMessage(sentence);
  }
}
