package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.datagram.StreamDatagram;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.testing.Futures;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UDP tunnels of a device, whose service is a socket in the hands of the test. */
class UdpTunnelHandlerTest {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final byte[] HELLO = {1, 2, 3};

  private DatagramSocket service;

  @BeforeEach
  void open() throws IOException {
    service = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    service.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private Message request() {
    return Message.udpTunnel(0, new HostPort("127.0.0.1", service.getLocalPort()));
  }

  private DatagramPacket receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
    service.receive(packet);
    return packet;
  }

  private static byte[] framed(int port, byte[] data) {
    ByteBuf framed =
        StreamDatagram.encode(Unpooled.buffer().alloc(), port, Unpooled.wrappedBuffer(data));
    byte[] bytes = ByteBufUtil.getBytes(framed);
    framed.release();
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_400, 65_507})
  void carriesDatagramsWithTheirBordersBothWays(int length) throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(request());
      assertThat(call.ok()).isEmpty();
      byte[] wire = framed(service.getLocalPort(), new byte[length]);
      call.send(wire);
      DatagramPacket got = receive();
      assertThat(got.getLength()).isEqualTo(length);
      service.send(got);
      Futures.until(() -> call.bytes().size() >= wire.length);
      assertThat(call.bytes().toBytes()).isEqualTo(wire);
    }
  }

  @Test
  void whatCameWithTheRequestIsNotLost() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      device.call(request()).send(framed(service.getLocalPort(), HELLO)).ok();
      assertThat(receive().getLength()).isEqualTo(HELLO.length);
    }
  }

  @Test
  void aDatagramThatComesByteByByteIsOneDatagram() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(request());
      call.ok();
      for (byte one : framed(service.getLocalPort(), HELLO)) {
        call.send(new byte[] {one});
      }
      assertThat(receive().getLength()).isEqualTo(HELLO.length);
    }
  }

  @Test
  void oneThatTheSystemDoesNotTakeIsLostAndTheNextPasses() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(request());
      call.ok();
      call.send(framed(service.getLocalPort(), new byte[65_535]));
      call.send(framed(service.getLocalPort(), HELLO));
      assertThat(receive().getLength()).isEqualTo(HELLO.length);
    }
  }

  @Test
  void aPortThatNobodyAskedForIsNotReached() throws IOException {
    try (ServedDevice device = ServedDevice.start();
        DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Call call = device.call(request());
      call.ok();
      call.send(framed(other.getLocalPort(), HELLO));
      call.send(framed(0, HELLO));
      call.send(framed(service.getLocalPort(), HELLO));
      receive();
      assertThat(device.services().droppedDatagrams()).isEqualTo(2);
    }
  }

  @Test
  void aServiceThatIsGoneAndComesBackIsReachedOverTheSameTunnel() throws IOException {
    int port = service.getLocalPort();
    service.close();
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(request(port));
      call.ok();
      call.send(framed(port, HELLO));
      try (DatagramSocket again = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
        again.setSoTimeout(PATIENCE_MILLIS);
        service = again;
        // The first one may have found nobody, or this socket.
        call.send(framed(port, HELLO));
        assertThat(receive().getLength()).isEqualTo(HELLO.length);
        call.send(framed(port, HELLO));
        assertThat(receive().getLength()).isEqualTo(HELLO.length);
      }
    }
  }

  private static Message request(int port) {
    return Message.udpTunnel(0, new HostPort("127.0.0.1", port));
  }

  @Test
  void endsInBothDirectionsAtOnceWhenTheClientIsDone() throws IOException {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(request());
      call.ok();
      Futures.await(call.stream().shutdownOutput());
      call.awaitEnd();
      device.awaitIdle();
    }
  }

  @Test
  void aNameIsLookedUpAndJudgedByItsAddress() throws IOException {
    List<String> allowed = List.of("127.0.0.1:" + service.getLocalPort());
    try (ServedDevice device =
        ServedDevice.start(config -> config.withRules(TargetRules.of(allowed)))) {
      device.answerNames();
      HostPort named = new HostPort(ServedDevice.HUNG, service.getLocalPort());
      device.call(Message.udpTunnel(0, named)).send(framed(named.port(), HELLO)).ok();
      receive();
      HostPort another = new HostPort(ServedDevice.HUNG, named.port() ^ 1);
      assertThat(device.call(Message.udpTunnel(0, another)).refusal())
          .isEqualTo("this device's target rules do not allow hung.test port " + another.port());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "fe80::1"})
  void linkLocalAddressesAreRefused(String address) {
    try (ServedDevice device = ServedDevice.start()) {
      assertThat(device.call(Message.udpTunnel(0, new HostPort(address, 53))).refusal())
          .startsWith("this device does not connect to the link-local address ");
    }
  }

  @Test
  void aLookUpThatHangsIsRefusedAfterFiveSeconds() {
    try (ServedDevice device = ServedDevice.start()) {
      Call hung = device.call(Message.udpTunnel(0, new HostPort(ServedDevice.HUNG, 53)));
      Futures.until(() -> device.services().lookUps().count() == 1);
      device.pass(Duration.ofMillis(4_999));
      assertThat(hung.isAnswered()).isFalse();
      device.pass(Duration.ofMillis(1));
      assertThat(hung.refusal())
          .isEqualTo("looking up hung.test took longer than 5 s on this device");
    }
  }

  @Test
  void whoGivesUpWhileANameIsLookedUpGetsNoSocket() {
    try (ServedDevice device = ServedDevice.start()) {
      Call call = device.call(Message.udpTunnel(0, new HostPort(ServedDevice.HUNG, 53)));
      Futures.until(() -> device.services().lookUps().count() == 1);
      call.reset();
      Futures.until(() -> device.services().lookUps().count() == 0);
      device.answerNames();
      device.awaitIdle();
    }
  }

  /** Each of them takes the one before for its program. */
  @Test
  void tunnelsThatLeadThroughEachOtherAreNotManyMore() throws IOException {
    HostPort target = new HostPort("127.0.0.1", service.getLocalPort());
    try (ServedDevice device = ServedDevice.start()) {
      int port = 0;
      for (int i = 0; i <= UdpSourcePorts.MAX_CHAIN; i++) {
        device.call(Message.udpTunnel(port, target)).send(framed(target.port(), HELLO)).ok();
        port = receive().getPort();
      }
      assertThat(device.call(Message.udpTunnel(port, target)).refusal())
          .isEqualTo("this UDP tunnel leads back to its own beginning");
    }
  }
}
