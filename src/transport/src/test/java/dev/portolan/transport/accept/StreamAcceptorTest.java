package dev.portolan.transport.accept;

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
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

  @BeforeEach
  void start() {
    connection.freezeTime();
    StreamAcceptor acceptor =
        new StreamAcceptor(
            (stream, opening) -> {
              streams.add(stream);
              messages.add(opening.text());
            });
    SmuxSession.start(connection, SmuxRole.SERVER, SmuxConfig.defaults(), acceptor);
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  @Test
  void theOpeningMessageArrivesHoweverItIsSplit() {
    byte[] message = bytes(opening());
    receive(SYN, 3, new byte[0]);
    for (byte b : message) {
      assertThat(messages).isEmpty();
      receive(PSH, 3, new byte[] {b});
    }
    assertThat(messages).containsExactly("localhost:22");
  }

  @Test
  void whatCameWithTheMessageWaitsForTheFirstReadAndNothingElseIsReadBefore() {
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
  void aSilentStreamIsEndedAfterTenSeconds() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, new byte[] {0x10, 0});
    pass(9_999);
    assertThat(commandsSent(3)).isEmpty();
    pass(1);
    assertThat(commandsSent(3)).containsExactly(FIN);
    assertThat(messages).isEmpty();
  }

  @Test
  void anEndBeforeTheMessageIsWholeEndsTheStream() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, new byte[] {0x10, 0});
    receive(FIN, 3, new byte[0]);
    assertThat(commandsSent(3)).containsExactly(FIN);
    assertThat(messages).isEmpty();
  }

  @Test
  void aServedStreamHasNoLimitAnyMore() {
    receive(SYN, 3, new byte[0]);
    receive(PSH, 3, bytes(opening()));
    pass(15_000);
    assertThat(streams.getFirst().isActive()).isTrue();
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
    connection.writeInbound(
        Unpooled.buffer()
            .writeByte(2)
            .writeByte(command)
            .writeShortLE(payload.length)
            .writeIntLE(streamId)
            .writeBytes(payload));
    run();
  }

  private void run() {
    connection.runPendingTasks();
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
    run();
  }

  /** The commands that went out for a stream, without window updates. */
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
