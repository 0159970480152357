package dev.portolan.transport.session;

import static dev.portolan.transport.testing.Futures.cause;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectLimits;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.dial.ConnectStep;
import dev.portolan.transport.dial.NameLookup;
import dev.portolan.transport.dial.SecureDial;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.TestEdge;
import dev.portolan.transport.testing.TurnedLoop;
import dev.portolan.transport.tls.TlsContexts;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * How long each step of a connection may take, by a clock that stands still unless it is turned.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectLimitsTest {
  private static final SslProvider TLS = TlsContexts.bestProvider();
  private static final ConnectLimits STANDARD = SecureDial.Means.standard(TLS).limits();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final TurnedLoop loop = new TurnedLoop("test-limits");
  private final BlockingQueue<ConnectStep> started = new LinkedBlockingQueue<>();
  private Executor lookUps = task -> Thread.ofVirtual().start(task);
  private ConnectLimits limits = STANDARD;

  @AfterEach
  void stop() {
    loop.end();
  }

  private Future<EdgeClient> connect(Endpoint endpoint) {
    SecureDial.Means means = new SecureDial.Means(NameLookup.SYSTEM, lookUps, TLS, limits);
    ConnectListener listener =
        new ConnectListener() {
          @Override
          public void started(ConnectStep step) {
            started.add(step);
          }
        };
    return new EdgeConnector(loop, means).connect(endpoint, SmuxConfig.defaults(), null, listener);
  }

  private void awaitStart(ConnectStep step) throws InterruptedException {
    ConnectStep next;
    do {
      next = started.poll(30, TimeUnit.SECONDS);
      assertThat(next).isNotNull();
    } while (next != step);
    loop.turn();
  }

  private void assertEnds(Future<?> connecting, Duration limit, Problem problem) {
    loop.pass(limit.minusMillis(1));
    assertThat(connecting.isDone()).isFalse();
    loop.pass(Duration.ofMillis(1));
    assertThat(((EdgeException) cause(connecting)).problem()).isEqualTo(problem);
  }

  private static ServerSocket silent() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  private static Endpoint at(ServerSocket service) {
    return Endpoint.of(URI.create("https://127.0.0.1:" + service.getLocalPort()))
        .withProxy(new ProxyChoice.None());
  }

  @Test
  void aNameMayTakeTenSecondsToBeFound() throws Exception {
    lookUps = task -> {};
    try (ServerSocket silent = silent()) {
      Future<EdgeClient> connecting = connect(at(silent));
      awaitStart(ConnectStep.RESOLVE);
      assertEnds(connecting, TEN_SECONDS, Problem.DNS_TIMEOUT);
    }
  }

  /** Where nobody accepts, Linux leaves the third connection unanswered. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void anAddressMayTakeTenSecondsToAnswer() throws Exception {
    try (ServerSocket silent = silent();
        Socket first = new Socket(silent.getInetAddress(), silent.getLocalPort());
        Socket second = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      Future<EdgeClient> connecting = connect(at(silent));
      awaitStart(ConnectStep.CONNECT);
      assertEnds(connecting, TEN_SECONDS, Problem.CONNECT_TIMEOUT);
      assertThat(first.isConnected() && second.isConnected()).isTrue();
    }
  }

  @Test
  void aProxyMayTakeTenSecondsToAnswer() throws Exception {
    try (ServerSocket silent = silent()) {
      String proxy = "http://127.0.0.1:" + silent.getLocalPort();
      Future<EdgeClient> connecting =
          connect(at(silent).withProxy(new ProxyChoice.Explicit(URI.create(proxy))));
      try (Socket asked = silent.accept()) {
        assertThat(asked.getInputStream().read()).isEqualTo('C');
        assertEnds(connecting, TEN_SECONDS, Problem.PROXY_FAILED);
      }
    }
  }

  @Test
  void aHandshakeMayTakeTenSeconds() throws Exception {
    try (ServerSocket silent = silent()) {
      Future<EdgeClient> connecting = connect(at(silent));
      awaitStart(ConnectStep.TLS);
      assertEnds(connecting, TEN_SECONDS, Problem.TLS_TIMEOUT);
    }
  }

  @Test
  void theRequestMayTakeFifteenSecondsToBeAnswered() throws Exception {
    try (TestEdge edge = TestEdge.builder().answer((self, channel, head) -> {}).start()) {
      Future<EdgeClient> connecting = connect(edge.endpoint());
      edge.request();
      assertEnds(connecting, Duration.ofSeconds(15), Problem.UPGRADE_TIMEOUT);
    }
  }

  @Test
  void allOfItMayTakeThirtySeconds() throws Exception {
    limits = new ConnectLimits(HOUR, HOUR, HOUR, HOUR, STANDARD.total());
    try (TestEdge edge = TestEdge.builder().answer((self, channel, head) -> {}).start()) {
      Future<EdgeClient> connecting = connect(edge.endpoint());
      edge.request();
      assertEnds(connecting, Duration.ofSeconds(30), Problem.CONNECT_OVERDUE);
    }
  }
}
