package dev.portolan.edge;

import dev.portolan.transport.message.UpgradeTerms;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/**
 * Decodes one HTTP request head, and nothing behind it.
 *
 * <p>The bytes behind an upgrade request are not HTTP. When this handler is removed, it passes them
 * on.
 */
final class RequestHeadDecoder extends HttpRequestDecoder {

  private boolean seen;

  RequestHeadDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(UpgradeTerms.MAX_LINE)
            .setMaxHeaderSize(UpgradeTerms.MAX_HEAD)
            .setInitialBufferSize(512));
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (seen) {
      return;
    }
    super.decode(ctx, in, out);
    seen = !out.isEmpty();
  }
}
