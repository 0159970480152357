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

/** Source ports of UDP tunnels; nothing is sent. */
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

  /** A documentation address (RFC 5737). */
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

  /** Tries five times, because a free port may be taken by another process meanwhile. */
  @Test
  void usesProgramsPortTowardsOtherHosts() throws Exception {
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
  void usesAnotherPortIfTaken() throws Exception {
    try (DatagramSocket other = new DatagramSocket()) {
      InetSocketAddress local = open(farAway(), other.getLocalPort());
      assertThat(local.getPort()).isNotZero().isNotEqualTo(other.getLocalPort());
      assertThat(local.getAddress().isAnyLocalAddress()).isTrue();
    }
  }

  /** Two clients whose programs have the same port. */
  @Test
  void secondTunnelWithSamePortGetsAnother() throws Exception {
    int port = freePort();
    assertThat(open(farAway(), port).getPort()).isNotEqualTo(open(farAway(), port).getPort());
  }

  @Test
  void usesAnyPortIfUnknown() throws Exception {
    assertThat(open(farAway(), 0).getPort()).isNotZero();
  }

  @Test
  void doesNotUseProgramsPortTowardsThisHost() throws Exception {
    for (String address : List.of("127.0.0.1", "127.0.0.2")) {
      int port = freePort();
      InetSocketAddress local = open(InetAddress.getByName(address), port);
      assertThat(local.getPort()).isNotEqualTo(port);
      assertThat(local.getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
    }
  }

  @Test
  void releasesPortWithSocket() throws Exception {
    try (DatagramSocket other = new DatagramSocket()) {
      open(farAway(), other.getLocalPort());
      assertThat(ports.isProgramPort(other.getLocalPort())).isTrue();
      opened.getFirst().close().awaitUninterruptibly();
      group.next().submit(() -> {}).get(30, TimeUnit.SECONDS); // What hears of it has been called.
      assertThat(ports.isProgramPort(other.getLocalPort())).isFalse();
    }
  }

  @Test
  void refusesTunnelToItself() throws Exception {
    int port = open(farAway(), 0).getPort();
    for (int i = 0; i < UdpSourcePorts.MAX_CHAIN; i++) {
      port = open(InetAddress.getLoopbackAddress(), port).getPort();
    }
    assertThat(opening(InetAddress.getLoopbackAddress(), port).cause())
        .hasMessage("this UDP tunnel leads back to its own beginning");
  }
}
