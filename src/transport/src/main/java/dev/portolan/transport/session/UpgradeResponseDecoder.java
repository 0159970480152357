package dev.portolan.transport.session;

import dev.portolan.transport.message.UpgradeTerms;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;

/**
 * Decodes the response to the upgrade request. A 101 has no body, which Netty would assume without
 * a WebSocket key; the following bytes belong to the session.
 */
final class UpgradeResponseDecoder extends HttpResponseDecoder {
  UpgradeResponseDecoder() {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(UpgradeTerms.MAX_LINE)
            .setMaxHeaderSize(UpgradeTerms.MAX_HEAD)
            .setMaxChunkSize(UpgradeRequester.MAX_BODY));
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpMessage message) {
    if (message instanceof HttpResponse response
        && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
      if (HttpUtil.isTransferEncodingChunked(message)) {
        // checked here, because Netty removes the header from messages without a body
        message.setDecoderResult(
            DecoderResult.failure(new IllegalArgumentException("a 101 with a body")));
      }
      return true;
    }
    return super.isContentAlwaysEmpty(message);
  }
}
