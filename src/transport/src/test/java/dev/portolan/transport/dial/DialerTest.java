package dev.portolan.transport.dial;

import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a dialer makes of a system that has no socket for it, as when too many are open. */
class DialerTest {
  private final EventLoopGroup group = EventLoops.create("test-dialer", 1);
  private final EventLoop loop = group.next();
  private final Attempt<Channel> attempt = new Attempt<>(loop);
  private int without;

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Dialer.Dial dial(InetSocketAddress address) {
    boolean none = without > 0;
    without--;
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loop)
            .channelFactory(
                () -> {
                  if (none) {
                    throw new ChannelException("too many open files");
                  }
                  return EventLoops.sockets().newChannel();
                })
            .handler(new ChannelInboundHandlerAdapter());
    return new Dialer.Dial(bootstrap, address);
  }

  /** Dials twice, and has no socket for the first few. */
  private void dials(int port, int withoutSocket) {
    without = withoutSocket;
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    Dialer dialer =
        new Dialer(
            attempt,
            List.of(address, address),
            this::dial,
            (channel, reached) -> attempt.succeed(channel),
            failure -> {
              assertThat(loop.inEventLoop()).isTrue();
              attempt.fail(new EdgeException(Problem.CONNECT_FAILED, "none", failure.cause()));
            });
    loop.execute(dialer::next);
  }

  @Test
  void failsAtOnceWithoutSocket() {
    dials(1, 2);
    assertThat(cause(attempt.future()))
        .hasMessage("none")
        .hasRootCauseMessage("too many open files");
  }

  @Test
  void triesTheNextAddress() throws IOException {
    try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dials(service.getLocalPort(), 1);
      get(get(attempt.future()).close());
    }
  }

  /** Says nothing, as an address does that a firewall hides. */
  private static final class Silence extends ChannelOutboundHandlerAdapter {
    @Override
    public void connect(
        ChannelHandlerContext ctx,
        SocketAddress remote,
        SocketAddress local,
        ChannelPromise promise) {
      // Nobody hears of it again.
    }
  }

  @Test
  void cancelsOthersWhenOneConnects() throws Exception {
    try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), service.getLocalPort());
      List<Channel> made = new CopyOnWriteArrayList<>();
      Dialer dialer =
          new Dialer(
              attempt,
              List.of(address, address),
              target -> new Dialer.Dial(bootstrap(made), target),
              (channel, reached) -> attempt.succeed(channel),
              failure -> {});
      loop.execute(dialer::next);

      Channel winner = get(attempt.future());

      assertThat(made).hasSize(2);
      assertThat(winner).isSameAs(made.get(1));
      get(made.getFirst().closeFuture());
      get(winner.close());
    }
  }

  /** The first one that is made keeps silent. */
  private Bootstrap bootstrap(List<Channel> made) {
    return new Bootstrap()
        .group(loop)
        .channelFactory(EventLoops.sockets())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(made.isEmpty() ? new Silence() : new ChannelInboundHandlerAdapter());
                made.add(channel);
              }
            });
  }
}
