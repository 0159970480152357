package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A download with a round trip of 40 ms. */
@Timeout(90)
class HighLatencyTest {
  private static final int BYTES = 24 * 1024 * 1024;

  @Test
  void theWindowGrowsWithTheRoundTrip() throws Exception {
    CompletableFuture<SmuxStream> sender = new CompletableFuture<>();
    CompletableFuture<Integer> whole = new CompletableFuture<>();
    try (SocketPair pair =
        new SocketPair(
            SmuxConfig.defaults(), null, sending(BYTES, sender), () -> new LatencyHandler(20))) {
      pair.client.open(new Receiving(whole)).get(10, TimeUnit.SECONDS).flush();
      assertThat(whole.get(60, TimeUnit.SECONDS)).isEqualTo(BYTES);
      SendWindow window = ((SmuxStreamChannel) sender.get()).output().window();
      int granted =
          pair.server
              .eventLoop()
              .submit(() -> window.available() + window.inFlight())
              .get(10, TimeUnit.SECONDS);
      assertThat(granted).isGreaterThanOrEqualTo(1024 * 1024);
    }
  }

  private static ChannelHandler sending(int bytes, CompletableFuture<SmuxStream> opened) {
    return new ChannelInitializer<Channel>() {
      @Override
      protected void initChannel(Channel stream) {
        stream.pipeline().addLast(new Sending(bytes));
        opened.complete((SmuxStream) stream);
      }
    };
  }

  private static final class Sending extends ChannelInboundHandlerAdapter {
    private int left;

    Sending(int bytes) {
      left = bytes;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      send(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
      send(ctx);
    }

    private void send(ChannelHandlerContext ctx) {
      while (left > 0 && ctx.channel().isWritable()) {
        int length = Math.min(left, 64 * 1024);
        left -= length;
        ctx.writeAndFlush(ctx.alloc().directBuffer(length).writeZero(length));
      }
    }
  }

  private static final class Receiving extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Integer> whole;
    private int received;

    Receiving(CompletableFuture<Integer> whole) {
      this.whole = whole;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf in = (ByteBuf) message;
      received += in.readableBytes();
      in.release();
      if (received >= BYTES) {
        whole.complete(received);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      whole.complete(received);
    }
  }
}
