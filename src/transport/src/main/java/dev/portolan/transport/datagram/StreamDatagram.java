package dev.portolan.transport.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.DefaultByteBufHolder;

/**
 * One datagram on the stream of a UDP tunnel: the port on the device's side (2 bytes), the length
 * (2 bytes), the data. Towards the device the port is where the datagram goes, towards the client
 * where it comes from.
 */
public final class StreamDatagram extends DefaultByteBufHolder {

  /** The largest one that the form can carry, in bytes. */
  public static final int MAX_BYTES = 65_535;

  /** The size of port and length, in bytes. */
  static final int HEADER_BYTES = 4;

  private final int port;

  /** Takes over the data. */
  public StreamDatagram(int port, ByteBuf data) {
    super(data);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    this.port = port;
  }

  /** The port on the device's side, 0 to 65,535. */
  public int port() {
    return port;
  }

  /**
   * A datagram's form on the stream; the data stays the caller's.
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
