package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.PlainWords;
import dev.portolan.transport.testing.SystemTexts;
import dev.portolan.transport.testing.SystemTexts.Errno;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person reads of a handshake that failed. */
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

  @Test
  void aHandshakeThatTakesTooLongIsToldWithItsLimit() {
    EdgeException told = told(new SslHandshakeTimeoutException("handshake timed out"));
    assertThat(told.problem()).isEqualTo(Problem.TLS_TIMEOUT);
    assertThat(told).hasMessage("edge.test did not finish the TLS handshake within 10 seconds.");
  }

  static Stream<Throwable> notTls() {
    return Stream.of(
        new NotSslRecordException("not an SSL/TLS record: 48545450"),
        new SSLException("error:100000f7:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER"),
        new SSLException("error:1000009c:SSL routines:OPENSSL_internal:HTTP_REQUEST"),
        new SSLException("Unsupported or unrecognized SSL message, plaintext connection?"));
  }

  /** The exception may quote what was sent. */
  @ParameterizedTest
  @MethodSource("notTls")
  void whoDoesNotSpeakTlsIsNotQuoted(Throwable failure) {
    EdgeException told = told(failure);
    assertThat(told.problem()).isEqualTo(Problem.TLS_NOT_SPOKEN);
    assertThat(told).hasMessage("What answers at edge.test does not speak TLS.").hasNoCause();
  }

  /** As BoringSSL and the JDK say it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "error:10000074:SSL routines:OPENSSL_internal:TLSV1_ALERT_CERTIFICATE_REQUIRED",
        "Certificate required",
        "Received fatal alert: bad_certificate",
        "Received fatal alert: unknown_ca",
        "Received fatal alert: certificate_unknown",
        "Received fatal alert: certificate_expired",
        "Received fatal alert: certificate_revoked",
        "Received fatal alert: unsupported_certificate",
        "Received fatal alert: access_denied",
      })
  void aRefusedClientCertificateIsMissingOrNotAccepted(String text) {
    SSLException failure = new SSLException(text);
    assertThat(told(failure))
        .hasMessage("edge.test wants a client certificate.")
        .hasCause(failure)
        .returns(Problem.CLIENT_CERTIFICATE_REQUIRED, EdgeException::problem);
    assertThat(TlsFailures.of("edge.test", failure, true, Duration.ofSeconds(10)))
        .hasMessage("edge.test does not accept the client certificate.")
        .returns(Problem.CLIENT_CERTIFICATE_REFUSED, EdgeException::problem);
  }

  @Test
  void aHandshakeThatIsBrokenOffMayBeForAClientCertificate() {
    SSLException failure = new SSLException("Received fatal alert: handshake_failure");
    String start = "edge.test broke off the TLS handshake, probably because it wants ";
    assertThat(told(failure))
        .hasMessage(start + "a client certificate.")
        .returns(Problem.CLIENT_CERTIFICATE_REQUIRED, EdgeException::problem);
    assertThat(TlsFailures.of("edge.test", failure, true, Duration.ofSeconds(10)))
        .hasMessage(start + "another client certificate.")
        .returns(Problem.CLIENT_CERTIFICATE_REFUSED, EdgeException::problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Received fatal alert: protocol_version",
        "error:100000f0:SSL routines:OPENSSL_internal:UNSUPPORTED_PROTOCOL",
        "No appropriate protocol (protocol is disabled or cipher suites are inappropriate)",
      })
  void anEdgeMayHaveOldVersionsOnly(String text) {
    assertThat(told(new SSLException(text)))
        .hasMessage("edge.test offers neither TLS 1.3 nor TLS 1.2.")
        .returns(Problem.TLS_VERSION, EdgeException::problem);
  }

  /** The words of an alert say nothing where no alert came. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "handshake failure",
        "bad certificate",
        "protocol version",
        "Received fatal alert: internal_error",
      })
  void anotherFailureIsToldWithoutItsWords(String text) {
    assertThat(told(new SSLException(text)))
        .hasMessage("The TLS handshake with edge.test failed.")
        .returns(Problem.TLS_FAILED, EdgeException::problem);
  }

  @Test
  void whatIsMeantMayBeACauseOfWhatWasThrown() {
    SSLException meant = new SSLException("Received fatal alert: protocol_version");
    assertThat(told(new DecoderException(meant)).problem()).isEqualTo(Problem.TLS_VERSION);
    assertThat(TlsFailures.isTls(new DecoderException(meant))).isTrue();
    assertThat(TlsFailures.isTls(new DecoderException(new IOException()))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Received fatal alert: handshake_failure",
        "TLSV1_ALERT_INTERNAL_ERROR",
        "WRONG_SIGNATURE_TYPE",
        "BAD_ECC_CERT",
        "WRONG_CURVE",
        "UNKNOWN_CERTIFICATE_TYPE",
      })
  void aKeyThatBoringSslDoesNotKnowIsTriedWithTheJdk(String text) {
    assertThat(TlsFailures.mayBeTheKeyKind(new SSLException(text))).isTrue();
    assertThat(TlsFailures.mayBeTheKeyKind(new DecoderException(new SSLException(text)))).isTrue();
  }

  @Test
  void anotherFailureIsNotTriedAgain() {
    assertThat(TlsFailures.mayBeTheKeyKind(new DecoderException(new SSLException("closed"))))
        .isFalse();
  }
}
