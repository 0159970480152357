package dev.portolan.transport.probe;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.tls.CertificateText;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Promise;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Shakes hands with a target to see its certificate. Trusts any: nothing is sent over the
 * connection. On the stream's loop.
 */
final class TlsProbe extends ChannelInboundHandlerAdapter {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HostPort target;
  private final Promise<TargetAnswer> answer;

  TlsProbe(HostPort target, Promise<TargetAnswer> answer) {
    this.target = target;
    this.answer = answer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws SSLException {
    SslContext any =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm(null)
            .build();
    SslHandler tls =
        isName(target.host())
            ? any.newHandler(ctx.alloc(), target.host(), target.port())
            : any.newHandler(ctx.alloc());
    tls.setHandshakeTimeoutMillis(PATIENCE.toMillis());
    tls.handshakeFuture()
        .addListener(
            done ->
                answer.trySuccess(
                    done.isSuccess() ? certificate(tls) : new TargetAnswer.TlsRefused()));
    ctx.channel().config().setAutoRead(true);
    ctx.pipeline().addBefore(ctx.name(), null, tls);
  }

  private static boolean isName(String host) {
    return !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host);
  }

  private static TargetAnswer certificate(SslHandler tls) {
    try {
      X509Certificate first = (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
      return new TargetAnswer.Tls(
          CertificateText.name(first.getSubjectX500Principal()), first.getNotAfter().toInstant());
    } catch (SSLPeerUnverifiedException none) {
      return new TargetAnswer.TlsRefused();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
