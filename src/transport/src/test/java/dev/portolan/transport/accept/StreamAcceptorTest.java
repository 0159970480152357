package dev.portolan.transport.accept;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StreamAcceptorTest {

  private static final int SYN = 0;
  private static final int FIN = 1;
  private static final int PSH = 2;

  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final List<SmuxStream> streams = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private final Room room = new Room();

  @BeforeEach
  void start() {
    connection.freezeTime();
    StreamAcceptor acceptor =
        new StreamAcceptor(
            (stream, opening) -> {
              streams.add(stream);
              messages.add(opening.text());
            },
            room);
    SmuxSession.start(connection, SmuxRole.SERVER, SmuxConfig.defaults(), acceptor);
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  @Test
  void decodesSplitOpeningMessage() {
    byte[] message = bytes(opening());
    receive(SYN, 3, new byte[0]);
    for (byte b : message) {
      assertThat(messages).isEmpty();
      receive(PSH, 3, new byte[] {b});
    }
    assertThat(messages).containsExactly("localhost:22");
  }

  @Test
  void deliversDataBehindMessageOnFirstRead() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(Unpooled.wrappedBuffer(opening(), text("early "))));
    receive(PSH, 3, "late".getBytes(UTF_8));
    receive(FIN, 3, new byte[0]);
    SmuxStream stream = streams.getFirst();
    stream.pipeline().addLast(new Recorder());
    assertThat(events).isEmpty();

    stream.read();
    run();
    assertThat(events).first().isEqualTo("early ");
    stream.config().setAutoRead(true);
    run();
    assertThat(events).containsExactly("early ", "late", "end");
  }

  @Test
  void closesSilentStreamAfterTenSeconds() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, new byte[] {0x10, 0});
    pass(9_999);
    assertThat(commandsSent(3)).isEmpty();
    pass(1);
    assertThat(commandsSent(3)).containsExactly(FIN);
    assertThat(messages).isEmpty();
  }

  @Test
  void closesStreamEndedWithinMessage() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, new byte[] {0x10, 0});
    receive(FIN, 3, new byte[0]);
    assertThat(commandsSent(3)).containsExactly(FIN);
    assertThat(messages).isEmpty();
  }

  @Test
  void servedStreamHasNoTimeout() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(opening()));
    pass(15_000);
    assertThat(streams.getFirst().isActive()).isTrue();
  }

  /** Ten seconds after the first one, which are two times that of the session's own timer. */
  private long nanosToNextTimer() {
    pass(9_000);
    return connection.runScheduledPendingTasks();
  }

  @Test
  void aTimeLimitIsATimer() {
    pass(1_000);
    receive(SYN, 3, new byte[0]);
    assertThat(nanosToNextTimer()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void nothingIsLeftOfTheTimeLimits() {
    pass(1_000);
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(opening()));
    receive(SYN, 5, new byte[0]);
    receive(FIN, 5, new byte[0]);
    room.refuseGrowth = "no room";
    receive(SYN, 7, new byte[0]);
    receive(PSH, 7, new byte[] {0x10, 0});
    assertThat(nanosToNextTimer()).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void whatNobodyReadsIsReleasedAtTheEnd() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(Unpooled.wrappedBuffer(opening(), text("early"))));
    SmuxStream stream = streams.getFirst();
    stream.pipeline().addLast(new Recorder());
    stream.close();
    run();
    assertThat(events).isEmpty();
  }

  @Test
  void anEndOfReadingFollowsWhatWasHeld() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(Unpooled.wrappedBuffer(opening(), text("early"))));
    assertThat(readOnce()).containsExactly("early", "complete");
    receive(SYN, 5, new byte[0]);
    receive(PSH, 5, bytes(opening()));
    assertThat(readOnce()).isEmpty();
  }

  @Test
  void anEndIsHeldToo() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(opening()));
    receive(FIN, 3, new byte[0]);
    assertThat(readOnce()).containsExactly("end");
  }

  /** The peer reads no more: nobody waits for a read to tell that. */
  @Test
  void anEventIsHeldToo() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(opening()));
    streams.getLast().pipeline().fireUserEventTriggered(ChannelOutputShutdownEvent.INSTANCE);
    assertThat(readOnce()).containsExactly("stopped");
  }

  /** What the last stream says when it is read. */
  private List<String> readOnce() {
    List<String> said = new ArrayList<>();
    SmuxStream stream = streams.getLast();
    stream
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object message) {
                said.add(((ByteBuf) message).toString(UTF_8));
                ReferenceCountUtil.release(message);
              }

              @Override
              public void channelReadComplete(ChannelHandlerContext ctx) {
                said.add("complete");
              }

              @Override
              public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                if (event instanceof ChannelInputShutdownEvent) {
                  said.add("end");
                } else if (event instanceof ChannelOutputShutdownEvent) {
                  said.add("stopped");
                }
              }
            });
    run();
    assertThat(said).isEmpty();
    stream.read();
    run();
    return said;
  }

  @Test
  void withoutALimitEveryStreamIsAccepted() {
    EmbeddedChannel other = new EmbeddedChannel();
    List<String> opened = new ArrayList<>();
    StreamAcceptor acceptor = new StreamAcceptor((stream, opening) -> opened.add(opening.text()));
    SmuxSession.start(other, SmuxRole.SERVER, SmuxConfig.defaults(), acceptor);
    byte[] message = bytes(opening());
    other.writeInbound(frame(SYN, 3, new byte[0]), frame(PSH, 3, Arrays.copyOf(message, 4)));
    other.writeInbound(frame(PSH, 3, Arrays.copyOfRange(message, 4, message.length)));
    other.runPendingTasks();
    assertThat(opened).containsExactly("localhost:22");
    other.finishAndReleaseAll();
  }

  @Test
  void doesNotBufferCompleteMessage() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(Unpooled.wrappedBuffer(opening(), text("early"))));
    assertThat(room.calls).containsExactly("enter", "whole 0");
    streams.getFirst().close();
    run();
    assertThat(room.calls).hasSize(2);
  }

  @Test
  void accountsForBufferedBytes() {
    byte[] message = bytes(opening());
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, Arrays.copyOf(message, 2));
    receive(PSH, 3, Arrays.copyOfRange(message, 2, 5));
    receive(PSH, 3, Arrays.copyOfRange(message, 5, message.length + 4));
    assertThat(room.calls)
        .containsExactly(
            "enter",
            "grow 0 2",
            "grow 2 3",
            "grow 5 " + (message.length - 1),
            "whole " + (message.length + 4));
    assertThat(messages).containsExactly("localhost:22");

    receive(SYN, 5, new byte[0]);
    receive(PSH, 5, new byte[] {0x10, 0});
    receive(FIN, 5, new byte[0]);
    assertThat(room.calls).endsWith("enter", "grow 0 2", "givenUp 2");
  }

  @Test
  void refusesStreamAboveLimit() {
    room.refuseEntry = "no place";
    receive(SYN, 3, new byte[0]);
    assertThat(dataSent(3)).isEqualTo("\u0002\u0000\u0008no place");
    receive(PSH, 3, bytes(opening()));
    receive(FIN, 3, new byte[0]);
    assertThat(messages).isEmpty();
    assertThat(room.calls).containsExactly("enter");
  }

  @Test
  void refusesMessageAboveBufferLimit() {
    room.refuseGrowth = "no room";
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, new byte[] {0x10, 0});
    assertThat(dataSent(3)).isEqualTo("\u0002\u0000\u0007no room");
    receive(PSH, 3, bytes(opening()));
    assertThat(messages).isEmpty();
    assertThat(room.calls).containsExactly("enter", "grow 0 2");
  }

  private static ByteBuf opening() {
    return Message.tcpTunnel(new HostPort("localhost", 22))
        .encode(UnpooledByteBufAllocator.DEFAULT);
  }

  private static byte[] bytes(ByteBuf buffer) {
    byte[] bytes = ByteBufUtil.getBytes(buffer);
    buffer.release();
    return bytes;
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, UTF_8);
  }

  private void receive(int command, int streamId, byte[] payload) {
    connection.writeInbound(frame(command, streamId, payload));
    run();
  }

  private static ByteBuf frame(int command, int streamId, byte[] payload) {
    return Unpooled.buffer()
        .writeByte(2)
        .writeByte(command)
        .writeShortLE(payload.length)
        .writeIntLE(streamId)
        .writeBytes(payload);
  }

  private void run() {
    connection.runPendingTasks();
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
    run();
  }

  /** The frame commands sent for a stream, without window updates. */
  private List<Integer> commandsSent(int streamId) {
    List<Integer> commands = new ArrayList<>();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      while (out.isReadable()) {
        out.skipBytes(1);
        int command = out.readUnsignedByte();
        int length = out.readUnsignedShortLE();
        boolean ours = out.readIntLE() == streamId;
        out.skipBytes(length);
        if (ours && command <= PSH) {
          commands.add(command);
        }
      }
      out.release();
    }
    return commands;
  }

  /** The data sent for a stream, as ISO 8859-1. */
  private String dataSent(int streamId) {
    StringBuilder data = new StringBuilder();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      while (out.isReadable()) {
        out.skipBytes(1);
        int command = out.readUnsignedByte();
        int length = out.readUnsignedShortLE();
        boolean ours = out.readIntLE() == streamId;
        String payload = out.readString(length, ISO_8859_1);
        if (ours && command == PSH) {
          data.append(payload);
        }
      }
      out.release();
    }
    return data.toString();
  }

  private static final class Room implements OpeningRoom {
    final List<String> calls = new ArrayList<>();
    @Nullable String refuseEntry;
    @Nullable String refuseGrowth;

    @Override
    public @Nullable String enter() {
      calls.add("enter");
      return refuseEntry;
    }

    @Override
    public @Nullable String grow(int held, int more) {
      calls.add("grow " + held + " " + more);
      return refuseGrowth;
    }

    @Override
    public void whole(int held) {
      calls.add("whole " + held);
    }

    @Override
    public void givenUp(int held) {
      calls.add("givenUp " + held);
    }
  }

  private final class Recorder extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf msg) {
      events.add(msg.toString(UTF_8));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
      if (evt instanceof ChannelInputShutdownEvent) {
        events.add("end");
      }
    }
  }
}
