package dev.portolan.edge;

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

  private static final int MAX_REQUEST_LINE = 4 * 1024;
  private static final int MAX_HEAD = 16 * 1024;

  private boolean seen;

  RequestHeadDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_REQUEST_LINE)
            .setMaxHeaderSize(MAX_HEAD)
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
