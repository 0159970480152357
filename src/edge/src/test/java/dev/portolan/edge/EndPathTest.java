package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.smux.StreamResetException;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tunnel.TcpTunnel;
import dev.portolan.transport.tunnel.Tunnel;
import dev.portolan.transport.tunnel.TunnelConnection;
import dev.portolan.transport.tunnel.TunnelListener;
import dev.portolan.transport.tunnel.TunnelSpec;
import dev.portolan.transport.tunnel.UdpTunnel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How an end of the program, the service or anything between them appears at both ends of a TCP
 * tunnel: as FIN if one was sent, otherwise as reset. Data before it is complete, or at least a
 * true prefix.
 */
class EndPathTest {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final String DEVICE_LOST =
      "broken off: the device, or its connection to the edge, was lost";
  private static final byte[] SAID = new byte[300_000];

  static {
    new Random(7).nextBytes(SAID);
  }

  /** How the other end's close appears. */
  enum Seen {
    ITS_OWN_DOING,
    END,
    RESET
  }

  /**
   * What ends, and how. For a killed program or service the operating system sends FIN or reset. An
   * orderly close of device or edge is no FIN of the service.
   */
  enum Breach {
    SERVICE_ENDS(Seen.END, Seen.ITS_OWN_DOING),
    SERVICE_HALF_CLOSES(Seen.END, Seen.END),
    SERVICE_RESETS(Seen.RESET, Seen.ITS_OWN_DOING),
    PROGRAM_ENDS(Seen.ITS_OWN_DOING, Seen.END),
    PROGRAM_HALF_CLOSES(Seen.END, Seen.END),
    PROGRAM_RESETS(Seen.ITS_OWN_DOING, Seen.RESET),
    DEVICE_CLOSES(Seen.RESET, Seen.RESET),
    DEVICE_IS_KILLED(Seen.RESET, Seen.RESET),
    DEVICE_LINK_IS_CUT(Seen.RESET, Seen.RESET),
    EDGE_CLOSES(Seen.RESET, Seen.RESET),
    EDGE_IS_KILLED(Seen.RESET, Seen.RESET),
    CLIENT_CLOSES(Seen.RESET, Seen.RESET),
    CLIENT_LINK_IS_RESET(Seen.RESET, Seen.RESET),
    CLIENT_LINK_IS_CUT(Seen.RESET, Seen.RESET);

    final Seen byProgram;
    final Seen byService;

    Breach(Seen byProgram, Seen byService) {
      this.byProgram = byProgram;
      this.byService = byService;
    }

    boolean isHalf() {
      return byProgram == Seen.END && byService == Seen.END;
    }
  }

  @ParameterizedTest
  @EnumSource(Breach.class)
  void eachEndSeesTheRightKindOfEnd(Breach breach) throws Exception {
    try (TunnelPath path = new TunnelPath()) {
      path.program().getOutputStream().write(SAID);
      assertThat(path.service().getInputStream().readNBytes(SAID.length)).isEqualTo(SAID);
      path.service().getOutputStream().write(SAID);
      if (breach.byProgram == Seen.ITS_OWN_DOING) {
        path.program().getInputStream().readNBytes(SAID.length); // or its system makes it a reset
      }

      happen(breach, path);

      if (breach.isHalf()) {
        goesOn(path, breach == Breach.PROGRAM_HALF_CLOSES);
      } else {
        assertSeen(breach.byProgram, path.program(), SAID);
        assertSeen(breach.byService, path.service(), new byte[0]);
      }
    }
  }

  @Test
  void cancelledRequestIsCancelledOnTheDevice() throws Exception {
    BlockingQueue<SmuxStream> asked = new LinkedBlockingQueue<>();
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge,
            device -> device.withHandler(0x7f, (stream, opening) -> asked.add(stream)))) {
      Future<OpenedStream> opening =
          fixture.connect().openStream(Message.of(0x7f, new byte[0]), new StreamProbe());
      SmuxStream stream = asked.poll(30, TimeUnit.SECONDS);
      assertThat(stream).isNotNull();
      opening.cancel(false);
      await(stream.closeFuture());
      assertThat(stream.closeCause())
          .isInstanceOfSatisfying(
              StreamResetException.class,
              reset -> assertThat(reset.reset()).isEqualTo(ResetCause.CANCELLED));
      fixture.awaitIdle();
    }
  }

  @Test
  void requestFailsWhenDeviceIsLost() throws Exception {
    BlockingQueue<SmuxStream> asked = new LinkedBlockingQueue<>();
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge,
            device -> device.withHandler(0x7f, (stream, opening) -> asked.add(stream)))) {
      Future<OpenedStream> opening =
          fixture.connect().openStream(Message.of(0x7f, new byte[0]), new StreamProbe());
      assertThat(asked.poll(30, TimeUnit.SECONDS)).isNotNull();
      await(fixture.device().close());
      assertThat(awaitFailure(opening))
          .isInstanceOfSatisfying(
              EdgeException.class,
              e -> assertThat(e.problem()).isEqualTo(Problem.DEVICE_NOT_CONNECTED))
          .hasMessageStartingWith("The device was lost before");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, broken off for a reason that was not told",
    "ABORTED, broken off by the service",
    "LOST, '" + DEVICE_LOST + "'",
    "LIMIT, broken off for going beyond a limit",
    "CANCELLED, broken off because it is not wanted any more",
    "REFUSED, broken off because there is no room for it",
  })
  void resetConnectionReportsCause(ResetCause cause, String words) throws Exception {
    BlockingQueue<TunnelConnection> ended = new LinkedBlockingQueue<>();
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge,
            device ->
                device.withHandler(
                    MessageType.TCP_TUNNEL.code(),
                    (stream, opening) ->
                        stream
                            .writeAndFlush(Message.ok().encode(stream.alloc()))
                            .addListener(sent -> stream.reset(cause))))) {
      TunnelSpec spec = TunnelSpec.parse("127.0.0.1:0:127.0.0.1:1");
      Tunnel tunnel =
          await(TcpTunnel.listen(fixture.group(), spec, fixture.connect(), into(ended)));
      InetSocketAddress local = tunnel.localAddresses().getFirst();
      try (Socket program = new Socket(local.getAddress(), local.getPort())) {
        program.setSoTimeout(PATIENCE_MILLIS);
        assertSeen(Seen.RESET, program, new byte[0]);
      }
      assertEnded(ended, words);
      await(tunnel.close());
    }
  }

  @Test
  void connectionReportsClosedLink() throws Exception {
    BlockingQueue<TunnelConnection> ended = new LinkedBlockingQueue<>();
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      EdgeClient client = fixture.connect();
      TunnelSpec spec = TunnelSpec.parse("127.0.0.1:0:" + echo.target());
      Tunnel tunnel = await(TcpTunnel.listen(fixture.group(), spec, client, into(ended)));
      InetSocketAddress local = tunnel.localAddresses().getFirst();
      try (Socket program = new Socket(local.getAddress(), local.getPort())) {
        program.getOutputStream().write(1);
        assertThat(program.getInputStream().read()).isEqualTo(1);
        await(client.close());
        assertEnded(ended, "broken off: the connection to the edge was closed");
      }
      await(tunnel.close());
    }
  }

  private static TunnelListener into(BlockingQueue<TunnelConnection> ended) {
    return new TunnelListener() {
      @Override
      public void closed(TunnelConnection connection) {
        ended.add(connection);
      }
    };
  }

  private static void assertEnded(BlockingQueue<TunnelConnection> ended, String words)
      throws InterruptedException {
    TunnelConnection connection = ended.poll(30, TimeUnit.SECONDS);
    assertThat(connection).isNotNull();
    assertThat(connection.end()).extracting(TunnelConnection.End::reason).isEqualTo(words);
  }

  @Test
  void udpFlowReportsSameCauses() throws Exception {
    BlockingQueue<TunnelConnection> ended = new LinkedBlockingQueue<>();
    try (TunnelPath path = new TunnelPath();
        DatagramSocket program = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket service = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      TunnelSpec spec =
          TunnelSpec.parse("127.0.0.1:0:127.0.0.1:" + service.getLocalPort() + "/udp");
      Tunnel tunnel =
          await(UdpTunnel.listen(path.fixture().group(), spec, path.client(), into(ended)));
      program.send(new DatagramPacket(new byte[1], 1, tunnel.localAddresses().getFirst()));
      service.setSoTimeout(PATIENCE_MILLIS);
      DatagramPacket asked = new DatagramPacket(new byte[1], 1);
      service.receive(asked);
      service.send(asked);
      program.setSoTimeout(PATIENCE_MILLIS);
      program.receive(asked);
      path.deviceLine().reset();
      assertEnded(ended, DEVICE_LOST);
      await(tunnel.close());
    }
  }

  static void happen(Breach breach, TunnelPath path) throws IOException {
    switch (breach) {
      case SERVICE_ENDS -> path.service().close();
      case SERVICE_HALF_CLOSES -> path.service().shutdownOutput();
      case SERVICE_RESETS -> reset(path.service());
      case PROGRAM_ENDS -> path.program().close();
      case PROGRAM_HALF_CLOSES -> path.program().shutdownOutput();
      case PROGRAM_RESETS -> reset(path.program());
      case DEVICE_CLOSES -> await(path.device().close());
      case DEVICE_IS_KILLED -> path.deviceLine().reset();
      case DEVICE_LINK_IS_CUT -> path.deviceLine().cut();
      case EDGE_CLOSES -> await(path.fixture().edge().close());
      case EDGE_IS_KILLED -> path.fixture().killEdge();
      case CLIENT_CLOSES -> await(path.client().close());
      case CLIENT_LINK_IS_RESET -> path.clientLine().reset();
      case CLIENT_LINK_IS_CUT -> path.clientLine().cut();
    }
  }

  /** The other direction still works until it ends, too. */
  private static void goesOn(TunnelPath path, boolean programFirst) throws IOException {
    Socket first = programFirst ? path.program() : path.service();
    Socket second = programFirst ? path.service() : path.program();
    byte[] reply = "reply".getBytes(US_ASCII);
    assertSeen(Seen.END, second, programFirst ? new byte[0] : SAID);
    second.getOutputStream().write(reply);
    second.close();
    byte[] before = programFirst ? SAID : new byte[0];
    byte[] expected = Arrays.copyOf(before, before.length + reply.length);
    System.arraycopy(reply, 0, expected, before.length, reply.length);
    assertSeen(Seen.END, first, expected);
  }

  private static void assertSeen(Seen expected, Socket socket, byte[] said) throws IOException {
    if (expected == Seen.ITS_OWN_DOING) {
      return;
    }
    byte[] heard = new byte[said.length + 1];
    int count = 0;
    Seen seen = Seen.END;
    try {
      InputStream in = socket.getInputStream();
      for (int read = in.read(heard);
          read >= 0;
          read = in.read(heard, count, heard.length - count)) {
        count += read;
      }
    } catch (SocketException e) {
      seen = Seen.RESET;
    }
    assertThat(seen).isEqualTo(expected);
    int least = seen == Seen.END ? said.length : 0;
    assertThat(count).isBetween(least, said.length);
    assertThat(Arrays.copyOf(heard, count)).isEqualTo(Arrays.copyOf(said, count));
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
