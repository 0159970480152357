package dev.portolan.transport.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The messages of a verified transfer, byte by byte. What comes is there before it is read, so
 * nothing waits.
 */
class FramesTest {
  private static final int FIN = 1;
  private static final int PSH = 2;
  private static final int RESET = 4;
  private static final int STREAM = 3;
  private static final int OK = 0x01;
  private static final int ERROR = 0x02;
  private static final int DATA = 0x21;
  private static final int POSITION = 0x22;
  private static final int BUSY = 0x24;

  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final SmuxSession session =
      SmuxSession.start(
          connection,
          SmuxRole.CLIENT,
          SmuxConfig.defaults()
              .withPeerSupportsReset(true)
              .withKeepAlive(Duration.ofHours(9), Duration.ofHours(10)),
          null);
  private final StreamInput in = StreamInput.ofAnswers();
  private final SmuxStream stream = session.open(in.handler()).getNow();
  private final Frames frames = Frames.ofSender(stream, in, "it failed there: ");

  @BeforeEach
  void start() {
    connection.freezeTime();
    connection.runPendingTasks();
    sent();
  }

  @AfterEach
  void stop() {
    Thread.interrupted();
    in.close();
    connection.finishAndReleaseAll();
  }

  private void frame(int kind, byte[] payload) {
    ByteBuf frame = Unpooled.buffer().writeByte(2).writeByte(kind);
    frame.writeShortLE(payload.length).writeIntLE(STREAM).writeBytes(payload);
    connection.writeInbound(frame);
    connection.runPendingTasks();
  }

  /** The far side says this. */
  private void says(int type, byte[] payload) {
    byte[] message = message(type, payload);
    for (int at = 0; at < message.length; at += 30_000) {
      frame(PSH, Arrays.copyOfRange(message, at, Math.min(message.length, at + 30_000)));
    }
  }

  private void says(int type, String text) {
    says(type, text.getBytes(UTF_8));
  }

  private static byte[] message(int type, byte[] payload) {
    ByteBuf bytes = Unpooled.buffer().writeByte(type).writeShort(payload.length);
    return ByteBufUtil.getBytes(bytes.writeBytes(payload));
  }

  private void resets(int cause) {
    ByteBuf payload = Unpooled.buffer().writeIntLE(0).writeIntLE(0x8000_0000 | cause);
    frame(RESET, ByteBufUtil.getBytes(payload));
  }

  /** What was sent since the last call: the payloads of frames, with a point for each end. */
  private String sent() {
    connection.runPendingTasks();
    StringBuilder all = new StringBuilder();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      while (out.readableBytes() >= 8) {
        int kind = out.skipBytes(1).readByte();
        int length = out.readUnsignedShortLE();
        out.skipBytes(4);
        byte[] payload = new byte[length];
        out.readBytes(payload);
        all.append(kind == PSH ? HexFormat.of().formatHex(payload) : kind == FIN ? "." : "");
      }
      out.release();
    }
    return all.toString();
  }

  private static String hex(int type, byte[] payload) {
    return HexFormat.of().formatHex(message(type, payload));
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'x');
    return bytes;
  }

  private void pass(int seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }

  @Test
  void aMessageIsItsTypeItsLengthAndItsContent() throws IOException {
    frames.send(Frames.Kind.DATA, "abcdef".getBytes(US_ASCII), 1, 3);
    assertThat(sent()).isEqualTo("210003" + "626364");
    frames.send(Frames.Kind.DATA, bytes(0x1234));
    assertThat(sent()).isEqualTo("211234" + "78".repeat(0x1234));
  }

  @ParameterizedTest
  @CsvSource({
    "OK, 1, 32, 32",
    "ERROR, 2, 0, 65535",
    "DATA, 33, 1, 65535",
    "POSITION, 34, 8, 8",
    "START, 35, 16, 48",
  })
  void eachMessageHasItsLengths(Frames.Kind kind, int type, int shortest, int longest)
      throws IOException {
    for (int length : new int[] {shortest, longest}) {
      says(type, bytes(length));
      if (kind == Frames.Kind.ERROR) {
        assertThatThrownBy(() -> frames.receive(kind)).hasMessageStartingWith("it failed there:");
      } else {
        assertThat(frames.receive(kind)).hasSize(length).containsOnly('x');
      }
    }
    for (int length : new int[] {shortest - 1, longest + 1}) {
      if (length >= 0 && length <= 65_535) {
        says(type, bytes(length));
        assertThatThrownBy(() -> frames.receive(kind)).hasMessageContaining("makes no sense");
        readAll(length);
      }
    }
  }

  private void readAll(int count) throws IOException {
    assertThat(in.readNBytes(count)).hasSize(count);
  }

  @Test
  void whoIsAtWorkSaysNothing() throws IOException {
    says(BUSY, "");
    says(BUSY, "");
    says(POSITION, "12345678");
    assertThat(frames.receive(Frames.Kind.POSITION)).asString(US_ASCII).isEqualTo("12345678");
    says(BUSY, "x");
    assertThatThrownBy(frames::receive).hasMessageContaining("makes no sense");
  }

  @Test
  void anotherMessageThanIsAwaitedMakesNoSense() {
    says(POSITION, "12345678");
    assertThatThrownBy(() -> frames.receive(Frames.Kind.OK)).hasMessageContaining("no sense");
    assertThat(frames.state()).isEqualTo(Frames.State.TALKING);
  }

  @Test
  void aReasonIsToldInTheFarSidesWords() {
    says(ERROR, "no\u0007 room");
    assertThatThrownBy(frames::receive)
        .isInstanceOf(TransferException.class)
        .hasMessage("it failed there: no room");
    assertThat(frames.state()).isEqualTo(Frames.State.TOLD);
  }

  @ParameterizedTest
  @CsvSource({"''", "21", "210004", "21000478"})
  void anEndInTheMiddleIsALoss(String begun) {
    if (!begun.isEmpty()) {
      frame(PSH, HexFormat.of().parseHex(begun));
    }
    frame(FIN, new byte[0]);
    assertThatThrownBy(frames::receive)
        .hasMessage("the far side ended the transfer without a reason");
    assertThat(frames.state()).isEqualTo(Frames.State.LOST);
  }

  @Test
  void aConnectionThatBreaksIsALoss() {
    connection.close();
    connection.runPendingTasks();
    assertThatThrownBy(frames::receive).isInstanceOf(TransferException.class);
    assertThat(frames.state()).isEqualTo(Frames.State.LOST);
  }

  @Test
  void aFarSideThatCancelsIsNotLost() {
    resets(4);
    assertThatThrownBy(frames::receive).isInstanceOf(TransferException.class);
    assertThat(frames.state()).isEqualTo(Frames.State.CANCELLED);
  }

  @Test
  void whoIsInterruptedHasCancelled() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(frames::receive).hasMessage("it was cancelled");
    assertThat(frames.state()).isEqualTo(Frames.State.CANCELLED);
  }

  @Test
  void whatCannotBeSentIsToldWithTheFarSidesReason() {
    says(BUSY, "");
    says(ERROR, "the disk is full");
    stream.close();
    connection.runPendingTasks();
    assertThatThrownBy(() -> frames.send(Frames.Kind.DATA, bytes(1)))
        .hasMessage("it failed there: the disk is full");
    assertThat(frames.state()).isEqualTo(Frames.State.TOLD);
  }

  @Test
  void whatCannotBeSentWithoutAReasonIsALoss() {
    connection.close();
    connection.runPendingTasks();
    assertThatThrownBy(() -> frames.send(Frames.Kind.DATA, bytes(1)))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("lost");
    assertThat(frames.state()).isEqualTo(Frames.State.LOST);
  }

  @Test
  void whatIsSaidMeanwhileIsLookedAtWithoutWaiting() throws IOException {
    frames.throwIfTold();
    says(BUSY, "");
    says(BUSY, "");
    frames.throwIfTold();
    assertThat(in.isReady()).as("read").isFalse();
    says(POSITION, "12345678");
    assertThatThrownBy(frames::throwIfTold).hasMessageContaining("makes no sense");
    says(ERROR, "full");
    assertThatThrownBy(frames::throwIfTold).hasMessage("it failed there: full");
  }

  @Test
  void dataIsReadAcrossItsMessagesUpToTheCheckSum() throws IOException {
    says(DATA, "abc");
    says(BUSY, "");
    says(DATA, new byte[] {(byte) 0xff});
    byte[] sum = bytes(32);
    says(OK, sum);
    InputStream data = frames.data();
    byte[] read = new byte[5];
    assertThat(data.read(read, 0, 0)).isZero();
    assertThat(data.read(read, 1, 2)).isEqualTo(2);
    assertThat(read).asString(US_ASCII).isEqualTo("\0ab\0\0");
    assertThat(data.read(read, 0, 5)).isEqualTo(1);
    assertThat(read[0]).isEqualTo((byte) 'c');
    assertThat(data.read()).isEqualTo(255);
    assertThat(data.read()).isEqualTo(-1);
    assertThat(data.read(read, 0, 5)).as("still").isEqualTo(-1);
    assertThat(((Frames.Data) data).awaitSum()).isEqualTo(sum);
  }

  @Test
  void theCheckSumIsAwaited() throws IOException {
    says(OK, bytes(32));
    assertThat(frames.data().awaitSum()).isEqualTo(bytes(32));
    says(DATA, new byte[1]);
    assertThatThrownBy(() -> frames.data().awaitSum())
        .hasMessage("there is more behind the end of the archive");
  }

  @ParameterizedTest
  @CsvSource({"34, 8", "35, 16"})
  void amongDataNothingElseMakesSense(int type, int length) {
    says(type, bytes(length));
    assertThatThrownBy(() -> frames.data().read()).hasMessageContaining("makes no sense");
  }

  @Test
  void whoIsAtWorkSaysSoEveryTenSeconds() throws IOException {
    try (Closeable busy = frames.busy()) {
      assertThat(busy).isNotNull();
      pass(9);
      assertThat(sent()).isEmpty();
      pass(1);
      assertThat(sent()).isEqualTo("240000");
      pass(10);
      assertThat(sent()).isEqualTo("240000");
    }
    pass(60);
    assertThat(sent()).isEmpty();
  }

  @Test
  void theCheckSumIsTheLastThatIsSaid() {
    frames.end(bytes(32));
    assertThat(sent()).isEqualTo(hex(OK, bytes(32)) + ".");
    assertThat(stream.isOpen()).isFalse();
  }

  @Test
  void whyItCannotGoOnIsTheLastThatIsSaid() {
    assertThat(frames.failed(new TransferException("the disk is full")))
        .hasMessage("the disk is full");
    assertThat(sent()).isEqualTo(hex(ERROR, "the disk is full".getBytes(US_ASCII)) + ".");
  }

  @Test
  void whoIsInterruptedSaysThatItWasCancelled() {
    Thread.currentThread().interrupt();
    assertThat(frames.failed(new IOException("closed"))).hasMessage("it was cancelled");
    assertThat(sent()).isEqualTo(hex(ERROR, "it was cancelled".getBytes(US_ASCII)) + ".");
  }

  @Test
  void whatIsSuspendedEndsAsIfItWasLost() {
    frames.broken(new TransferListener.SuspendedException(), "never told");
    assertThat(sent()).isEmpty();
    assertThat(stream.isOpen()).isFalse();
    assertThat(session.streamCount()).isZero();
  }

  @Test
  void whatIsBrokenIsToldInWordsForPeople() {
    frames.broken(new IllegalStateException("internal"), "the far side failed");
    assertThat(sent()).isEqualTo(hex(ERROR, "the far side failed".getBytes(US_ASCII)) + ".");
  }

  @Test
  void whatIsCancelledIsToldSo() {
    frames.broken(new CancellationException(), "never told");
    assertThat(sent()).isEqualTo(hex(ERROR, "it was cancelled".getBytes(US_ASCII)) + ".");
  }

  /** The window of the stream, which the far side never renews. */
  @Test
  void aFarSideThatTakesNothingIsResetAfterTenSeconds() {
    stream.writeAndFlush(Unpooled.wrappedBuffer(bytes(1 << 20)));
    frames.end(bytes(32));
    pass(9);
    assertThat(stream.isOpen()).isTrue();
    pass(1);
    assertThat(stream.isOpen()).isFalse();
  }

  @Test
  void anArchiveInThePlainFormIsWrittenUntilTheReceiverSaysSomething() throws IOException {
    OutputStream plain = frames.plain();
    plain.write("archive".getBytes(US_ASCII));
    assertThat(sent()).isEqualTo(HexFormat.of().formatHex("archive".getBytes(US_ASCII)));
    says(ERROR, "no");
    assertThatThrownBy(() -> plain.write(bytes(1))).hasMessage("it failed there: no");
  }

  @Test
  void aSingleByteInThePlainFormIsWrittenUntilTheReceiverSaysSomethingToo() throws IOException {
    OutputStream plain = frames.plain();
    plain.write('a');
    assertThat(sent()).isEqualTo("61");
    says(ERROR, "no");
    assertThatThrownBy(() -> plain.write('b')).hasMessage("it failed there: no");
  }

  @Test
  void anArchiveInThePlainFormIsKeptOrNot() throws IOException {
    says(OK, "{}");
    frames.awaitOk();
    says(0x7f, "what");
    assertThatThrownBy(frames::awaitOk).hasMessage("it failed there: what");
    says(ERROR, bytes(0x0201));
    assertThatThrownBy(frames::awaitOk).hasMessageContaining("xxx");
    assertThat(in.isReady()).as("all of it was read").isFalse();
  }
}
