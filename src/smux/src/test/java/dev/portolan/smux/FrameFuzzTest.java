package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * Whatever bytes come: they are the same frames however they are cut, and none behind the first
 * that is none.
 */
class FrameFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void framesDoNotDependOnHowTheyAreCut(FuzzedDataProvider data) {
    int version = data.consumeInt(1, 2);
    int piece = data.consumeInt(1, 40);
    byte[] wire = data.consumeRemainingAsBytes();
    String whole = decoded(version, wire, Math.max(1, wire.length));
    assertThat(decoded(version, wire, piece)).isEqualTo(whole);
    assertThat(decoded(version, wire, 1)).isEqualTo(whole);
  }

  private static String decoded(int version, byte[] wire, int piece) {
    Frames frames = new Frames();
    SmuxFrameDecoder decoder = new SmuxFrameDecoder(version, frames);
    ByteBuf in = Unpooled.wrappedBuffer(wire);
    try {
      while (in.isReadable()) {
        ByteBuf part = in.readSlice(Math.min(piece, in.readableBytes()));
        decoder.decode(part);
        assertThat(part.isReadable()).as("everything is taken").isFalse();
      }
    } catch (SmuxException e) {
      frames.add("none: " + e.getMessage());
    }
    return frames.toString();
  }

  /** What was decoded, with the parts of each payload put together. */
  private static final class Frames implements FrameListener {
    private final List<String> all = new ArrayList<>();
    private final StringBuilder payload = new StringBuilder();

    private void add(String frame) {
      all.add(frame);
    }

    @Override
    public void onOpen(int streamId) {
      add("open " + streamId);
    }

    @Override
    public void onEnd(int streamId) {
      add("end " + streamId);
    }

    @Override
    public void onData(int streamId, ByteBuf in, int length, boolean endsFrame) {
      assertThat(length).isPositive();
      payload.append(ByteBufUtil.hexDump(in, in.readerIndex(), length));
      in.skipBytes(length);
      if (endsFrame) {
        add("data " + streamId + " " + payload);
        payload.setLength(0);
      }
    }

    @Override
    public void onEmptyData(int streamId) {
      add("empty " + streamId);
    }

    @Override
    public void onWindowUpdate(int streamId, int consumed, int window) {
      add("update " + streamId + " " + consumed + " " + window);
    }

    @Override
    public boolean wantsFrames() {
      return true;
    }

    @Override
    public String toString() {
      // A payload that is cut off by the end of what came is there as far as it came.
      return String.join("\n", all) + "\n" + payload;
    }
  }
}
