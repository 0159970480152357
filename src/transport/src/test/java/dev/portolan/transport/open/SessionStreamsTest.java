package dev.portolan.transport.open;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A request and its answer, frame by frame. */
class SessionStreamsTest {
  private static final int FIN = 1;
  private static final int DATA = 2;
  private static final int FIRST = 3;
  private static final String END = "0201000003000000";
  private static final Message TCP = Message.tcpTunnel(new HostPort("localhost", 80));
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final SmuxSession session =
      SmuxSession.start(
          connection, SmuxRole.CLIENT, SmuxConfig.defaults().withPeerSupportsReset(true), null);
  private final List<SmuxStream> started = new ArrayList<>();
  private final Bytes bytes = new Bytes();
  private int closed;
  private final SessionStreams streams =
      new SessionStreams(session, "edge.test", true, () -> closed++);

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  private Future<OpenedStream> open() {
    Future<OpenedStream> opening = streams.openStream(TCP, bytes, LIMIT, started::add);
    connection.runPendingTasks();
    return opening;
  }

  private static ByteBuf frame(int kind, ByteBuf payload) {
    ByteBuf head = Unpooled.buffer().writeByte(2).writeByte(kind);
    head.writeShortLE(payload.readableBytes()).writeIntLE(FIRST);
    return Unpooled.wrappedBuffer(head, payload);
  }

  private static ByteBuf data(String text) {
    return frame(DATA, Unpooled.copiedBuffer(text, US_ASCII));
  }

  private ByteBuf answer(Message message) {
    return frame(DATA, message.encode(connection.alloc()));
  }

  private void receive(ByteBuf... frames) {
    connection.writeInbound(Unpooled.wrappedBuffer(frames));
    connection.runPendingTasks();
  }

  private String sent() {
    StringBuilder all = new StringBuilder();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      all.append(ByteBufUtil.hexDump(out));
      out.release();
    }
    return all.toString();
  }

  private static Problem problem(Future<?> opening) {
    return ((EdgeException) opening.cause()).problem();
  }

  @Test
  void whatComesRightBehindTheAnswerIsPassedOnWholeAndInOrder() {
    Future<OpenedStream> opening = open();
    List<String> order = new ArrayList<>();
    opening.addListener(done -> order.add("opened, " + bytes.size() + " bytes"));
    ByteBuf withData = Message.ok("so").encode(connection.alloc());
    receive(
        frame(DATA, Unpooled.wrappedBuffer(withData, data("first ").skipBytes(8))), data("second"));

    assertThat(opening.getNow().okPayload()).isEqualTo("so".getBytes(US_ASCII));
    assertThat(order).containsExactly("opened, 0 bytes");
    assertThat(bytes.text()).isEqualTo("first second");
    receive(data(" third"));
    assertThat(bytes.text()).isEqualTo("first second third");
    assertThat(opening.getNow().stream().pipeline().names())
        .as("nothing of the opening is left")
        .noneMatch(name -> name.startsWith("StreamOpening") || name.startsWith("MessageDecoder"));
  }

  /** What a stream's handler is told, in order. */
  private static final class Order extends ChannelInboundHandlerAdapter {
    private final List<String> told = new ArrayList<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      told.add(((ByteBuf) message).toString(US_ASCII));
      ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      told.add("complete");
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        told.add("end");
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      told.add("inactive");
    }
  }

  @Test
  void anEndRightBehindTheAnswerComesAfterTheData() {
    Order order = new Order();
    streams.openStream(TCP, order, LIMIT);
    connection.runPendingTasks();
    receive(answer(Message.ok()), data("all"), frame(FIN, Unpooled.EMPTY_BUFFER));
    assertThat(order.told).containsSubsequence("all", "complete", "end");
  }

  @Test
  void aConnectionThatBreaksRightBehindTheAnswerLosesNoData() {
    Order order = new Order();
    Future<OpenedStream> opening = streams.openStream(TCP, order, LIMIT);
    connection.runPendingTasks();
    receive(answer(Message.ok()), data("all"), Unpooled.wrappedBuffer(new byte[8]));
    assertThat(opening.isSuccess()).isTrue();
    assertThat(session.isOpen()).isFalse();
    assertThat(order.told).containsSubsequence("all", "inactive");
  }

  @Test
  void aStreamThatIsClosedRightAtItsAnswerTellsItsHandlerOfItsEnd() {
    Order order = new Order();
    streams
        .openStream(TCP, order, LIMIT)
        .addListener((Future<OpenedStream> opened) -> opened.getNow().stream().close());
    connection.runPendingTasks();
    ByteBuf ok = Message.ok().encode(connection.alloc());
    receive(frame(DATA, Unpooled.wrappedBuffer(ok, Unpooled.copiedBuffer("all", US_ASCII))));
    assertThat(order.told).containsSubsequence("all", "inactive");
  }

  @Test
  void whatIsWrittenAtTheStartFollowsTheRequestAtOnce() {
    streams.openStream(
        TCP, bytes, LIMIT, stream -> stream.write(Unpooled.copiedBuffer("early", US_ASCII)));
    connection.runPendingTasks();
    assertThat(sent())
        .contains(ByteBufUtil.hexDump("localhost:80".getBytes(US_ASCII)))
        .contains(ByteBufUtil.hexDump("early".getBytes(US_ASCII)));
  }

  @Test
  void aRefusedStreamIsClosed() {
    Future<OpenedStream> opening = open();
    receive(answer(Message.error("no")));
    assertThat(problem(opening)).isEqualTo(Problem.STREAM_REFUSED);
    assertThat(started.getFirst().isOpen()).isFalse();
    assertThat(sent()).contains(END);
    assertThat(closed).isEqualTo(1);
  }

  /** The far side may be at work on it, and is to stop. */
  @Test
  void aStreamThatNobodyWantsAnyMoreIsResetBeforeItsAnswer() {
    Future<OpenedStream> opening = open();
    opening.cancel(false);
    connection.runPendingTasks();
    assertThat(session.streamCount()).isZero();
    assertThat(sent()).doesNotContain(END);
  }

  @Test
  void aStreamThatIsCancelledBeforeItsTurnIsNotOpened() {
    streams.openStream(TCP, bytes, LIMIT, started::add).cancel(false);
    connection.runPendingTasks();
    assertThat(started).isEmpty();
    assertThat(sent()).isEmpty();
  }

  @Test
  void anEndWithoutAnAnswerMeansThatTheRequestIsNotKnown() {
    Future<OpenedStream> opening = open();
    receive(frame(FIN, Unpooled.EMPTY_BUFFER));
    assertThat(problem(opening)).isEqualTo(Problem.STREAM_UNSUPPORTED);
    assertThat(opening.cause())
        .hasMessage("The device does not support a TCP tunnel to localhost:80, or refused it.");
    assertThat(session.streamCount()).isZero();
  }

  /** That is how our edges tell of a device that is gone. */
  @Test
  void aResetSaysWhatBecameOfTheRequest() {
    Future<OpenedStream> opening = open();
    receive(frame(4, reset(2)));
    assertThat(problem(opening)).isEqualTo(Problem.DEVICE_NOT_CONNECTED);
    assertThat(opening.cause())
        .hasMessageStartingWith(
            "The device was lost before a TCP tunnel to localhost:80 was answered.");
    SmuxStream stream = started.getFirst();
    assertThat(StreamLoss.cause(stream)).isEqualTo(ResetCause.LOST);
    assertThat(StreamLoss.inWords(stream))
        .isEqualTo("The device, or its connection to the edge, was lost.");
  }

  @Test
  void aStreamThatIsBrokenOffSaysByWhat() {
    Future<OpenedStream> opening = open();
    receive(answer(Message.ok()));
    receive(frame(4, reset(3)));
    SmuxStream stream = opening.getNow().stream();
    assertThat(StreamLoss.cause(stream)).isEqualTo(ResetCause.LIMIT);
    assertThat(StreamLoss.inWords(stream))
        .isEqualTo("It was broken off " + ResetCause.LIMIT.words() + ".");
  }

  @Test
  void aStreamThatEndsWithItsConnectionSaysSo() {
    Future<OpenedStream> opening = open();
    receive(answer(Message.ok()));
    connection.close();
    connection.runPendingTasks();
    SmuxStream stream = opening.getNow().stream();
    assertThat(StreamLoss.cause(stream)).isEqualTo(ResetCause.LOST);
    assertThat(StreamLoss.inWords(stream))
        .isEqualTo(
            "The connection to the edge was lost: The connection was closed by the other side.");
  }

  @Test
  void aStreamThatIsClosedHereWasNotLost() {
    Future<OpenedStream> opening = open();
    receive(answer(Message.ok()));
    opening.getNow().stream().close();
    connection.runPendingTasks();
    assertThat(StreamLoss.inWords(opening.getNow().stream())).isNull();
  }

  private static ByteBuf reset(int cause) {
    return Unpooled.buffer().writeIntLE(0).writeIntLE(0x8000_0000 | cause);
  }

  /** An edge that cannot half-close would take the option for part of the target. */
  @Test
  void anEdgeThatCannotHalfCloseIsNotOfferedIt() {
    Message offer = new TcpTunnelRequest(new HostPort("localhost", 80), true).toMessage();
    new SessionStreams(session, "edge.test", false, () -> {})
        .openStream(offer, bytes, LIMIT, started::add);
    connection.runPendingTasks();
    assertThat(sent()).endsWith(ByteBufUtil.hexDump("localhost:80".getBytes(US_ASCII)));
    streams.openStream(offer, bytes, LIMIT, started::add);
    connection.runPendingTasks();
    assertThat(sent()).contains(ByteBufUtil.hexDump("localhost:80\n".getBytes(US_ASCII)));
  }

  @Test
  void anAnswerOfAnotherTypeIsNone() {
    Future<OpenedStream> opening = open();
    receive(answer(TCP));
    assertThat(problem(opening)).isEqualTo(Problem.STREAM_BAD_ANSWER);
  }

  @Test
  void aConnectionThatIsLostBeforeTheAnswerIsNamed() {
    Future<OpenedStream> opening = open();
    connection.close();
    connection.runPendingTasks();
    assertThat(problem(opening)).isEqualTo(Problem.LINK_LOST);
    assertThat(opening.cause())
        .hasMessage(
            "The connection to edge.test was lost before a TCP tunnel to localhost:80 was"
                + " answered.");
    assertThat(bytes.isInactive()).as("the handler was never there").isFalse();
  }

  @Test
  void aConnectionThatIsClosedHereBeforeTheAnswerIsNotLost() {
    Future<OpenedStream> opening = open();
    session.close();
    connection.runPendingTasks();
    assertThat(problem(opening)).isEqualTo(Problem.LINK_CLOSED);
  }

  @Test
  void nothingIsOpenedOnAConnectionThatIsOver() {
    connection.close();
    connection.runPendingTasks();
    Future<OpenedStream> opening = open();
    assertThat(problem(opening)).isEqualTo(Problem.LINK_LOST);
    assertThat(opening.cause()).hasMessage("There is no connection to edge.test any more.");
    assertThat(started).isEmpty();
  }

  /** What the test lets pass; the edge says nothing meanwhile. */
  private void pass(Duration time) {
    connection.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }

  @Test
  void aRequestIsAnsweredWithinItsTime() {
    connection.freezeTime();
    Future<OpenedStream> opening = streams.openStream(TCP, bytes, Duration.ofSeconds(5));
    connection.runPendingTasks();
    pass(Duration.ofMillis(4_999));
    assertThat(opening.isDone()).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(problem(opening)).isEqualTo(Problem.STREAM_TIMEOUT);
    assertThat(session.streamCount()).as("the far side may stop").isZero();
  }

  @Test
  void aRequestWhoseTurnDoesNotComeInItsTimeHasNoRoom() {
    connection.freezeTime();
    for (int i = 0; i < OpenQueue.MAX_UNANSWERED; i++) {
      open();
    }
    Future<OpenedStream> last = streams.openStream(TCP, bytes, Duration.ofSeconds(5));
    connection.runPendingTasks();
    pass(Duration.ofSeconds(5));
    assertThat(problem(last)).isEqualTo(Problem.TOO_MANY_STREAMS);
  }

  @Test
  void aHundredStreamsAwaitTheirAnswersAndTheNextOnesTheirTurn() {
    for (int i = 0; i <= OpenQueue.MAX_UNANSWERED; i++) {
      open();
    }
    assertThat(started).hasSize(100);
    receive(answer(Message.ok()));
    assertThat(started).hasSize(101);
  }

  @Test
  void tellsWhichLoopItIsOn() {
    assertThat(streams.streamLoop()).isSameAs(session.eventLoop());
  }
}
