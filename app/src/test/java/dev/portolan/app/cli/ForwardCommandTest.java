package dev.portolan.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.app.lab.Lab;
import dev.portolan.app.testing.ConnectProxy;
import dev.portolan.app.testing.UdpEcho;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ForwardCommandTest extends WithLab {
  private static final Pattern TUNNEL =
      Pattern.compile("tunnel: (127\\.0\\.0\\.1:(\\d+)) -> (\\S+).*");

  @TempDir Path scratch;

  @Test
  void aDownloadThroughATunnelIsWhole() throws Exception {
    try (WebServer web = new WebServer(20_000_000);
        CliRun forward = CliRun.start(toLab("forward", "0:localhost:" + web.port()))) {
      String local = local(forward.awaitLine("tunnel: "));
      forward.awaitLine("ready");

      assertThat(WebServer.download(local)).isEqualTo(web.checksum());
    }
  }

  @Test
  void aProgramReachesWhatItAsksForThroughTheSocksProxy() throws Exception {
    try (WebServer web = new WebServer(1_000);
        CliRun forward = CliRun.start(toLab("forward", "-D", "0"))) {
      Matcher line = TUNNEL.matcher(forward.awaitLine("tunnel: "));
      assertThat(line.matches()).isTrue();
      assertThat(line.group()).contains("-> any target, by SOCKS");
      forward.awaitLine("ready");
      Proxy proxy =
          new Proxy(
              Proxy.Type.SOCKS,
              new InetSocketAddress(
                  InetAddress.getLoopbackAddress(), Integer.parseInt(line.group(2))));

      try (Socket program = new Socket(proxy)) {
        program.connect(InetSocketAddress.createUnresolved("localhost", web.port()));
        program.getOutputStream().write("GET /file HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
        assertThat(new String(program.getInputStream().readAllBytes(), ISO_8859_1))
            .startsWith("HTTP/1.1 200");
      }
      try (Socket program = new Socket(proxy)) {
        assertThatThrownBy(
                () -> program.connect(InetSocketAddress.createUnresolved("nobody.invalid", 80)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("Host unreachable");
      }
      assertThat(forward.awaitComplaint("portolan: ")).contains("nobody.invalid");
    }
  }

  @Test
  void theEdgeIsReachedByAProxyWithItsPasswordInAFile() throws Exception {
    Path password = Files.writeString(scratch.resolve("password"), "s3cret\n");
    try (ConnectProxy proxy = new ConnectProxy("joe:s3cret");
        WebServer web = new WebServer(200_000);
        CliRun forward =
            CliRun.start(
                toLab(
                    "forward",
                    "--proxy",
                    proxy.url("joe"),
                    "--proxy-password-file",
                    password.toString(),
                    "0:localhost:" + web.port()))) {
      String local = local(forward.awaitLine("tunnel: "));

      assertThat(WebServer.download(local)).isEqualTo(web.checksum());
      assertThat(proxy.requests()).isNotEmpty();
    }
  }

  @Test
  void aRangeIsATunnelForEachPort() throws Exception {
    int port = freePort();
    String range = port + "-" + (port + 1);
    try (CliRun forward = CliRun.start(toLab("forward", "127.0.0.1:" + range + ":db:1-2"))) {
      forward.awaitLine("ready");

      assertThat(forward.out().lines())
          .contains(
              "tunnel: 127.0.0.1:" + port + " -> db:1",
              "tunnel: 127.0.0.1:" + (port + 1) + " -> db:2");
    }
  }

  @Test
  void theProxysPasswordMayBeInAVariable() throws Exception {
    try (ConnectProxy proxy = new ConnectProxy("joe:s3cret");
        CliRun wrong =
            CliRun.with()
                .variable(ProxyOptions.VARIABLE, "another")
                .start(toLab("forward", "--proxy", proxy.url("joe"), "0:localhost:80"));
        CliRun right =
            CliRun.with()
                .variable(ProxyOptions.VARIABLE, "s3cret")
                .start(toLab("forward", "--proxy", proxy.url("joe"), "0:localhost:80"))) {
      right.awaitLine("ready");
      assertThat(wrong.awaitComplaint("portolan: ")).contains("(407): Who are you");
    }
  }

  @Test
  void whatIsNoTunnelIsRefused() throws Exception {
    try (CliRun forward = CliRun.start(toLab("forward", "8000-8010:db:1-2"))) {
      assertThat(forward.failsWith(ExitCode.USAGE)).contains("not equally many ports");
    }
    try (CliRun forward = CliRun.start(toLab("forward"))) {
      assertThat(forward.failsWith(ExitCode.USAGE)).contains("Give a TARGET");
    }
  }

  @Test
  void aPasswordOnTheCommandLineIsRefusedUnseen() throws Exception {
    try (CliRun forward =
        CliRun.start(toLab("forward", "--proxy", "http://joe:s3cret@proxy", "0:localhost:80"))) {
      assertThat(forward.failsWith(ExitCode.USAGE))
          .contains("--proxy-password-file")
          .doesNotContain("s3cret");
    }
  }

  @Test
  void datagramsOfTwoProgramsComeBackThroughAUdpTunnel() throws Exception {
    try (UdpEcho echo = new UdpEcho();
        CliRun forward = CliRun.start(toLab("forward", "0:localhost:" + echo.port() + "/udp"));
        DatagramSocket one = UdpEcho.program();
        DatagramSocket two = UdpEcho.program()) {
      Matcher line = TUNNEL.matcher(forward.awaitLine("tunnel: "));
      assertThat(line.matches()).isTrue();
      assertThat(line.group(3)).isEqualTo("localhost:" + echo.port() + "/udp");
      forward.awaitLine("ready");
      int port = Integer.parseInt(line.group(2));

      for (int i = 0; i < 20; i++) {
        assertThat(UdpEcho.exchange(one, port, "one " + i)).isEqualTo("one " + i);
        assertThat(UdpEcho.exchange(two, port, "two " + i)).isEqualTo("two " + i);
      }
      assertThat(UdpEcho.exchange(one, port, "")).isEmpty();

      forward.stop();
      assertThat(forward.exitCode()).isZero();
      assertThat(forward.err()).isEmpty();
    }
  }

  @Test
  void aUdpPortThatIsTakenIsNamed() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        CliRun forward =
            CliRun.start(toLab("forward", taken.getLocalPort() + ":localhost:53/udp"))) {
      assertThat(forward.failsWith(ExitCode.PORT)).contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void eachTunnelHasALineAndThenThereIsReady() throws Exception {
    try (CliRun forward = CliRun.start(toLab("forward", "0:localhost:80", "127.0.0.1:0:db:5432"))) {
      forward.awaitLine("ready");

      List<String> lines = forward.out().lines().toList();
      assertThat(lines).hasSize(3);
      assertThat(lines.get(0)).matches(TUNNEL).contains("-> localhost:80");
      assertThat(lines.get(1)).matches(TUNNEL).endsWith("-> db:5432");
      assertThat(lines.get(2)).isEqualTo("ready");
    }
  }

  @Test
  void stoppedItFreesItsPorts() throws Exception {
    try (CliRun forward = CliRun.start(toLab("forward", "127.0.0.1:0:localhost:80"))) {
      String local = local(forward.awaitLine("tunnel: "));
      forward.awaitLine("ready");
      forward.stop();
      assertThat(forward.exitCode()).isZero();
      assertThatThrownBy(() -> WebServer.download(local)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0);
        CliRun forward = CliRun.start(toLab("forward", taken.getLocalPort() + ":localhost:80"))) {
      assertThat(forward.failsWith(ExitCode.PORT)).contains(String.valueOf(taken.getLocalPort()));
      assertThat(forward.out()).isEmpty();
    }
  }

  @Test
  void aTargetWhereNothingListensIsToldAndTheTunnelGoesOn() throws Exception {
    int closed = freePort();
    try (CliRun forward = CliRun.start(toLab("forward", "0:127.0.0.1:" + closed))) {
      String local = local(forward.awaitLine("tunnel: "));
      assertThatThrownBy(() -> WebServer.download(local)).isInstanceOf(IOException.class);

      assertThat(forward.awaitComplaint("portolan: ")).contains("127.0.0.1:" + closed);
    }
  }

  @Test
  void aWrongTokenIsRefused() throws Exception {
    Path token = Files.writeString(scratch.resolve("token"), "canary-wrong-token");
    String[] arguments = toLab("forward", "0:localhost:80");
    arguments[List.of(arguments).indexOf("--token-file") + 1] = token.toString();
    try (CliRun forward = CliRun.start(arguments)) {
      assertThat(forward.failsWith(ExitCode.REFUSED)).doesNotContain("canary");
    }
  }

  @Test
  void aDeviceThatIsNotThereIsToldApart() throws Exception {
    String[] arguments = toLab("forward", "0:localhost:80");
    arguments[List.of(arguments).indexOf("--device") + 1] = "0".repeat(64);
    try (CliRun forward = CliRun.start(arguments)) {
      assertThat(forward.failsWith(ExitCode.DEVICE)).contains("not connected");
    }
  }

  @Test
  void anEdgeThatIsNotThereIsToldApart() throws Exception {
    String[] arguments = toLab("forward", "0:localhost:80");
    arguments[List.of(arguments).indexOf("--edge") + 1] = "https://127.0.0.1:" + freePort();
    try (CliRun forward = CliRun.start(arguments)) {
      forward.failsWith(ExitCode.EDGE);
    }
  }

  @Test
  void anEdgeThatIsNotTrustedIsRefused() throws Exception {
    String[] arguments = toLab("forward", "0:localhost:80");
    int ca = List.of(arguments).indexOf("--ca");
    arguments[ca] = "--pin";
    arguments[ca + 1] = "sha256:" + "0".repeat(64);
    try (CliRun forward = CliRun.start(arguments)) {
      forward.failsWith(ExitCode.REFUSED);
    }
  }

  @Test
  void whenTheEdgeComesBackSoDoTheTunnelsOnTheSamePort() throws Exception {
    Path folder = scratch.resolve("lab");
    Lab own = Lab.start(folder);
    try (WebServer web = new WebServer(1_000_000);
        CliRun forward =
            CliRun.start(
                "forward",
                "--edge",
                own.edgeUrl().toString(),
                "--device",
                own.deviceId(),
                "--ca",
                own.caFile().toString(),
                "--token-file",
                own.tokenFile().toString(),
                "0:localhost:" + web.port())) {
      String local = local(forward.awaitLine("tunnel: "));
      forward.awaitLine("ready");
      assertThat(WebServer.download(local)).isEqualTo(web.checksum());

      own.close();
      forward.awaitComplaint("portolan: ");
      own = Lab.start(folder);
      forward.awaitComplaint("portolan: the edge is back");

      assertThat(WebServer.download(local)).isEqualTo(web.checksum());
      assertThat(forward.out().lines()).hasSize(2);
      assertThat(forward.err().lines()).hasSize(2);
    } finally {
      own.close();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void ctrlCEndsTheProcessCleanly() throws Exception {
    try (PortolanProcess forward = PortolanProcess.start(toLab("forward", "0:localhost:80"))) {
      forward.awaitLine("ready");
      forward.interrupt();
      assertThat(forward.exitCode()).isZero();
      assertThat(forward.err()).isEmpty();
    }
  }

  private static String local(String line) {
    Matcher matcher = TUNNEL.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return matcher.group(1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
