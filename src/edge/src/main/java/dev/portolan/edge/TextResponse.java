package dev.portolan.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/**
 * An HTTP response with plain text, after which the connection is closed.
 *
 * @param headers further ones, each {@code "\r\nName: value"}
 */
record TextResponse(HttpResponseStatus status, String headers, String body) {

  TextResponse(HttpResponseStatus status, String body) {
    this(status, "", body);
  }

  /** Encodes the response into a new buffer, which the caller owns. */
  ByteBuf encode(ByteBufAllocator allocator) {
    byte[] text = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status.code()
            + " "
            + status.reasonPhrase()
            + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + text.length
            + headers
            + "\r\nConnection: close\r\n\r\n";
    ByteBuf response = allocator.buffer(head.length() + text.length);
    ByteBufUtil.writeAscii(response, head);
    return response.writeBytes(text);
  }
}
