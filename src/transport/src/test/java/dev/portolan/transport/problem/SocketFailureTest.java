package dev.portolan.transport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.testing.PlainWords;
import dev.portolan.transport.testing.SystemTexts;
import dev.portolan.transport.testing.SystemTexts.Errno;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Errors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads of an error of the system, whichever it is and however it came. */
class SocketFailureTest {
  private static final InetSocketAddress LOCAL =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080);

  /** Those that have words of their own; all others are said in the system's. */
  private static final Map<Integer, SocketFailure> KNOWN =
      Map.ofEntries(
          Map.entry(1, SocketFailure.NOT_PERMITTED),
          Map.entry(12, SocketFailure.NO_MEMORY),
          Map.entry(13, SocketFailure.NOT_PERMITTED),
          Map.entry(23, SocketFailure.TOO_MANY_FILES),
          Map.entry(24, SocketFailure.TOO_MANY_FILES),
          Map.entry(32, SocketFailure.CLOSED),
          Map.entry(64, SocketFailure.NETWORK_DOWN),
          Map.entry(90, SocketFailure.TOO_LONG),
          Map.entry(96, SocketFailure.NO_SUCH_FAMILY),
          Map.entry(97, SocketFailure.NO_SUCH_FAMILY),
          Map.entry(98, SocketFailure.IN_USE),
          Map.entry(99, SocketFailure.NOT_LOCAL),
          Map.entry(100, SocketFailure.NETWORK_DOWN),
          Map.entry(101, SocketFailure.NETWORK_UNREACHABLE),
          Map.entry(102, SocketFailure.RESET),
          Map.entry(103, SocketFailure.ABORTED),
          Map.entry(104, SocketFailure.RESET),
          Map.entry(105, SocketFailure.NO_MEMORY),
          Map.entry(107, SocketFailure.CLOSED),
          Map.entry(108, SocketFailure.CLOSED),
          Map.entry(110, SocketFailure.TIMED_OUT),
          Map.entry(111, SocketFailure.REFUSED),
          Map.entry(112, SocketFailure.HOST_DOWN),
          Map.entry(113, SocketFailure.HOST_UNREACHABLE));

  static Stream<Errno> errnos() {
    return SystemTexts.errnos().stream();
  }

  static Stream<Throwable> elsewhere() {
    return SystemTexts.failuresElsewhere().stream();
  }

  @ParameterizedTest
  @MethodSource("errnos")
  void whateverLinuxSaysIsSaidInWords(Errno errno) {
    SocketFailure expected = KNOWN.getOrDefault(errno.number(), SocketFailure.OTHER);
    for (Throwable failure : SystemTexts.failures(errno)) {
      assertThat(SocketFailure.of(failure)).as("%s", failure).isEqualTo(expected);
      String words = SocketFailure.words(failure);
      PlainWords.assertPlain(words);
      if (errno.text().startsWith("Unknown")) {
        assertThat(words).isEqualTo("the system did not say why");
      } else if (expected == SocketFailure.OTHER) {
        assertThat(words).isEqualTo("the system says: " + errno.text());
      }
    }
  }

  /** The real texts of this computer, as Netty's own exceptions have them. */
  @ParameterizedTest
  @MethodSource("errnos")
  @EnabledOnOs(OS.LINUX)
  @DisabledIfSystemProperty(named = "io.netty.transport.noNative", matches = "true")
  void thisComputerSaysTheSame(Errno errno) {
    assertThat(Epoll.isAvailable()).isTrue();
    IOException failure = Errors.newIOException("recvAddress", -errno.number());
    assertThat(failure).hasMessageContaining("(..) failed with error(-" + errno.number() + ")");
    assertThat(SocketFailure.of(failure))
        .isEqualTo(KNOWN.getOrDefault(errno.number(), SocketFailure.OTHER));
    PlainWords.assertPlain(SocketFailure.words(failure));
  }

  /** Its answer is read by a user who sits at another computer. */
  @ParameterizedTest
  @MethodSource("errnos")
  void aDeviceDoesNotSpeakOfThisComputer(Errno errno) {
    for (Throwable failure : SystemTexts.failures(errno)) {
      String words = SocketFailure.wordsOfDevice(failure);
      PlainWords.assertPlain(words);
      assertThat(words).doesNotContain("this computer").doesNotStartWith("the system");
    }
  }

  @ParameterizedTest
  @MethodSource("elsewhere")
  void whateverOtherSystemsSayIsSaidInWords(Throwable failure) {
    PlainWords.assertPlain(SocketFailure.words(failure));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Connection refused: no further information                                | REFUSED
          Connection timed out: connect                                             | TIMED_OUT
          Operation timed out                                                       | TIMED_OUT
          A socket operation was attempted to an unreachable network                | NETWORK_UNREACHABLE
          A socket operation encountered a dead network                             | NETWORK_DOWN
          A socket operation was attempted to an unreachable host                   | HOST_UNREACHABLE
          A socket operation failed because the destination host was down           | HOST_DOWN
          An attempt was made to access a socket in a way forbidden by its access permissions | NOT_PERMITTED
          Only one usage of each socket address is normally permitted               | IN_USE
          Can't assign requested address                                            | NOT_LOCAL
          The requested address is not valid in its context                         | NOT_LOCAL
          Protocol family unavailable                                               | NO_SUCH_FAMILY
          An operation failed because the system lacked sufficient buffer space     | NO_MEMORY
          An existing connection was forcibly closed by the remote host             | RESET
          An established connection was aborted by the software in your host machine | ABORTED
          Socket is not connected                                                   | CLOSED
          """)
  void knowsTheTextsOfOtherSystems(String text, SocketFailure expected) {
    assertThat(SocketFailure.of(new IOException(text))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("errnos")
  void aPortThatCannotBeOpenedIsToldInWords(Errno errno) {
    for (Throwable failure : SystemTexts.failures(errno)) {
      EdgeException told = BindFailures.of(LOCAL, failure);
      PlainWords.assertPlain(told.getMessage());
      assertThat(told).hasMessageContaining("127.0.0.1");
      if (SocketFailure.of(failure) == SocketFailure.OTHER) {
        assertThat(told.problem()).isEqualTo(Problem.PORT_FAILED);
      }
    }
  }

  @Test
  void whatTlsBreaksOffIsNotTheSystems() {
    assertThat(SocketFailure.words(new SSLException("bad record mac")))
        .isEqualTo("TLS has broken it off");
  }

  @Test
  void aChainWithoutEndEnds() {
    IOException first = new IOException("one");
    IOException second = new IOException("two", first);
    first.initCause(second);
    assertThat(SocketFailure.of(first)).isEqualTo(SocketFailure.OTHER);
    assertThat(SocketFailure.words(first)).startsWith("the system says: ");
  }
}
