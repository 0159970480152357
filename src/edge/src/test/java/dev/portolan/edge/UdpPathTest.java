package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.datagram.StreamDatagram;
import dev.portolan.transport.datagram.StreamDatagramDecoder;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.tunnel.Tunnel;
import dev.portolan.transport.tunnel.TunnelListener;
import dev.portolan.transport.tunnel.TunnelSpec;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UdpPathTest {

  @Test
  void preservesDatagramBoundaries() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket()) {
      Flow flow = new Flow(fixture, 0, service);
      for (int size : new int[] {0, 1, 1_400, 9_000, 65_507}) {
        byte[] sent = new byte[size];
        Arrays.fill(sent, (byte) size);
        flow.send(service.getLocalPort(), sent);
        DatagramPacket got = receive(service);
        assertThat(got.getLength()).isEqualTo(size);
        service.send(got);
        Got back = flow.next();
        assertThat(back.port).isEqualTo(service.getLocalPort());
        assertThat(back.data).isEqualTo(sent);
      }
      await(flow.stream.close());
      fixture.awaitIdle();
    }
  }

  /**
   * The client may be on the same host. If the device took the port of a closed program, the
   * client's datagrams to that program would reach the device and loop for ever.
   */
  @Test
  void neverSendsFromAProgramsPortOnTheSameHost() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket()) {
      int free;
      try (DatagramSocket probe = socket()) {
        free = probe.getLocalPort();
      }
      Flow flow = new Flow(fixture, free, service);
      flow.send(service.getLocalPort(), text("one"));
      DatagramPacket got = receive(service);
      assertThat(got.getPort()).isNotEqualTo(free);
      assertThat(got.getAddress().isLoopbackAddress()).isTrue();
      await(flow.stream.close());
      fixture.awaitIdle();
    }
  }

  /** Many programs close their sockets before late answers arrive. */
  @Test
  void lateAnswerToClosedProgramIsDropped() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket()) {
      Tunnel tunnel = tunnelTo(fixture, service.getLocalPort());
      SocketAddress near = tunnel.localAddresses().getFirst();
      List<DatagramPacket> questions = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        try (DatagramSocket gone = socket()) {
          gone.send(new DatagramPacket(text("late"), 4, near));
        }
        questions.add(receive(service));
      }
      for (DatagramPacket question : questions) {
        service.send(question);
      }

      // Far longer than an answer takes, measured by other traffic.
      int rounds = 300;
      try (DatagramSocket program = socket()) {
        for (int i = 0; i < rounds; i++) {
          program.send(new DatagramPacket(text("ping"), 4, near));
          service.send(receive(service));
          receive(program);
        }
      }
      assertThat(tunnel.traffic().bytesDown()).isEqualTo(4L * (5 + rounds));
      assertThat(tunnel.traffic().bytesUp()).isEqualTo(4L * (5 + rounds));
      assertThat(fixture.device().droppedDatagrams()).isZero();
    }
  }

  private static Tunnel tunnelTo(EdgeFixture fixture, int port) {
    return fixture
        .own(
            new OwnedTunnel(
                await(
                    Tunnel.listen(
                        fixture.group(),
                        TunnelSpec.parse("127.0.0.1:0:127.0.0.1:" + port + "/udp"),
                        fixture.connect(),
                        TunnelListener.NONE))))
        .tunnel();
  }

  private record OwnedTunnel(Tunnel tunnel) implements AutoCloseable {
    @Override
    public void close() {
      await(tunnel.close());
    }
  }

  /** The device cannot distinguish new ports of the service from looped datagrams. */
  @Test
  void breaksForwardingLoopThroughTheDevice() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket()) {
      Flow flow = new Flow(fixture, 0, service);
      flow.send(service.getLocalPort(), text("hello"));
      SocketAddress device = receive(service).getSocketAddress();
      int passed = 0;
      while (fixture.device().droppedDatagrams() == 0) {
        try (DatagramSocket newPort = socket()) {
          newPort.send(new DatagramPacket(text("round"), 5, device));
        }
        // Whatever is not dropped arrives here, and the client would send it again.
        fixture.awaitUntil(
            () -> !flow.received.isEmpty() || fixture.device().droppedDatagrams() > 0,
            () -> "a datagram is lost");
        if (flow.received.poll() != null) {
          passed++;
        }
        assertThat(passed).isLessThanOrEqualTo(16);
      }
      assertThat(passed).isEqualTo(16);
      await(flow.stream.close());
      fixture.awaitIdle();
    }
  }

  /** Each stream of such a tunnel acts as the program that opens the next one. */
  @Test
  void breaksTunnelToItself() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket tunnel = socket()) {
      HostPort itself = new HostPort("127.0.0.1", tunnel.getLocalPort());
      int steps = 0;
      int program = 0;
      Throwable end = null;
      while (end == null) {
        var opening =
            fixture.connect().openStream(Message.udpTunnel(program, itself), new StreamProbe());
        if (!opening.awaitUninterruptibly(30_000)) {
          throw new AssertionError("no answer");
        }
        end = opening.cause();
        if (end == null) {
          SmuxStream stream = opening.getNow().stream();
          stream.writeAndFlush(
              StreamDatagram.encode(
                  stream.alloc(), tunnel.getLocalPort(), Unpooled.wrappedBuffer(text("x"))));
          program = receive(tunnel).getPort();
          assertThat(++steps).isLessThan(10);
        }
      }
      assertThat(end).hasMessageContaining("this UDP tunnel leads back to its own beginning");
      assertThat(steps).isEqualTo(5);
    }
  }

  @Test
  void forwardsSecondaryPortInBothDirections() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket();
        DatagramSocket transfer = socket()) {
      Flow flow = new Flow(fixture, 0, service);
      // Not yet, because this port is unknown so far.
      flow.send(transfer.getLocalPort(), text("too early"));
      flow.send(service.getLocalPort(), text("read file"));
      DatagramPacket request = receive(service);
      transfer.send(new DatagramPacket(text("block 1"), 7, request.getSocketAddress()));
      Got block = flow.next();
      assertThat(block.port).isEqualTo(transfer.getLocalPort());
      assertThat(block.data).isEqualTo(text("block 1"));
      flow.send(transfer.getLocalPort(), text("ack 1"));
      DatagramPacket ack = receive(transfer);
      assertThat(new String(ack.getData(), 0, ack.getLength(), StandardCharsets.UTF_8))
          .isEqualTo("ack 1");
      await(flow.stream.close());
      fixture.awaitIdle();
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "all of 127.0.0.0/8 is this computer only there")
  void dropsDatagramsOfOthers() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket();
        DatagramSocket stranger =
            new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.7"), 0))) {
      Flow flow = new Flow(fixture, 0, service);
      flow.send(service.getLocalPort(), text("hello"));
      DatagramPacket request = receive(service);
      stranger.send(new DatagramPacket(text("evil"), 4, request.getSocketAddress()));
      fixture.awaitUntil(
          () -> fixture.device().droppedDatagrams() == 1, () -> "it was not dropped");
      service.send(new DatagramPacket(text("good"), 4, request.getSocketAddress()));
      assertThat(flow.next().data).isEqualTo(text("good"));
      await(flow.stream.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void refusesForbiddenAndUnknownTargets() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      assertThat(refusal(fixture, new HostPort("169.254.1.1", 53)))
          .hasMessageContaining("link-local address");
      assertThat(refusal(fixture, new HostPort("no-such-host.invalid", 53)))
          .hasMessageContaining("knows no host no-such-host.invalid");
      fixture.awaitIdle();
    }
  }

  private static Throwable refusal(EdgeFixture fixture, HostPort target) {
    return awaitFailure(
        fixture.connect().openStream(Message.udpTunnel(0, target), new StreamProbe()));
  }

  private static DatagramSocket socket() throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    socket.receive(packet);
    return packet;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("ArrayRecordComponent") // Looked at by a test, never compared as a whole.
  private record Got(int port, byte[] data) {}

  /** The near end of one UDP tunnel stream. */
  private static final class Flow {

    private final BlockingQueue<Got> received = new LinkedBlockingQueue<>();
    private final SmuxStream stream;

    Flow(EdgeFixture fixture, int sourcePort, DatagramSocket service) {
      HostPort target = new HostPort("127.0.0.1", service.getLocalPort());
      ChannelInitializer<Channel> near =
          new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
              channel.pipeline().addLast(new StreamDatagramDecoder(), new Collector());
            }
          };
      stream =
          await(fixture.connect().openStream(Message.udpTunnel(sourcePort, target), near)).stream();
    }

    void send(int port, byte[] data) {
      stream.writeAndFlush(
          StreamDatagram.encode(stream.alloc(), port, Unpooled.wrappedBuffer(data)));
    }

    Got next() throws InterruptedException {
      Got got = received.poll(30, TimeUnit.SECONDS);
      assertThat(got).as("a datagram from the device").isNotNull();
      return got;
    }

    private final class Collector extends SimpleChannelInboundHandler<StreamDatagram> {
      @Override
      protected void channelRead0(ChannelHandlerContext ctx, StreamDatagram msg) {
        received.add(new Got(msg.port(), ByteBufUtil.getBytes(msg.content())));
      }
    }
  }
}
