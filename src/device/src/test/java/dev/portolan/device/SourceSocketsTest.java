package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which ports UDP tunnels send from; nothing is sent here. */
class SourceSocketsTest {
  private final EventLoopGroup group = EventLoops.create("source-sockets", 1);
  private final UdpSourcePorts ports = new UdpSourcePorts();
  private final SourceSockets sockets = new SourceSockets(ports);
  private final List<Channel> opened = new ArrayList<>();

  @AfterEach
  void stop() {
    opened.forEach(channel -> channel.close().awaitUninterruptibly());
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  /** An address for documents, which is nobody's. */
  private static InetAddress farAway() throws IOException {
    return InetAddress.getByName("192.0.2.1");
  }

  private Future<Channel> opening(InetAddress service, int programPort) throws Exception {
    Future<Channel> opening = sockets.open(group.next(), service, programPort);
    assertThat(opening.await(30, TimeUnit.SECONDS)).isTrue();
    return opening;
  }

  private InetSocketAddress open(InetAddress service, int programPort) throws Exception {
    Channel channel = opening(service, programPort).getNow();
    opened.add(channel);
    return (InetSocketAddress) channel.localAddress();
  }

  private static int freePort() throws IOException {
    try (DatagramSocket probe = new DatagramSocket()) {
      return probe.getLocalPort();
    }
  }

  /** A port that is free now may be somebody else's a moment later, but not five times. */
  @Test
  void towardsAnotherComputerTheProgramsPortIsTaken() throws Exception {
    List<Integer> wanted = new ArrayList<>();
    List<Integer> got = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      wanted.add(freePort());
      InetSocketAddress local = open(farAway(), wanted.getLast());
      assertThat(local.getAddress().isAnyLocalAddress()).isTrue();
      got.add(local.getPort());
    }
    assertThat(got).containsAnyElementsOf(wanted);
  }

  @Test
  void whereTheProgramsPortIsTakenAnotherOneDoes() throws Exception {
    try (DatagramSocket other = new DatagramSocket()) {
      InetSocketAddress local = open(farAway(), other.getLocalPort());
      assertThat(local.getPort()).isNotZero().isNotEqualTo(other.getLocalPort());
      assertThat(local.getAddress().isAnyLocalAddress()).isTrue();
    }
  }

  /** Two clients whose programs have the same port. */
  @Test
  void aSecondTunnelForTheSamePortGetsAnother() throws Exception {
    int port = freePort();
    assertThat(open(farAway(), port).getPort()).isNotEqualTo(open(farAway(), port).getPort());
  }

  @Test
  void aPortThatIsNotToldIsAnyPort() throws Exception {
    assertThat(open(farAway(), 0).getPort()).isNotZero();
  }

  @Test
  void towardsThisComputerTheProgramsPortIsLeftAlone() throws Exception {
    for (String address : List.of("127.0.0.1", "127.0.0.2")) {
      int port = freePort();
      InetSocketAddress local = open(InetAddress.getByName(address), port);
      assertThat(local.getPort()).isNotEqualTo(port);
      assertThat(local.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
    }
  }

  @Test
  void whatWasUsedIsGivenBackWithTheSocket() throws Exception {
    try (DatagramSocket other = new DatagramSocket()) {
      open(farAway(), other.getLocalPort());
      assertThat(ports.isProgramPort(other.getLocalPort())).isTrue();
      opened.getFirst().close().awaitUninterruptibly();
      group.next().submit(() -> {}).get(30, TimeUnit.SECONDS); // What hears of it has been called.
      assertThat(ports.isProgramPort(other.getLocalPort())).isFalse();
    }
  }

  @Test
  void aTunnelThatLeadsToItselfIsRefusedInWords() throws Exception {
    int port = open(farAway(), 0).getPort();
    for (int i = 0; i < UdpSourcePorts.MAX_CHAIN; i++) {
      port = open(InetAddress.getLoopbackAddress(), port).getPort();
    }
    assertThat(opening(InetAddress.getLoopbackAddress(), port).cause())
        .hasMessage("this UDP tunnel leads back to its own beginning");
  }
}
