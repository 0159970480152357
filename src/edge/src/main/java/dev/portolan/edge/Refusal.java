package dev.portolan.edge;

import dev.portolan.transport.message.UpgradeTerms;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpResponseStatus;
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
    String headers =
        (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)
                ? "\r\nUpgrade: "
                    + UpgradeTerms.UPGRADE
                    + "\r\nSec-WebSocket-Protocol: "
                    + UpgradeTerms.PROTOCOL
                : "")
            + (retryAfter.isZero() ? "" : "\r\nRetry-After: " + GuessBrake.seconds(retryAfter));
    return new TextResponse(status, headers, reason + "\n").encode(allocator);
  }
}
