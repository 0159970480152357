package dev.portolan.transport.session;

import static dev.portolan.transport.testing.Futures.get;
import static dev.portolan.transport.testing.Futures.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectLimits;
import dev.portolan.transport.dial.NameLookup;
import dev.portolan.transport.dial.SecureDial;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.link.EdgeLink;
import dev.portolan.transport.link.LinkState;
import dev.portolan.transport.link.RedialBackoff;
import dev.portolan.transport.loop.CountedLoops;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.testing.Bytes;
import dev.portolan.transport.testing.TestEdge;
import dev.portolan.transport.tls.TlsContexts;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A link that is closed leaves nothing behind, however far it had come: socket, timer, session. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkEndTest {
  private static final Message TCP = Message.tcpTunnel(new HostPort("localhost", 80));
  private static final Duration LONG = Duration.ofMinutes(10);

  private final CountedLoops loops = new CountedLoops();
  private final Queue<Runnable> blocked = new ConcurrentLinkedQueue<>();
  private Executor blocking = task -> Thread.ofVirtual().start(task);
  private RedialBackoff backoff = RedialBackoff.between(Duration.ofHours(1), Duration.ofHours(1));

  @AfterEach
  void stop() {
    loops.close();
  }

  private EdgeLink start(Endpoint endpoint) {
    SecureDial.Means means =
        new SecureDial.Means(
            NameLookup.SYSTEM,
            blocking,
            TlsContexts.bestProvider(),
            new ConnectLimits(LONG, LONG, LONG, LONG, LONG));
    EdgeLink link =
        new EdgeLink(
            new EdgeConnector(loops.group(), means), endpoint, SmuxConfig.defaults(), backoff);
    link.start();
    return link;
  }

  private static Endpoint endpoint(int port) {
    return Endpoint.of(URI.create("https://127.0.0.1:" + port + "/device/1"))
        .withProxy(new ProxyChoice.None());
  }

  /** Closes it, and sees that it held something before and holds nothing then. */
  private void assertLeavesNothing(EdgeLink link) {
    assertThat(loops.timers()).as("timers before").isPositive();
    link.close();
    until(() -> link.state() instanceof LinkState.Closed);
    until(() -> loops.sockets() == 0);
    until(() -> loops.timers() == 0);
  }

  @Test
  void whileItWaitsForAName() {
    blocking = blocked::add;
    EdgeLink link = start(endpoint(1));
    until(() -> !blocked.isEmpty());
    assertLeavesNothing(link);

    // The name is found all the same, when nobody wants it any more.
    blocked.remove().run();
    assertThat(loops.sockets()).isZero();
    until(() -> loops.timers() == 0);
  }

  /** Nobody answers for a full backlog. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void whileItConnects() throws IOException {
    List<SocketChannel> queue = new ArrayList<>();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 4; i++) {
        SocketChannel waiting = SocketChannel.open();
        queue.add(waiting);
        waiting.configureBlocking(false);
        waiting.connect(silent.getLocalSocketAddress());
      }
      EdgeLink link = start(endpoint(silent.getLocalPort()));
      until(() -> loops.sockets() == 1);
      assertLeavesNothing(link);
    } finally {
      for (SocketChannel waiting : queue) {
        waiting.close();
      }
    }
  }

  @Test
  void whileItShakesHands() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EdgeLink link = start(endpoint(silent.getLocalPort()));
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.getInputStream().read()).as("its first byte").isEqualTo(22);
        assertLeavesNothing(link);
      }
    }
  }

  @Test
  void whileItWaitsForTheAnswer() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    try (TestEdge edge =
        TestEdge.builder().answer((self, channel, head) -> asked.countDown()).start()) {
      EdgeLink link = start(edge.endpoint());
      assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
      assertLeavesNothing(link);
      until(() -> edge.connections().stream().noneMatch(Channel::isOpen));
    }
  }

  @Test
  void whileItIsConnected() {
    try (TestEdge edge = TestEdge.builder().start()) {
      EdgeLink link = start(edge.endpoint());
      get(link.openStream(TCP, new Bytes(), LONG));
      assertLeavesNothing(link);
      until(() -> edge.connections().stream().noneMatch(Channel::isOpen));
    }
  }

  @Test
  void whileStreamsWaitForAConnection() throws IOException {
    EdgeLink link = start(endpoint(unusedPort()));
    until(() -> link.state() instanceof LinkState.Waiting);
    var opening = link.openStream(TCP, new Bytes(), LONG);
    assertLeavesNothing(link);
    until(opening::isDone);
  }

  /** The edge has asked it to move; its old session lives on for a stream. */
  @Test
  void whileItLeavesASession() {
    backoff = RedialBackoff.between(Duration.ofMillis(10), Duration.ofMillis(10));
    AtomicInteger requests = new AtomicInteger();
    try (TestEdge edge =
        TestEdge.builder()
            .device(
                (stream, request) ->
                    stream.writeAndFlush(
                        (requests.incrementAndGet() == 2 ? Message.goAway() : Message.ok())
                            .encode(stream.alloc())))
            .start()) {
      EdgeLink link = start(edge.endpoint());
      get(link.openStream(TCP, new Bytes(), LONG));
      until(() -> link.openStream(TCP, new Bytes(), LONG).awaitUninterruptibly().cause() != null);
      until(() -> edge.connections().size() == 2 && link.state() instanceof LinkState.Up);
      assertThat(edge.connections()).allMatch(Channel::isOpen);
      assertLeavesNothing(link);
      until(() -> edge.connections().stream().noneMatch(Channel::isOpen));
    }
  }

  @Test
  void whileItWaitsForItsNextAttempt() throws IOException {
    EdgeLink link = start(endpoint(unusedPort()));
    until(() -> link.state() instanceof LinkState.Waiting);
    assertLeavesNothing(link);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket gone = new ServerSocket()) {
      gone.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return gone.getLocalPort();
    }
  }
}
