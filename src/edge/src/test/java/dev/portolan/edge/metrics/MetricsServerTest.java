package dev.portolan.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class MetricsServerTest {
  private final EventLoopGroup group = EventLoops.create("metrics-test", 1);
  private final AtomicBoolean healthy = new AtomicBoolean(true);
  private volatile MetricsSource source = text -> text.gauge("answer", "The answer.", 42);
  private MetricsServer server;

  @BeforeEach
  void start() throws Exception {
    server = start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private MetricsServer start(InetSocketAddress listen) throws Exception {
    return MetricsServer.start(group, listen, healthy::get, List.of(text -> source.describe(text)))
        .sync()
        .getNow();
  }

  @AfterEach
  void stop() throws Exception {
    server.close().sync();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
  }

  private String send(String request) throws IOException {
    return PlainHttp.send(server.address(), request);
  }

  @Test
  void figuresAreToldInTheFormatOfPrometheus() throws IOException {
    assertThat(PlainHttp.get(server.address(), "/metrics"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .containsIgnoringCase("\r\ncontent-type: text/plain; version=0.0.4; charset=utf-8\r\n")
        .endsWith("\r\n\r\n# HELP answer The answer.\n# TYPE answer gauge\nanswer 42\n");
  }

  @Test
  void figuresAreCollectedOnNoEventLoop() throws IOException {
    AtomicBoolean virtual = new AtomicBoolean();
    source = text -> virtual.set(Thread.currentThread().isVirtual());
    PlainHttp.get(server.address(), "/metrics");
    assertThat(virtual).isTrue();
  }

  @Test
  void aSourceThatFailsIsAnAnswerToo() throws IOException {
    source =
        text -> {
          throw new IllegalStateException("canary");
        };
    assertThat(PlainHttp.get(server.address(), "/metrics"))
        .startsWith("HTTP/1.1 500 ")
        .doesNotContain("canary");
  }

  @Test
  void healthIsTheStatus() throws IOException {
    assertThat(PlainHttp.get(server.address(), "/health"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("\r\n\r\nok\n");
    healthy.set(false);
    assertThat(PlainHttp.get(server.address(), "/health"))
        .startsWith("HTTP/1.1 503 ")
        .endsWith("\r\n\r\nending\n");
  }

  @Test
  void headHasNoBody() throws IOException {
    assertThat(send("HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("\r\ncontent-length: 3\r\n")
        .endsWith("\r\n\r\n");
  }

  static Stream<String[]> refused() {
    return Stream.of(
        new String[] {"404", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        new String[] {"404", "GET /metrics/../etc HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        new String[] {"405", "POST /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"},
        new String[] {"400", "nonsense\r\n\r\n"},
        new String[] {"400", "GET /" + "a".repeat(2_000) + " HTTP/1.1\r\n\r\n"},
        new String[] {"400", "GET /health HTTP/1.1\r\nX: " + "a".repeat(5_000) + "\r\n\r\n"},
        new String[] {"421", "GET /metrics HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n"},
        new String[] {"421", "GET /metrics HTTP/1.1\r\nHost: 192.0.2.1:8444\r\n\r\n"},
        new String[] {"421", "GET /metrics HTTP/1.1\r\nHost: localhost.example.com\r\n\r\n"},
        new String[] {"421", "GET /metrics HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n"},
        new String[] {"421", "GET /metrics HTTP/1.1\r\nHost: \r\n\r\n"});
  }

  @ParameterizedTest
  @MethodSource
  void refused(String status, String request) throws IOException {
    assertThat(send(request)).startsWith("HTTP/1.1 " + status + " ").doesNotContain("answer 42");
  }

  @ParameterizedTest
  @CsvSource({"1023, 200 OK", "1024, 200 OK", "1025, 400 Bad Request"})
  void aLineHasUpTo1024Bytes(int length, String status) throws IOException {
    String line = "GET /health? HTTP/1.1";
    String filled = line.replace("?", "?" + "a".repeat(length - line.length()));
    assertThat(send(filled + "\r\n\r\n")).startsWith("HTTP/1.1 " + status + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"4095, 200 OK", "4096, 200 OK", "4097, 400 Bad Request"})
  void theHeadersHaveUpTo4096Bytes(int length, String status) throws IOException {
    String header = "X: " + "a".repeat(length - 3);
    assertThat(send("GET /health HTTP/1.1\r\n" + header + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "LOCALHOST:8444", "127.0.0.1", "127.1.2.3:8444", "[::1]", "[::1]:1"})
  void namesOfThisComputerAreAnswered(String host) throws IOException {
    assertThat(send("GET /metrics?x HTTP/1.1\r\nHost: " + host + "\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void onlyTheFirstOfTwoRequestsIsAnswered() throws IOException {
    String request = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertThat(send(request + request)).containsOnlyOnce("HTTP/1.1");
  }

  @Test
  void moreConnectionsThanItTakesAreClosed() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < MetricsServer.MOST; i++) {
        silent.add(PlainHttp.open(server.address()));
        silent.getLast().getOutputStream().write('G');
      }
      while (server.connectionCount() < MetricsServer.MOST) {
        Thread.onSpinWait();
      }
      try (Socket more = PlainHttp.open(server.address())) {
        assertThat(more.getInputStream().read()).isNegative();
      }
      try (Socket one = silent.removeFirst()) {
        one.getOutputStream()
            .write("ET /health HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(PlainHttp.readAll(one)).startsWith("HTTP/1.1 200 ");
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void aConnectionThatDripsIsClosed() throws Exception {
    try (Socket slow = PlainHttp.open(server.address())) {
      slow.setSoTimeout(100);
      long start = System.nanoTime();
      while (isOpen(slow)) {
        slow.getOutputStream().write('x');
      }
      assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start))
          .isBetween(MetricsResponder.LIFE_SECONDS - 2, MetricsResponder.LIFE_SECONDS + 20);
    }
  }

  private static boolean isOpen(Socket socket) {
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void anAddressThatOthersReachIsRefused() {
    assertThatThrownBy(() -> start(new InetSocketAddress("0.0.0.0", 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other computers could read it there");
    assertThatThrownBy(() -> start(InetSocketAddress.createUnresolved("localhost", 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatThrownBy(() -> start(server.address()))
        .hasMessageContaining("127.0.0.1:" + server.address().getPort() + " is taken");
  }
}
