package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.connect.EdgeException;
import dev.portolan.transport.connect.OpenedStream;
import dev.portolan.transport.connect.StreamOpener;
import dev.portolan.transport.message.HostPort;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Idleness, by a clock that the test turns. */
class UdpFlowTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel connection = EmbeddedChannel.builder().ticker(ticker).build();
  private final SmuxSession session =
      SmuxSession.start(
          connection,
          SmuxRole.CLIENT,
          SmuxConfig.defaults().withKeepAlive(Duration.ofHours(9), Duration.ofHours(10)),
          null);
  private final List<String> ends = new ArrayList<>();
  private final UdpFlow.Owner owner =
      new UdpFlow.Owner() {
        @Override
        public void granted(TunnelConnection connection) {}

        @Override
        public void dropped() {}

        @Override
        public void refused(InetSocketAddress sender, EdgeException why) {}

        @Override
        public void ended(UdpFlow flow, boolean granted, String reason) {
          ends.add(reason);
        }
      };
  private final UdpFlow flow =
      new UdpFlow(
          connection.eventLoop(),
          new Socket(),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 4242),
          new HostPort("localhost", 53),
          new TrafficMeter(InstantSource.system())
              .begin(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4242)),
          owner);
  private final StreamOpener opener =
      (request, afterOk, timeout) -> {
        EventLoop loop = connection.eventLoop();
        Promise<OpenedStream> promise = loop.newPromise();
        session
            .open(afterOk)
            .addListener(
                (Future<SmuxStream> opened) ->
                    promise.setSuccess(new OpenedStream(opened.getNow(), new byte[0])));
        return promise;
      };

  private static final class Socket extends EmbeddedChannel {
    @Override
    protected SocketAddress localAddress0() {
      return new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);
    }
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    connection.runScheduledPendingTasks();
    connection.releaseOutbound();
  }

  @Test
  void survivesLongPausesAndEndsAfterFifteenIdleMinutes() {
    flow.open(opener, Duration.ofSeconds(15));
    connection.runPendingTasks();
    for (int i = 0; i < 5; i++) {
      pass(Duration.ofMinutes(14));
      flow.fromProgram(Unpooled.wrappedBuffer(new byte[] {1}));
      assertThat(ends).isEmpty();
    }
    pass(Duration.ofMinutes(14));
    assertThat(ends).isEmpty();

    pass(Duration.ofMinutes(1));
    connection.runPendingTasks();
    assertThat(ends).containsExactly("idle for 15 minutes");
    assertThat(session.streamCount()).isZero();
  }
}
