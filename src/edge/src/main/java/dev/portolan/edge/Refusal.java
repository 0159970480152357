package dev.portolan.edge;

import dev.portolan.transport.message.UpgradeTerms;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The HTTP response to a refused upgrade request.
 *
 * @param status the HTTP status
 * @param reason one sentence for the user; no secret
 * @param retryAfter when to try again; zero if that is not told
 */
record Refusal(HttpResponseStatus status, String reason, Duration retryAfter) {

  Refusal(HttpResponseStatus status, String reason) {
    this(status, reason, Duration.ZERO);
  }

  /** Encodes the response into a new buffer, which the caller owns. */
  ByteBuf encode(ByteBufAllocator allocator) {
    byte[] body = (reason + "\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status.code()
            + " "
            + status.reasonPhrase()
            + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + body.length
            + (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)
                ? "\r\nUpgrade: "
                    + UpgradeTerms.UPGRADE
                    + "\r\nSec-WebSocket-Protocol: "
                    + UpgradeTerms.PROTOCOL
                : "")
            + (retryAfter.isZero() ? "" : "\r\nRetry-After: " + GuessBrake.seconds(retryAfter))
            + "\r\nConnection: close\r\n\r\n";
    ByteBuf response = allocator.buffer(head.length() + body.length);
    ByteBufUtil.writeAscii(response, head);
    return response.writeBytes(body);
  }
}
