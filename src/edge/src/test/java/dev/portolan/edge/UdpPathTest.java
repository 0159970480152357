package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.datagram.StreamDatagram;
import dev.portolan.transport.datagram.StreamDatagramDecoder;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
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
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class UdpPathTest {

  @Test
  void datagramsGoThereAndBackWithTheirBorders() throws Exception {
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

  @Test
  void theSuggestedPortIsUsedWhenItIsFreeAndAnotherWhenItIsNot() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket()) {
      int free;
      try (DatagramSocket probe = socket()) {
        free = probe.getLocalPort();
      }
      Flow first = new Flow(fixture, free, service);
      first.send(service.getLocalPort(), text("one"));
      assertThat(receive(service).getPort()).isEqualTo(free);

      Flow second = new Flow(fixture, free, service);
      second.send(service.getLocalPort(), text("two"));
      DatagramPacket got = receive(service);
      assertThat(got.getPort()).isNotEqualTo(free);
      assertThat(got.getAddress().isLoopbackAddress()).isTrue();
      await(first.stream.close());
      await(second.stream.close());
      fixture.awaitIdle();
      fixture.awaitUntil(() -> isFree(free), () -> "port " + free + " is still taken");
    }
  }

  private static boolean isFree(int port) {
    try (DatagramSocket probe =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
      return probe.isBound();
    } catch (SocketException e) {
      return false;
    }
  }

  @Test
  void aServiceMayAnswerFromASecondPortAndIsThenSpokenToThere() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket();
        DatagramSocket transfer = socket()) {
      Flow flow = new Flow(fixture, 0, service);
      // Not yet: nobody has brought this port into play.
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
  void whatOthersSendIsDropped() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        DatagramSocket service = socket();
        DatagramSocket stranger =
            new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.7"), 0))) {
      Flow flow = new Flow(fixture, 0, service);
      flow.send(service.getLocalPort(), text("hello"));
      DatagramPacket request = receive(service);
      stranger.send(new DatagramPacket(text("evil"), 4, request.getSocketAddress()));
      service.send(new DatagramPacket(text("good"), 4, request.getSocketAddress()));
      assertThat(flow.next().data).isEqualTo(text("good"));
      await(flow.stream.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void forbiddenAndUnknownTargetsAreRefusedInWords() {
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
