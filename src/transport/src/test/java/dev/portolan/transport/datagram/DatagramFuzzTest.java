package dev.portolan.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Whatever bytes come on a stream of datagrams: written down once more, what was read of them is
 * what came, up to the last one that is whole.
 */
class DatagramFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void whatIsReadIsWhatCame(FuzzedDataProvider data) {
    int piece = data.consumeInt(1, 100);
    byte[] wire = data.consumeRemainingAsBytes();
    EmbeddedChannel stream = new EmbeddedChannel(new StreamDatagramDecoder());
    for (int from = 0; from < wire.length; from += piece) {
      int length = Math.min(piece, wire.length - from);
      stream.writeInbound(Unpooled.copiedBuffer(wire, from, length));
    }
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    for (StreamDatagram read = stream.readInbound(); read != null; read = stream.readInbound()) {
      ByteBuf written = StreamDatagram.encode(stream.alloc(), read.port(), read.content());
      again.writeBytes(ByteBufUtil.getBytes(written));
      written.release();
      read.release();
    }
    assertThat(again.toByteArray()).isEqualTo(Arrays.copyOf(wire, again.size()));
    int rest = wire.length - again.size();
    assertThat(rest).isLessThan(4 + needed(wire, again.size()));
    stream.finishAndReleaseAll();
  }

  /** The length of the datagram that begins there, as far as it is known. */
  private static int needed(byte[] wire, int at) {
    return wire.length - at < 4
        ? 0
        : Byte.toUnsignedInt(wire[at + 2]) << 8 | Byte.toUnsignedInt(wire[at + 3]);
  }
}
