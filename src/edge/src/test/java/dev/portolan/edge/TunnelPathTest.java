package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.TargetRules;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TunnelPathTest {

  private static final int MEBIBYTE = 1 << 20;

  @Test
  void bytesArriveUnchangedInBothDirectionsAtOnce() throws IOException {
    byte[] sent = new byte[8 * MEBIBYTE];
    new Random(1).nextBytes(sent);
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      StreamProbe probe = new StreamProbe();
      SmuxStream stream = tunnel(fixture.connect(), echo.target(), probe);
      for (int from = 0; from < sent.length; from += 50_000) {
        int length = Math.min(50_000, sent.length - from);
        stream.write(Unpooled.copiedBuffer(sent, from, length));
      }
      stream.flush();
      assertThat(probe.awaitBytes(sent.length)).isEqualTo(sent);
      await(stream.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void deliversFirstAndLastBytesOfService() throws IOException {
    byte[] sent = new byte[3 * MEBIBYTE];
    new Random(2).nextBytes(sent);
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService talker = LocalService.start(c -> c.getOutputStream().write(sent))) {
      StreamProbe probe = new StreamProbe();
      SmuxStream stream = tunnel(fixture.connect(), talker.target(), probe);
      assertThat(probe.awaitEnd()).isEqualTo(sent);
      assertThat(probe.endedInOrder()).isTrue();
      await(stream.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void halfClosedConnectionGetsItsReply() throws IOException {
    byte[] request = new byte[MEBIBYTE];
    new Random(3).nextBytes(request);
    LocalService.Behaviour replyAtTheEnd =
        connection -> {
          byte[] all = connection.getInputStream().readAllBytes();
          connection
              .getOutputStream()
              .write(("got " + all.length).getBytes(StandardCharsets.UTF_8));
          connection.getOutputStream().write(all);
        };
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService service = LocalService.start(replyAtTheEnd)) {
      EdgeClient client = fixture.connect();
      assertThat(client.carriesHalfClose()).isTrue();
      StreamProbe probe = new StreamProbe();
      Message opening = new TcpTunnelRequest(service.target(), true).toMessage();
      OpenedStream opened = await(client.openStream(opening, probe));
      assertThat(HalfCloseOffer.granted(opened.okPayload())).isTrue();
      opened.stream().writeAndFlush(Unpooled.wrappedBuffer(request));
      await(opened.stream().shutdownOutput());
      byte[] reply = probe.awaitEnd();
      assertThat(new String(reply, 0, 11, StandardCharsets.UTF_8)).isEqualTo("got 1048576");
      assertThat(reply).hasSize(11 + request.length).endsWith(request);
      fixture.awaitIdle();
    }
  }

  @Test
  void firstFinClosesBothWithoutHalfClose() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      StreamProbe probe = new StreamProbe();
      SmuxStream stream = tunnel(fixture.connect(), echo.target(), probe);
      await(stream.shutdownOutput());
      probe.awaitEnd();
      await(stream.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void reportsConnectError() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Throwable refused = openFailure(fixture, new HostPort("127.0.0.1", free));
      assertThat(refused)
          .isInstanceOf(EdgeException.class)
          .hasMessageContaining("cannot connect to 127.0.0.1:" + free + ": connection refused");
      assertThat(openFailure(fixture, new HostPort("no-such-host.invalid", 80)))
          .hasMessageContaining("this device knows no host no-such-host.invalid");
      fixture.awaitIdle();
    }
  }

  @Test
  void refusesUnusualAddressesUnlessAllowed() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      assertThat(openFailure(fixture, new HostPort("0.0.0.0", echo.port())))
          .hasMessageContaining("does not connect to the unspecified address 0.0.0.0");
      assertThat(openFailure(fixture, new HostPort("::", echo.port())))
          .hasMessageContaining("unspecified address");
      assertThat(openFailure(fixture, new HostPort("169.254.169.254", 80)))
          .hasMessageContaining("link-local address 169.254.169.254");
      fixture.awaitIdle();
    }
  }

  @Test
  void enforcesTargetList() throws IOException {
    try (LocalService listed = LocalService.echo();
        LocalService other = LocalService.echo();
        EdgeFixture fixture =
            EdgeFixture.start(
                edge -> edge,
                device ->
                    device.withRules(TargetRules.of(List.of("localhost:" + listed.port()))))) {
      StreamProbe probe = new StreamProbe();
      SmuxStream stream =
          tunnel(fixture.connect(), new HostPort("localhost", listed.port()), probe);
      stream.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.UTF_8));
      probe.awaitBytes(5);
      await(stream.close());
      assertThat(openFailure(fixture, new HostPort("localhost", other.port())))
          .hasMessageContaining("target rules do not allow localhost port " + other.port());
      fixture.awaitIdle();
    }
  }

  @Test
  void twoHundredStreamsGetTheirOwnBytes() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      EdgeClient client = fixture.connect();
      List<StreamProbe> probes = new ArrayList<>();
      List<Future<OpenedStream>> opening = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        StreamProbe probe = new StreamProbe();
        probes.add(probe);
        opening.add(client.openStream(Message.tcpTunnel(echo.target()), probe));
      }
      List<SmuxStream> streams = new ArrayList<>();
      for (Future<OpenedStream> future : opening) {
        streams.add(await(future).stream());
      }
      assertThat(fixture.edge().streamCount()).isEqualTo(200);
      for (int i = 0; i < 200; i++) {
        streams.get(i).writeAndFlush(Unpooled.wrappedBuffer(pattern(i)));
      }
      for (int i = 0; i < 200; i++) {
        assertThat(probes.get(i).awaitBytes(10_000)).isEqualTo(pattern(i));
      }
      streams.forEach(SmuxStream::close);
      fixture.awaitIdle();
    }
  }

  @Test
  void unreadStreamDoesNotStallOthers() throws IOException {
    LocalService.Behaviour flood =
        connection -> {
          byte[] block = new byte[64 * 1024];
          while (true) {
            connection.getOutputStream().write(block);
          }
        };
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService endless = LocalService.start(flood);
        LocalService echo = LocalService.echo()) {
      EdgeClient client = fixture.connect();
      List<SmuxStream> unread = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        SmuxStream stream = tunnel(client, endless.target(), new StreamProbe());
        stream.config().setAutoRead(false);
        unread.add(stream);
      }
      StreamProbe probe = new StreamProbe();
      SmuxStream neighbour = tunnel(client, echo.target(), probe);
      for (int round = 1; round <= 20; round++) {
        neighbour.writeAndFlush(Unpooled.wrappedBuffer(pattern(round)));
        probe.awaitBytes(round * 10_000);
      }
      unread.forEach(SmuxStream::close);
      await(neighbour.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void abortedDownloadIsResetAtTheService() throws Exception {
    CompletableFuture<IOException> brokenOff = new CompletableFuture<>();
    LocalService.Behaviour flood =
        connection -> {
          byte[] block = new byte[64 * 1024];
          try {
            while (true) {
              connection.getOutputStream().write(block);
            }
          } catch (IOException e) {
            brokenOff.complete(e);
          }
        };
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService endless = LocalService.start(flood)) {
      EdgeClient client = fixture.connect();
      StreamProbe probe = new StreamProbe();
      Message opening = new TcpTunnelRequest(endless.target(), true).toMessage();
      OpenedStream opened = await(client.openStream(opening, probe));
      assertThat(HalfCloseOffer.granted(opened.okPayload())).isTrue();
      probe.awaitBytes(MEBIBYTE);
      await(opened.stream().close());
      assertThat(brokenOff.get(30, TimeUnit.SECONDS)).isNotNull();
      fixture.awaitIdle();
    }
  }

  private static byte[] pattern(int seed) {
    byte[] bytes = new byte[10_000];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static SmuxStream tunnel(EdgeClient client, HostPort target, StreamProbe probe) {
    return await(client.openStream(Message.tcpTunnel(target), probe)).stream();
  }

  private static Throwable openFailure(EdgeFixture fixture, HostPort target) {
    return awaitFailure(fixture.connect().openStream(Message.tcpTunnel(target), new StreamProbe()));
  }
}
