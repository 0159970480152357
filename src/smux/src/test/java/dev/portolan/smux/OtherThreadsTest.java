package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Sessions and streams are used from a thread that is not their event loop's. */
class OtherThreadsTest {
  private final BlockingQueue<SmuxStream> accepted = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> read = new LinkedBlockingQueue<>();

  private SocketPair pair() throws Exception {
    return new SocketPair(
        SmuxConfig.defaults().withPeerSupportsReset(true),
        null,
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new Reading());
            accepted.add((SmuxStream) stream);
          }
        });
  }

  private final class Reading extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      read.add(((ByteBuf) message).readableBytes());
      ReferenceCountUtil.release(message);
    }
  }

  private static SmuxStream open(SocketPair pair) throws Exception {
    SmuxStream stream =
        pair.client.open(new ChannelInboundHandlerAdapter()).get(10, TimeUnit.SECONDS);
    stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[5])).sync();
    return stream;
  }

  private <T> T next(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  @Test
  void aResetIsToldWithItsCause() throws Exception {
    try (SocketPair pair = pair()) {
      SmuxStream stream = open(pair);
      assertThat(stream.reset(ResetCause.CANCELLED).await(10, TimeUnit.SECONDS)).isTrue();
      SmuxStream far = next(accepted);
      assertThat(far.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(far.closeCause())
          .isInstanceOfSatisfying(
              StreamResetException.class,
              cause -> assertThat(cause.reset()).isEqualTo(ResetCause.CANCELLED));
    }
  }

  @Test
  void bothDirectionsAreShutDown() throws Exception {
    try (SocketPair pair = pair()) {
      SmuxStream stream = open(pair);
      assertThat(stream.isShutdown()).isFalse();
      assertThat(stream.shutdownInput().sync().isSuccess()).isTrue();
      assertThat(stream.isInputShutdown()).isTrue();
      assertThat(stream.isShutdown()).isFalse();
      assertThat(stream.shutdownOutput().sync().isSuccess()).isTrue();
      assertThat(stream.isShutdown()).isTrue();
      SmuxStream far = next(accepted);
      assertThat(far.shutdown().sync().isSuccess()).isTrue();
      assertThat(far.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(stream.closeFuture().await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void outputThatIsShutDownAloneIsNotAllOfIt() throws Exception {
    try (SocketPair pair = pair()) {
      SmuxStream stream = open(pair);
      assertThat(stream.isOutputShutdown()).isFalse();
      stream.shutdownOutput().sync();
      assertThat(stream.isOutputShutdown()).isTrue();
      assertThat(stream.isShutdown()).isFalse();
      assertThat(stream.close().await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void autoReadIsTurnedOffAndOn() throws Exception {
    try (SocketPair pair = pair()) {
      SmuxStream stream = open(pair);
      assertThat(next(read)).isEqualTo(5);
      SmuxStream far = next(accepted);
      far.config().setAutoRead(false);
      CountDownLatch turned = new CountDownLatch(1);
      far.eventLoop().execute(turned::countDown);
      assertThat(turned.await(10, TimeUnit.SECONDS)).isTrue();
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[7])).sync();
      SmuxStream second = open(pair);
      assertThat(next(read)).as("of the stream behind it").isEqualTo(5);
      assertThat(read).isEmpty();
      far.config().setAutoRead(true);
      assertThat(next(read)).isEqualTo(7);
      assertThat(second.close().await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
