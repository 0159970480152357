package dev.portolan.transport.dial;

import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.TurnedLoop;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dialer makes of a system that has no socket for it, as when too many are open. */
class DialerTest {
  private final TurnedLoop loop = new TurnedLoop("test-dialer");
  private final Attempt<Channel> attempt = new Attempt<>(loop);
  private int without;

  @AfterEach
  void stop() {
    loop.end();
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
              target -> new Dialer.Dial(bootstrap(made, 1), target),
              (channel, reached) -> attempt.succeed(channel),
              failure -> {});
      loop.execute(dialer::next);
      loop.turn();
      loop.pass(Duration.ofMillis(300));

      Channel winner = get(attempt.future());

      assertThat(made).hasSize(2);
      assertThat(winner).isSameAs(made.get(1));
      get(made.getFirst().closeFuture());
      get(winner.close());
    }
  }

  /** Dials addresses that all keep silent. */
  private List<Channel> dialSilence(int addresses) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    List<Channel> made = new CopyOnWriteArrayList<>();
    Dialer dialer =
        new Dialer(
            attempt,
            Collections.nCopies(addresses, address),
            target -> new Dialer.Dial(bootstrap(made, addresses), target),
            (channel, reached) -> attempt.succeed(channel),
            failure -> {});
    loop.execute(dialer::next);
    loop.turn();
    return made;
  }

  @Test
  void anAddressHasAHeadStartOfThreeTenthsOfASecond() {
    List<Channel> made = dialSilence(2);
    loop.pass(Duration.ofMillis(299));
    assertThat(made).hasSize(1);
    loop.pass(Duration.ofMillis(1));
    assertThat(made).hasSize(2);
    attempt.future().cancel(false);
    loop.turn();
    assertThat(loop.hasTimers()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 7", "8, 8", "9, 8"})
  void eightAddressesAreTried(int addresses, int tried) {
    List<Channel> made = dialSilence(addresses);
    for (int i = 0; i < 10; i++) {
      loop.pass(Duration.ofMillis(300));
    }
    assertThat(made).hasSize(tried);
    attempt.future().cancel(false);
  }

  /** The first ones that are made keep silent. */
  private Bootstrap bootstrap(List<Channel> made, int silent) {
    return new Bootstrap()
        .group(loop)
        .channelFactory(EventLoops.sockets())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(
                        made.size() < silent ? new Silence() : new ChannelInboundHandlerAdapter());
                made.add(channel);
              }
            });
  }
}
