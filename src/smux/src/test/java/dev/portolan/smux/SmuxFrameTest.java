package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Encoding and decoding of frames. The vectors were written by hand from the specification. */
class SmuxFrameTest {

  @Test
  void encodesEachFrameAsSpecified() {
    assertThat(encoded(2, (encoder, out) -> encoder.open(out, 3))).isEqualTo("0200000003000000");
    assertThat(encoded(2, (encoder, out) -> encoder.end(out, 0x01020304)))
        .isEqualTo("0201000004030201");
    assertThat(encoded(1, (encoder, out) -> encoder.keepAlive(out))).isEqualTo("0103000000000000");
    assertThat(encoded(2, (encoder, out) -> encoder.windowUpdate(out, 5, 0x00020001, 0xFFFFFFFE)))
        .isEqualTo("0204080005000000" + "01000200" + "feffffff");
    assertThat(
            encoded(
                2,
                (encoder, out) -> {
                  out.writeZero(SmuxFrame.HEADER_BYTES).writeByte(0x68).writeByte(0x69);
                  encoder.dataHeader(out, 0, 0xFFFFFFFF, 2);
                }))
        .isEqualTo("02020200ffffffff" + "6869");
    assertThat(
            encoded(
                2,
                (encoder, out) -> {
                  out.writeZero(SmuxFrame.HEADER_BYTES);
                  encoder.dataHeader(out, 0, 7, 0xFFFF);
                }))
        .isEqualTo("0202ffff07000000");
  }

  @ParameterizedTest
  @CsvSource({
    "0200000003000000, open 3",
    "0201000004030201, end 16909060",
    "0203000000000000, ''",
    "0204080005000000010002000300ffff, update 5 131073 -65533",
    "02020200ffffffff6869, data -1 6869 last",
    "0202000003000000, empty 3",
    "0202010003000000610202010003000000620203000000000000, data 3 61 last;data 3 62 last",
  })
  void decodesEachFrame(String bytes, String expected) throws SmuxException {
    Recorder recorder = new Recorder();
    SmuxFrameDecoder decoder = new SmuxFrameDecoder(2, recorder);
    ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(bytes));
    decoder.decode(in);
    assertThat(recorder.toString()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0300000003000000", // version 3
        "0100000003000000", // version 1 in a session of version 2
        "0205000003000000", // no such command
        "02ff000003000000",
        "0200010003000000", // SYN, FIN and NOP with a payload
        "0201080003000000",
        "0203010000000000",
        "0204000003000000", // UPD of a wrong length
        "0204070003000000",
        "0204090003000000"
      })
  void refusesInvalidFrames(String bytes) {
    Recorder recorder = new Recorder();
    SmuxFrameDecoder decoder = new SmuxFrameDecoder(2, recorder);
    assertThatThrownBy(() -> decoder.decode(Unpooled.wrappedBuffer(HexFormat.of().parseHex(bytes))))
        .isInstanceOf(SmuxException.class);
    assertThat(recorder.frames).isEmpty();
  }

  @Test
  void versionOneHasNoWindowUpdates() {
    SmuxFrameDecoder decoder = new SmuxFrameDecoder(1, new Recorder());
    byte[] update = HexFormat.of().parseHex("01040800030000000000000000000000");
    assertThatThrownBy(() -> decoder.decode(Unpooled.wrappedBuffer(update)))
        .hasMessageContaining("version 1");
  }

  @Test
  void decodesTheSameFramesHoweverTheBytesAreSplit() throws SmuxException {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      ByteBuf wire = Unpooled.buffer();
      String expected = randomFrames(random, wire);
      Joined joined = new Joined();
      SmuxFrameDecoder decoder = new SmuxFrameDecoder(2, joined);
      int longest = 1 + random.nextInt(random.nextBoolean() ? 12 : 70_000);
      while (wire.isReadable()) {
        int part = Math.min(wire.readableBytes(), 1 + random.nextInt(longest));
        decoder.decode(wire.readSlice(part));
      }
      assertThat(joined.toString()).as("seed %d", seed).isEqualTo(expected);
      wire.release();
    }
  }

  @Test
  void stopsAtOnceWhenNoMoreFramesAreWanted() throws SmuxException {
    Recorder recorder = new Recorder();
    SmuxFrameDecoder decoder = new SmuxFrameDecoder(2, recorder);
    recorder.left = 1;
    ByteBuf in = Frame.wire(Frame.syn(2), Frame.syn(4));
    decoder.decode(in);
    assertThat(recorder.toString()).isEqualTo("open 2");
    in.release();
  }

  private static String encoded(int version, BiConsumer<SmuxFrameEncoder, ByteBuf> write) {
    ByteBuf out = Unpooled.buffer();
    write.accept(new SmuxFrameEncoder(version), out);
    String hex = ByteBufUtil.hexDump(out);
    out.release();
    return hex;
  }

  private static String randomFrames(Random random, ByteBuf wire) {
    StringJoiner expected = new StringJoiner(";");
    int frames = 1 + random.nextInt(20);
    for (int i = 0; i < frames; i++) {
      int id = random.nextInt();
      switch (random.nextInt(5)) {
        case 0 -> {
          wire.writeBytes(Frame.syn(id).bytes());
          expected.add("open " + id);
        }
        case 1 -> {
          wire.writeBytes(Frame.fin(id).bytes());
          expected.add("end " + id);
        }
        case 2 -> wire.writeBytes(Frame.nop().bytes());
        case 3 -> {
          int consumed = random.nextInt();
          int window = random.nextInt();
          wire.writeBytes(Frame.upd(id, consumed, window).bytes());
          expected.add("update " + id + " " + consumed + " " + window);
        }
        default -> {
          int most = random.nextInt(4) == 0 ? SmuxFrame.MAX_PAYLOAD_BYTES : 40;
          byte[] payload = new byte[1 + random.nextInt(most)];
          random.nextBytes(payload);
          wire.writeBytes(Frame.psh(id, payload).bytes());
          expected.add("data " + id + " " + HexFormat.of().formatHex(payload));
        }
      }
    }
    return expected.toString();
  }

  private static class Recorder implements FrameListener {
    final List<String> frames = new ArrayList<>();
    int left = Integer.MAX_VALUE;

    @Override
    public void onOpen(int streamId) {
      frames.add("open " + streamId);
    }

    @Override
    public void onEnd(int streamId) {
      frames.add("end " + streamId);
    }

    @Override
    public void onData(int streamId, ByteBuf in, int length, boolean endsFrame) {
      String hex = ByteBufUtil.hexDump(in, in.readerIndex(), length);
      in.skipBytes(length);
      frames.add("data " + streamId + " " + hex + (endsFrame ? " last" : ""));
    }

    @Override
    public void onEmptyData(int streamId) {
      frames.add("empty " + streamId);
    }

    @Override
    public void onWindowUpdate(int streamId, int consumed, int window) {
      frames.add("update " + streamId + " " + consumed + " " + window);
    }

    @Override
    public boolean wantsFrames() {
      return left-- > 0;
    }

    @Override
    public String toString() {
      return String.join(";", frames);
    }
  }

  /** Joins the parts of a frame. */
  private static final class Joined extends Recorder {
    private final StringBuilder data = new StringBuilder();

    @Override
    public void onData(int streamId, ByteBuf in, int length, boolean endsFrame) {
      data.append(ByteBufUtil.hexDump(in, in.readerIndex(), length));
      in.skipBytes(length);
      if (endsFrame) {
        frames.add("data " + streamId + " " + data);
        data.setLength(0);
      }
    }
  }
}
