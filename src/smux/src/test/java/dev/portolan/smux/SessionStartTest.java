package dev.portolan.smux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session that starts on a connection behind a handshake. */
class SessionStartTest {

  @Test
  void framesBehindTheHandshakeAreNotLost() {
    List<StreamRecorder> recorders = new ArrayList<>();
    ChannelInitializer<Channel> streams =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel stream) {
            StreamRecorder recorder = new StreamRecorder();
            recorders.add(recorder);
            stream.pipeline().addLast(recorder);
          }
        };
    ChannelInboundHandlerAdapter upgrade =
        new ChannelInboundHandlerAdapter() {
          @Override
          public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            in.skipBytes("upgrade".length());
            SmuxSession.start(ctx.channel(), SmuxRole.SERVER, SmuxConfig.defaults(), streams);
            ctx.fireChannelRead(in);
            ctx.pipeline().remove(this);
          }
        };
    EmbeddedChannel connection = new EmbeddedChannel(upgrade);
    ByteBuf first = Unpooled.copiedBuffer("upgrade", US_ASCII);
    ByteBuf frames = Frame.wire(Frame.syn(3), Frame.psh(3, "hello"));
    connection.writeInbound(Unpooled.wrappedBuffer(first, frames));
    connection.writeInbound(Frame.wire(Frame.psh(3, " again")));
    assertThat(recorders).hasSize(1);
    assertThat(recorders.getFirst().text()).isEqualTo("hello again");
    connection.finishAndReleaseAll();
  }

  @Test
  void passesOnMessagesThatAreNotBuffers() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      side.connection.writeInbound("something else");
      assertThat(side.connection.<Object>readInbound()).isEqualTo("something else");
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void aSessionOnAClosedConnectionIsClosed() {
    EmbeddedChannel connection = new EmbeddedChannel();
    connection.close();
    SmuxSession session =
        SmuxSession.start(connection, SmuxRole.CLIENT, SmuxConfig.defaults(), null);
    connection.runPendingTasks();
    assertThat(session.isOpen()).isFalse();
    assertThat(session.closeCause()).isNotNull();
    assertThat(session.closeFuture().isSuccess()).isTrue();
    assertThat(session.open(new StreamRecorder()).isSuccess()).isFalse();
  }

  @Test
  void inboundStreamsNeedASharableHandler() {
    EmbeddedChannel connection = new EmbeddedChannel();
    assertThatThrownBy(
            () ->
                SmuxSession.start(
                    connection, SmuxRole.SERVER, SmuxConfig.defaults(), new StreamRecorder()))
        .isInstanceOf(IllegalArgumentException.class);
    connection.finishAndReleaseAll();
  }
}
