package dev.portolan.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the TLS context by the peer's ClientHello, then replaces itself by an {@code SslHandler}.
 *
 * <p>{@link UpgradeHandler} limits the time.
 */
final class TlsChoice extends SslClientHelloHandler<SslContext> {

  private static final int HANDSHAKE_TIMEOUT_SECONDS = 10;

  /** Far more than real ones, which with post-quantum keys have 2 KiB. */
  private static final int MAX_HELLO_BYTES = 16 * 1024;

  private final ServerTls tls;

  TlsChoice(ServerTls tls) {
    super(MAX_HELLO_BYTES);
    this.tls = tls;
  }

  @Override
  protected Future<SslContext> lookup(ChannelHandlerContext ctx, @Nullable ByteBuf hello) {
    return ctx.executor().newSucceededFuture(hello == null ? tls.usual() : tls.choose(hello));
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext ctx, Future<SslContext> chosen) {
    SslHandler handler = chosen.getNow().newHandler(ctx.alloc());
    handler.setHandshakeTimeout(HANDSHAKE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    ctx.pipeline().replace(this, null, handler);
  }
}
