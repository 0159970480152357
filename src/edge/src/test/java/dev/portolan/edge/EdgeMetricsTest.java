package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.edge.metrics.MetricsServer;
import dev.portolan.edge.metrics.MetricsSource;
import dev.portolan.edge.metrics.PlainHttp;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.UpgradeTerms;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an edge tells about itself, read over HTTP as a monitoring system does. */
@Timeout(120)
class EdgeMetricsTest {

  private static MetricsServer serve(EdgeFixture fixture, MetricsSource... more) {
    List<MetricsSource> sources = new ArrayList<>(List.of(fixture.edge().metrics()));
    sources.addAll(List.of(more));
    MetricsServer server =
        await(
            MetricsServer.start(
                fixture.group(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                fixture.edge()::isAccepting,
                sources));
    fixture.own(() -> await(server.close()));
    return server;
  }

  private static String metrics(MetricsServer server) {
    try {
      return PlainHttp.get(server.address(), "/metrics");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks on this thread, since the event loops have to answer. */
  private static void awaitLine(MetricsServer server, String line) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    String metrics = metrics(server);
    while (!metrics.contains("\n" + line + "\n")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no '" + line + "' in " + metrics);
      }
      LockSupport.parkNanos(1_000_000);
      metrics = metrics(server);
    }
  }

  @Test
  void streamsAreCountedByKindAndReason() throws Exception {
    AccessRules rules = AccessRules.parse("allow * * tcp,0x7f", AccessRules.Scope.EDGE);
    try (EdgeFixture fixture =
            EdgeFixture.start(
                edge -> edge.withStreams(request -> request.refusal(rules)),
                device ->
                    device.withHandler(0x7f, (stream, opening) -> stream.reset(ResetCause.LIMIT)));
        LocalService echo = LocalService.echo()) {
      MetricsServer server = serve(fixture);
      EdgeClient client = fixture.connect();
      StreamProbe probe = new StreamProbe();
      SmuxStream stream =
          await(client.openStream(Message.tcpTunnel(echo.target()), probe)).stream();
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[5_000]));
      probe.awaitBytes(5_000);
      assertThat(metrics(server))
          .contains(
              "\nportolan_streams_open{kind=\"tcp\"} 1\n",
              "\nportolan_streams_opened_total{kind=\"tcp\"} 1\n",
              "\nportolan_stream_bytes_total{direction=\"to_device\"} 5000\n",
              "\nportolan_stream_bytes_total{direction=\"from_device\"} 5003\n");
      await(stream.close());
      awaitFailure(client.openStream(Message.reload(), new StreamProbe()));
      awaitFailure(client.openStream(Message.of(0x7f, new byte[0]), new StreamProbe()));
      awaitLine(server, "portolan_streams_open{kind=\"tcp\"} 0");
      awaitLine(server, "portolan_streams_refused_total{kind=\"reload\",reason=\"rules\"} 1");
      awaitLine(
          server, "portolan_streams_failed_total{kind=\"other\",reason=\"device over a limit\"} 1");
      await(fixture.device().close());
      fixture.awaitUntil(() -> fixture.edge().devices().isEmpty(), () -> "the device stays");
      awaitFailure(client.openStream(Message.tcpTunnel(echo.target()), new StreamProbe()));
      awaitLine(server, "portolan_streams_refused_total{kind=\"tcp\",reason=\"absent\"} 1");
      assertThat(metrics(server)).doesNotContain(fixture.deviceId(), EdgeFixture.CLIENT);
    }
  }

  @Test
  void connectionsAreCountedByPeerAndAnswer() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      MetricsServer server = serve(fixture);
      fixture.connect();
      try (RawConnection stranger = RawConnection.open(fixture, null)) {
        stranger.send(RawConnection.head("GET / HTTP/1.1", "Host: x"));
        stranger.readAll();
      }
      try (Socket noTls = new Socket(fixture.edge().address().getAddress(), port(fixture))) {
        noTls.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        noTls.getInputStream().readAllBytes();
      }
      new Socket(fixture.edge().address().getAddress(), port(fixture)).close();
      awaitLine(server, "portolan_tls_handshake_failures_total{reason=\"closed\"} 1");
      assertThat(metrics(server))
          .contains(
              "\nportolan_devices_connected 1\n",
              "\nportolan_devices_silent 0\n",
              "\nportolan_clients_connected 1\n",
              "\nportolan_client_sessions 1\n",
              "\nportolan_newcomers 0\n",
              "\nportolan_newcomers_refused_total 0\n",
              "\nportolan_connections_accepted_total 5\n",
              "\nportolan_upgrades_total{peer=\"client\"} 1\n",
              "\nportolan_upgrades_total{peer=\"device\"} 1\n",
              "\nportolan_upgrades_refused_total{peer=\"unknown\",status=\"426\"} 1\n",
              "\nportolan_tls_handshake_failures_total{reason=\"failed\"} 1\n");
    }
  }

  private static int port(EdgeFixture fixture) {
    return fixture.edge().address().getPort();
  }

  @Test
  void guessesThatAreHeldBackAreCounted() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge)) {
      MetricsServer server = serve(fixture);
      for (int i = 0; i < GuessBrake.AT_ONCE + 2; i++) {
        try (RawConnection guess = RawConnection.open(fixture, null)) {
          guess.send(
              RawConnection.head(
                  "GET /device/x HTTP/1.1",
                  "Connection: Upgrade",
                  "Upgrade: " + UpgradeTerms.UPGRADE,
                  "Sec-WebSocket-Protocol: " + UpgradeTerms.PROTOCOL,
                  "Authorization: wrong"));
          guess.readAll();
        }
      }
      assertThat(metrics(server))
          .contains(
              "\nportolan_upgrades_refused_total{peer=\"client\",status=\"401\"} 10\n",
              "\nportolan_upgrades_refused_total{peer=\"client\",status=\"429\"} 2\n",
              "\nportolan_guess_brake_hits_total{secret=\"code\"} 0\n",
              "\nportolan_guess_brake_hits_total{secret=\"token\"} 2\n");
    }
  }

  @Test
  void anEdgeThatEndsIsNotHealthy() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      MetricsServer server = serve(fixture);
      await(fixture.connect().openStream(Message.tcpTunnel(echo.target()), new StreamProbe()));
      assertThat(PlainHttp.get(server.address(), "/health")).startsWith("HTTP/1.1 200 ");
      fixture.edge().close(Duration.ofMinutes(1));
      assertThat(PlainHttp.get(server.address(), "/health")).startsWith("HTTP/1.1 503 ");
    }
  }

  @Test
  void theEndOfTheCertificateIsTold() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge)) {
      String line =
          metrics(serve(fixture))
              .lines()
              .filter(each -> each.startsWith("portolan_certificate_expires_seconds "))
              .findFirst()
              .orElseThrow();
      Duration left =
          Duration.between(
              Instant.now(),
              fixture.pki().edgeIdentity().chain().getFirst().getNotAfter().toInstant());
      assertThat(Double.parseDouble(line.substring(line.indexOf(' '))))
          .isBetween(left.toSeconds() - 60.0, left.toSeconds() + 60.0);
    }
  }

  @Test
  void aFileThatIsNotUsedIsTold(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rules"), "allow * * *\n");
    TurnedClock clock = new TurnedClock();
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge);
        RulesFile rules = RulesFile.open(file, told -> {}, clock)) {
      MetricsServer server = serve(fixture, new FileMetrics(List.of(rules.file())));
      assertThat(metrics(server))
          .contains(
              "\nportolan_file_reads_total{kind=\"rules file\",result=\"failed\"} 0\n",
              "\nportolan_file_reads_total{kind=\"rules file\",result=\"ok\"} 0\n",
              "\nportolan_files_failing{kind=\"rules file\"} 0\n",
              "\nportolan_file_good_age_seconds{kind=\"rules file\"} 0\n");
      clock.pass(Duration.ofSeconds(5));
      rules.file().look();
      assertThat(metrics(server))
          .contains("\nportolan_file_good_age_seconds{kind=\"rules file\"} 0\n");

      Files.writeString(file, "allow everybody\n");
      rules.file().readAgain();
      clock.pass(Duration.ofSeconds(70));
      rules.file().look();
      assertThat(metrics(server))
          .contains(
              "\nportolan_file_reads_total{kind=\"rules file\",result=\"failed\"} 1\n",
              "\nportolan_files_failing{kind=\"rules file\"} 1\n",
              "\nportolan_file_good_age_seconds{kind=\"rules file\"} 70\n")
          .doesNotContain("everybody");

      Files.writeString(file, "allow * * tcp\n");
      rules.file().readAgain();
      assertThat(metrics(server))
          .contains(
              "\nportolan_file_reads_total{kind=\"rules file\",result=\"ok\"} 1\n",
              "\nportolan_files_failing{kind=\"rules file\"} 0\n",
              "\nportolan_file_good_age_seconds{kind=\"rules file\"} 0\n");
    }
  }
}
