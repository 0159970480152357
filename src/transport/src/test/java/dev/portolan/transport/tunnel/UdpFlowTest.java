package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.datagram.StreamDatagram;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one sender's datagrams go through, by a clock and an opening that the test turns. */
class UdpFlowTest {
  private static final int PORT = 53;
  private static final InetSocketAddress SENDER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 4242);

  /** Counts what is not released. */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel connection = EmbeddedChannel.builder().ticker(ticker).build();
  private final SmuxSession session =
      SmuxSession.start(
          connection,
          SmuxRole.CLIENT,
          SmuxConfig.defaults()
              .withKeepAlive(Duration.ofHours(9), Duration.ofHours(10))
              .withPeerSupportsReset(true),
          null);

  /** Holds the tunnel's loop, on which there is nothing but the flow. */
  private final EmbeddedChannel tunnel = EmbeddedChannel.builder().ticker(ticker).build();

  private final List<String> events = new ArrayList<>();
  private final Socket socket = new Socket();
  private final UdpFlow flow =
      new UdpFlow(
          tunnel.eventLoop(),
          socket,
          SENDER,
          new HostPort("localhost", PORT),
          new TrafficMeter(InstantSource.system()).begin(SENDER),
          new Owner());
  private final Opener opener = new Opener();
  private final List<Integer> written = new ArrayList<>();
  private @Nullable EdgeException refusal;
  private boolean grantedAtEnd;
  private int dropped;

  private final class Owner implements UdpFlow.Owner {
    @Override
    public void granted(TunnelConnection traffic) {
      events.add("granted");
    }

    @Override
    public void dropped() {
      dropped++;
    }

    @Override
    public void refused(InetSocketAddress sender, EdgeException why) {
      events.add("refused");
      refusal = why;
    }

    @Override
    public void ended(UdpFlow ended, boolean granted, String reason) {
      events.add(reason);
      grantedAtEnd = granted;
    }
  }

  /** Opens a stream at once, which is answered when the test says so. */
  private final class Opener implements StreamOpener {
    private final Promise<OpenedStream> answer = connection.eventLoop().newPromise();
    private @Nullable SmuxStream stream;
    private @Nullable ChannelHandler afterOk;
    private @Nullable Consumer<SmuxStream> started;

    @Override
    public Future<OpenedStream> openStream(
        Message request, ChannelHandler handler, Duration timeout) {
      throw new AssertionError("a flow's data may follow the request at once");
    }

    @Override
    public Future<OpenedStream> openStream(
        Message request, ChannelHandler handler, Duration timeout, Consumer<SmuxStream> onStart) {
      afterOk = handler;
      started = onStart;
      stream = session.open(new Writes()).getNow();
      return answer;
    }

    SmuxStream stream() {
      return Objects.requireNonNull(stream);
    }

    /** As every opener does. */
    void closeWhatWasNotGranted() {
      if (answer.cause() != null) {
        stream().close();
      }
    }

    void starts() {
      Objects.requireNonNull(started).accept(stream());
    }

    void answersOk() {
      stream().pipeline().addLast(afterOk);
      answer.setSuccess(new OpenedStream(stream(), new byte[0]));
    }
  }

  /** Notes the first byte of what is written to the stream. */
  private final class Writes extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ByteBuf framed = (ByteBuf) message;
      written.add((int) framed.getByte(framed.readerIndex() + 4));
      ctx.write(message, promise);
    }
  }

  private final class Socket extends EmbeddedChannel {
    Socket() {
      config().setAllocator(allocator);
    }

    @Override
    protected SocketAddress localAddress0() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT);
    }
  }

  /** However a test ends, no stream and no buffer is left. */
  @AfterEach
  void stop() {
    flow.close("the test is over");
    opener.closeWhatWasNotGranted();
    connection.runPendingTasks();
    assertThat(session.streamCount()).isZero();
    connection.finishAndReleaseAll();
    tunnel.finishAndReleaseAll();
    socket.finishAndReleaseAll();
    assertThat(allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory())
        .as("bytes left")
        .isZero();
  }

  private void open() {
    flow.open(opener, Duration.ofSeconds(15));
    connection.runPendingTasks();
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    tunnel.runScheduledPendingTasks();
    connection.runScheduledPendingTasks();
    connection.releaseOutbound();
  }

  private ByteBuf fromProgram(int mark, int length) {
    ByteBuf data = allocator.buffer(length).writeByte(mark).writeZero(length - 1);
    flow.fromProgram(data);
    return data;
  }

  private StreamDatagram fromService() {
    return fromService(1);
  }

  private StreamDatagram fromService(int length) {
    return new StreamDatagram(PORT, allocator.buffer(length).writeZero(length));
  }

  /** The device has read so much. */
  private void reads(int bytes) {
    update(bytes, 262_144);
  }

  private void update(int consumed, int window) {
    deviceSends(4, connection.alloc().buffer(8).writeIntLE(consumed).writeIntLE(window));
  }

  /** A frame of smux on the flow's stream. */
  private void deviceSends(int command, ByteBuf payload) {
    ByteBuf head = connection.alloc().buffer(8).writeByte(2).writeByte(command);
    head.writeShortLE(payload.readableBytes()).writeIntLE(opener.stream().streamId());
    connection.writeInbound(Unpooled.wrappedBuffer(head, payload));
    connection.runPendingTasks();
  }

  private int sentBytes() {
    connection.runPendingTasks();
    int bytes = 0;
    for (ByteBuf sent = connection.readOutbound(); sent != null; sent = connection.readOutbound()) {
      bytes += sent.readableBytes();
      sent.release();
    }
    return bytes;
  }

  @Test
  void survivesLongPausesAndEndsAfterFifteenIdleMinutes() {
    open();
    opener.answersOk();
    events.clear();
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofMinutes(14));
      fromProgram(1, 1);
      assertThat(events).isEmpty();
    }
    pass(Duration.ofMinutes(15).minusNanos(1));
    assertThat(events).isEmpty();

    pass(Duration.ofNanos(1));
    connection.runPendingTasks();
    assertThat(events).containsExactly("idle for 15 minutes");
    assertThat(session.streamCount()).isZero();
  }

  @Test
  void tellsThatItIsGrantedAndOnceThatItIsOver() {
    open();
    opener.answersOk();
    flow.close("enough");
    flow.close("more than enough");
    assertThat(events).containsExactly("granted", "enough");
    assertThat(grantedAtEnd).isTrue();
  }

  @Test
  void aStreamThatEndsBeforeItIsGrantedIsTheOpenersBusiness() {
    open();
    opener.starts();
    opener.stream().pipeline().addLast(opener.afterOk);
    opener.stream().close();
    connection.runPendingTasks();
    assertThat(events).isEmpty();
    EdgeException why = new EdgeException(Problem.TUNNEL_CLOSED, "on purpose");
    opener.answer.setFailure(why);
    assertThat(events).containsExactly("refused");
    assertThat(refusal).isSameAs(why);
  }

  @Test
  void tellsHowItsStreamEnded() {
    open();
    opener.answersOk();
    opener.stream().close();
    connection.runPendingTasks();
    assertThat(events).containsExactly("granted", "ended by the far side");
  }

  /** By a window that none can be, with the cause in it. */
  @Test
  void tellsThatTheServiceBrokeItsStreamOff() {
    open();
    opener.answersOk();
    update(0, 0x8000_0001);
    assertThat(events).containsExactly("granted", "broken off by the service");
    assertThat(session.isOpen()).isTrue();
  }

  @Test
  void tellsThatTheConnectionToTheEdgeIsGone() {
    open();
    opener.answersOk();
    session.close();
    connection.runPendingTasks();
    assertThat(events)
        .containsExactly("granted", "broken off: the connection to the edge was closed");
  }

  @Test
  void tellsThatTheConnectionToTheEdgeBroke() {
    open();
    opener.answersOk();
    connection.writeInbound(connection.alloc().buffer(1).writeByte(0xff)); // no version of smux
    connection.writeInbound(connection.alloc().buffer(7).writeZero(7));
    connection.runPendingTasks();
    assertThat(events)
        .containsExactly("granted", "broken off: the connection to the edge was lost");
  }

  @Test
  void whatABurstHasTooMuchForTheStreamWaits() {
    open();
    opener.answersOk();
    for (int mark = 0; mark < 6; mark++) {
      fromProgram(mark, 60_000);
    }
    assertThat(written).containsExactly(0, 1, 2, 3, 4);
    assertThat(flow.traffic().bytesUp()).isEqualTo(6 * 60_000);
    sentBytes();
    assertThat(written).as("there is room").containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(dropped).isZero();
  }

  @Test
  void aBurstOfTheProgramIsSentAtItsEnd() {
    open();
    opener.answersOk();
    sentBytes();
    fromProgram(1, 1);
    fromProgram(2, 1);
    assertThat(sentBytes()).isZero();
    flow.flush();
    assertThat(sentBytes()).isPositive();
  }

  @Test
  void aBurstOfTheServiceReachesTheProgramAtItsEnd() {
    open();
    opener.answersOk();
    ByteBuf said = StreamDatagram.encode(connection.alloc(), PORT, Unpooled.buffer().writeByte(7));
    deviceSends(2, said);
    DatagramPacket packet = socket.readOutbound();
    assertThat(packet.recipient()).isEqualTo(SENDER);
    assertThat(packet.content().readByte()).isEqualTo((byte) 7);
    packet.release();
  }

  @Test
  void halfAStreamIsOfNoUse() {
    open();
    opener.answersOk();
    deviceSends(1, Unpooled.EMPTY_BUFFER);
    assertThat(events).containsExactly("granted", "ended by the far side");
    assertThat(opener.stream().isOpen()).isFalse();
  }

  @Test
  void aStreamThatFailsIsClosed() {
    open();
    opener.answersOk();
    opener.stream().pipeline().fireExceptionCaught(new IOException("on purpose"));
    connection.runPendingTasks();
    assertThat(opener.stream().isOpen()).isFalse();
  }

  @Test
  void aServiceThatSpeaksAloneKeepsItsFlow() {
    open();
    opener.answersOk();
    events.clear();
    pass(Duration.ofMinutes(14));
    flow.fromService(fromService());
    flow.flushToProgram();
    pass(Duration.ofMinutes(14));
    assertThat(events).isEmpty();
    pass(Duration.ofMinutes(1));
    assertThat(events).containsExactly("idle for 15 minutes");
  }

  /** The nanoseconds until the flow's next timer runs out; -1 if it has none. */
  private long untilTimer() {
    return tunnel.runScheduledPendingTasks();
  }

  @Test
  void aFlowThatIsClosedLeavesNoTimer() {
    open();
    opener.answersOk();
    assertThat(untilTimer()).isEqualTo(UdpFlow.IDLE.toNanos());
    flow.close("enough");
    assertThat(untilTimer()).isEqualTo(-1);
  }

  @Test
  void aFlowThatIsRefusedLeavesNoTimerAfterItsSecond() {
    open();
    opener.answer.setFailure(new IOException("no"));
    assertThat(untilTimer()).isEqualTo(Duration.ofSeconds(1).toNanos());
    pass(Duration.ofSeconds(1));
    assertThat(untilTimer()).isEqualTo(-1);
  }

  @Test
  void whatWaitsFollowsTheRequestBeforeThatIsAnswered() {
    open();
    ByteBuf first = fromProgram(1, 1);
    assertThat(written).isEmpty();
    opener.starts();
    fromProgram(2, 1);
    assertThat(written).containsExactly(1, 2);
    assertThat(first.refCnt()).isZero();
    assertThat(opener.stream().config().getWriteBufferHighWaterMark()).isEqualTo(256 * 1024);
  }

  /** Nobody hears of a stream's room before it is granted. */
  @Test
  void whatWaitsForRoomGoesInOrderWhenTheStreamIsGranted() {
    open();
    opener.starts();
    for (int mark = 0; mark < 9; mark++) {
      fromProgram(mark, 60_000);
    }
    int before = written.size();
    assertThat(before).isLessThan(9);
    flow.drain();
    assertThat(written).hasSize(before);
    flow.flush();
    sentBytes();
    reads(240_000);
    sentBytes();
    assertThat(opener.stream().isWritable()).isTrue();
    fromProgram(9, 1);
    assertThat(written).hasSize(before);
    opener.answersOk();
    assertThat(written).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(sentBytes()).as("it is flushed").isGreaterThan(60_000);
    assertThat(dropped).isZero();
  }

  @Test
  void moreThanMayWaitIsDropped() {
    open();
    opener.starts();
    for (int mark = 0; mark < 40; mark++) {
      fromProgram(mark, 60_000);
    }
    assertThat(written).hasSizeLessThan(10);
    assertThat(dropped).isEqualTo(40 - written.size() - 4);
  }

  @Test
  void aRefusedSenderIsForgottenAfterASecond() {
    open();
    fromProgram(1, 1);
    opener.answer.setFailure(new IOException("no"));
    assertThat(events).containsExactly("refused");
    assertThat(dropped).isOne();
    pass(Duration.ofMillis(999));
    ByteBuf late = fromProgram(2, 1);
    assertThat(late.refCnt()).isZero();
    assertThat(dropped).isEqualTo(2);
    assertThat(events).containsExactly("refused");
    pass(Duration.ofMillis(1));
    assertThat(events).containsExactly("refused", "not granted");
    pass(Duration.ofMinutes(16));
    assertThat(events).hasSize(2);
  }

  @Test
  void anOpeningEndsWithItsFlow() {
    open();
    flow.close("enough");
    assertThat(opener.answer.isCancelled()).isTrue();
    pass(Duration.ofMinutes(16));
    assertThat(events).containsExactly("enough");
  }

  @Test
  void aStreamThatBeginsTooLateIsClosed() {
    open();
    flow.close("enough");
    opener.starts();
    connection.runPendingTasks();
    assertThat(opener.stream().isOpen()).isFalse();
  }

  /** Where it was granted on another loop while the flow ended on its own. */
  @Test
  void aStreamThatIsGrantedTooLateIsClosed() {
    open();
    assertThat(opener.answer.setUncancellable()).isTrue();
    flow.close("enough");
    opener.answersOk();
    connection.runPendingTasks();
    assertThat(opener.stream().isOpen()).isFalse();
    assertThat(events).containsExactly("enough");
  }

  @Test
  void whatTheServiceSaysTooLateIsDropped() {
    open();
    opener.answersOk();
    flow.fromService(fromService());
    flow.flushToProgram();
    DatagramPacket packet = socket.readOutbound();
    assertThat(packet.recipient()).isEqualTo(SENDER);
    packet.release();
    assertThat(flow.traffic().bytesDown()).isOne();
    flow.close("enough");
    StreamDatagram late = fromService();
    flow.fromService(late);
    flow.flushToProgram();
    assertThat(late.refCnt()).isZero();
    assertThat(socket.<Object>readOutbound()).isNull();
  }

  @Test
  void whatASocketThatIsFullDoesNotTakeIsDropped() {
    open();
    opener.answersOk();
    socket.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    StreamDatagram more = fromService();
    flow.fromService(more);
    assertThat(more.refCnt()).isZero();
    assertThat(dropped).isOne();
  }

  /** It is full only of what waits for the end of the burst. */
  @Test
  void aSocketThatFillsUpWithinABurstIsFlushed() {
    open();
    opener.answersOk();
    for (int i = 0; i < 4; i++) {
      flow.fromService(fromService(60_000));
    }
    flow.flushToProgram();
    assertThat(dropped).isZero();
    assertThat(socket.outboundMessages()).hasSize(4);
  }
}
