package dev.portolan.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class StreamDatagramTest {

  @Test
  void encodesWireFormat() {
    ByteBuf encoded = encode(0x1234, new byte[] {1, 2, 3});
    assertThat(ByteBufUtil.hexDump(encoded)).isEqualTo("12340003" + "010203");
    encoded.release();
    ByteBuf empty = encode(65_535, new byte[0]);
    assertThat(ByteBufUtil.hexDump(empty)).isEqualTo("ffff0000");
    empty.release();
  }

  @Test
  void isReadHoweverItsBytesAreSplit() {
    ByteBuf wire =
        Unpooled.wrappedBuffer(
            encode(53, new byte[] {7}), encode(69, new byte[0]), encode(1, new byte[3_000]));
    for (int size : new int[] {1, 2, 3, 5, 7, 64, 4_000}) {
      EmbeddedChannel channel = new EmbeddedChannel(new StreamDatagramDecoder());
      for (int from = 0; from < wire.readableBytes(); from += size) {
        channel.writeInbound(wire.retainedSlice(from, Math.min(size, wire.readableBytes() - from)));
      }
      assertNext(channel, 53, 1);
      assertNext(channel, 69, 0);
      assertNext(channel, 1, 3_000);
      assertThat(channel.finishAndReleaseAll()).isFalse();
    }
    wire.release();
  }

  @Test
  void doesNotDecodeTruncatedDatagram() {
    EmbeddedChannel channel = new EmbeddedChannel(new StreamDatagramDecoder());
    channel.writeInbound(encode(53, new byte[9]).writerIndex(12));
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void rejectsPayloadAboveMaximum() {
    ByteBuf longest = encode(1, new byte[65_535]);
    assertThat(longest.readableBytes()).isEqualTo(4 + 65_535);
    longest.release();
    ByteBuf data = Unpooled.wrappedBuffer(new byte[65_536]);
    assertThatThrownBy(() -> StreamDatagram.encode(UnpooledByteBufAllocator.DEFAULT, 1, data))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StreamDatagram(65_536, Unpooled.EMPTY_BUFFER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ByteBuf encode(int port, byte[] data) {
    return StreamDatagram.encode(
        UnpooledByteBufAllocator.DEFAULT, port, Unpooled.wrappedBuffer(data));
  }

  private static void assertNext(EmbeddedChannel channel, int port, int length) {
    StreamDatagram datagram = channel.readInbound();
    assertThat(datagram.port()).isEqualTo(port);
    assertThat(datagram.content().readableBytes()).isEqualTo(length);
    datagram.release();
  }

  @Test
  void aPortIsBetween0And65535() {
    for (int port : new int[] {0, 65_535}) {
      assertThat(new StreamDatagram(port, Unpooled.EMPTY_BUFFER).port()).isEqualTo(port);
    }
    for (int port : new int[] {-1, 65_536}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new StreamDatagram(port, Unpooled.EMPTY_BUFFER));
    }
  }
}
