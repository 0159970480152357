package dev.portolan.transport.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.DefaultByteBufHolder;

/**
 * A datagram on the stream of a UDP tunnel: the service's port (2 bytes), the length (2 bytes), the
 * data. Towards the device it is the destination port, towards the client the source port.
 */
public final class StreamDatagram extends DefaultByteBufHolder {

  /** The largest payload, in bytes. */
  public static final int MAX_BYTES = 65_535;

  /** The size of port and length, in bytes. */
  static final int HEADER_BYTES = 4;

  private final int port;

  /** Takes ownership of the data. */
  public StreamDatagram(int port, ByteBuf data) {
    super(data);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    this.port = port;
  }

  /** The service's port, 0 to 65,535. */
  public int port() {
    return port;
  }

  /**
   * Encodes a datagram. The caller keeps ownership of the data.
   *
   * @throws IllegalArgumentException if the data is over {@value #MAX_BYTES} bytes
   */
  public static ByteBuf encode(ByteBufAllocator allocator, int port, ByteBuf data) {
    int length = data.readableBytes();
    if (length > MAX_BYTES) {
      throw new IllegalArgumentException("a datagram has at most 65535 bytes, not " + length);
    }
    return allocator
        .buffer(HEADER_BYTES + length)
        .writeShort(port)
        .writeShort(length)
        .writeBytes(data, data.readerIndex(), length);
  }

  @Override
  public StreamDatagram replace(ByteBuf content) {
    return new StreamDatagram(port, content);
  }
}
