package dev.portolan.transport.enrol;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.tls.Pem;
import dev.portolan.transport.tls.TlsFailures;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Judges what an edge answers to the request for a certificate. On an event loop. */
final class EnrolAnswer extends SimpleChannelInboundHandler<FullHttpResponse> {
  private final Endpoint endpoint;
  private final PublicKey key;
  private final List<X509Certificate> authorities;
  private final Consumer<X509Certificate> issued;
  private final Consumer<IOException> refused;

  /**
   * Judges one answer.
   *
   * @param key that the certificate must be for
   * @param authorities one of which must have signed it
   */
  EnrolAnswer(
      Endpoint endpoint,
      PublicKey key,
      List<X509Certificate> authorities,
      Consumer<X509Certificate> issued,
      Consumer<IOException> refused) {
    this.endpoint = endpoint;
    this.key = key;
    this.authorities = authorities;
    this.issued = issued;
    this.refused = refused;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpResponse response) {
    int status = response.status().code();
    String body = response.content().toString(StandardCharsets.UTF_8);
    if (response.decoderResult().isFailure()) {
      refused.accept(nonsense("its answer is not HTTP"));
    } else if (status == 200) {
      read(body);
    } else {
      refused.accept(refusal(status, body));
    }
    ctx.close();
  }

  private void read(String body) {
    try {
      X509Certificate certificate = Pem.certificates(body).getFirst();
      if (!certificate.getPublicKey().equals(key)) {
        refused.accept(nonsense("its certificate is for another key"));
      } else if (authorities.stream().noneMatch(authority -> isSigned(certificate, authority))) {
        refused.accept(nonsense("its certificate is not by its own authority"));
      } else {
        certificate.checkValidity();
        issued.accept(certificate);
      }
    } catch (CertificateException e) {
      refused.accept(nonsense("its certificate is not valid today; check the clocks"));
    } catch (IllegalArgumentException e) {
      refused.accept(nonsense("it answers with what is no certificate"));
    }
  }

  private static boolean isSigned(X509Certificate certificate, X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return certificate.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private EdgeException refusal(int status, String body) {
    Problem problem =
        status == 429
            ? Problem.UPGRADE_TOO_MANY_REQUESTS
            : status >= 500 ? Problem.EDGE_TROUBLE : Problem.ENROLMENT_REFUSED;
    String sentence =
        endpoint.host()
            + (status == 404 || status == 426
                ? " takes no new devices by invitation ("
                : " gives no certificate (")
            + status
            + ")";
    return new EdgeException(problem, sentence, status, EdgeRequest.reason(body));
  }

  private EdgeException nonsense(String what) {
    return new EdgeException(
        Problem.UPGRADE_MALFORMED, endpoint.host() + " gives no certificate: " + what + ".");
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    refused.accept(
        new EdgeException(
            Problem.UPGRADE_CLOSED, endpoint.host() + " closed the connection without an answer."));
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    refused.accept(
        TlsFailures.isTls(cause)
            ? TlsFailures.of(endpoint.host(), cause, endpoint.identity() != null, Duration.ZERO)
            : nonsense("its answer is too large or breaks off"));
    ctx.close();
  }
}
