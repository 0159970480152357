package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** A family of addresses cannot be sent to from the other. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "0:0:0:0:0:0:0:1"})
  void sendsFromAnAddressOfTheSameKind(String address) throws Exception {
    assertThat(open(InetAddress.getByName(address), 0).getAddress().getHostAddress())
        .isEqualTo(address);
  }

  /** One port of eight is a program's, so that eight tries fail once in 16 million times. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFreePortIsNoPrograms() throws Exception {
    long before = openSockets();
    for (int port = 8; port < 65_536; port += 8) {
      ports.begin(port);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(open(InetAddress.getLoopbackAddress(), 0).getPort() % 8).isNotZero();
    }
    assertThat(openSockets() - before)
        .as("those that were not taken are closed")
        .isLessThanOrEqualTo(opened.size());
  }

  private static long openSockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(SourceSocketsTest::isSocket).count();
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closed) {
      return false;
    }
  }

  /** Whatever the system says, here by a loop that has no sockets. */
  @Test
  void aTunnelThatGetsNoPortKeepsNoPlace() throws Exception {
    EventLoop without = new DefaultEventLoop();
    try {
      Future<Channel> opening = sockets.open(without, farAway(), 4_711);
      assertThat(opening.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(opening.cause()).hasMessageStartingWith("this device cannot open a UDP port: ");
      assertThat(ports.isProgramPort(4_711)).isFalse();
    } finally {
      without.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
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
