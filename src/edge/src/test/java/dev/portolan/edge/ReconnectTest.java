package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceState;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.link.Backoff;
import dev.portolan.transport.link.EdgeLink;
import dev.portolan.transport.link.LinkListener;
import dev.portolan.transport.link.LinkState;
import dev.portolan.transport.link.RedialBackoff;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tunnel.TcpTunnel;
import dev.portolan.transport.tunnel.Tunnel;
import dev.portolan.transport.tunnel.TunnelListener;
import dev.portolan.transport.tunnel.TunnelSpec;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReconnectTest {

  @Test
  void deviceReconnectsWithNewIdentity() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      ClientIdentity next = fixture.pki().newDevice("device");
      fixture.device().use(fixture.deviceEndpoint(next));
      assertThat(fixture.edge().devices()).containsExactly(fixture.deviceId());

      fixture.killEdge();
      fixture.startEdge();

      String id = DeviceId.of(next.certificate());
      fixture.awaitUntil(
          () -> fixture.edge().devices().equals(Set.of(id)),
          () -> "connected: " + fixture.edge().devices());
    }
  }

  @Test
  void tunnelWorksOnSamePortAfterEdgeRestart() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      EdgeLink link = fixture.own(quickLink(fixture));
      link.start();
      Tunnel tunnel =
          await(
              TcpTunnel.listen(
                  fixture.group(),
                  TunnelSpec.parse("0:127.0.0.1:" + echo.port()),
                  link,
                  TunnelListener.NONE));
      InetSocketAddress local = tunnel.localAddresses().getFirst();
      awaitEcho(local);

      try (Socket open = new Socket(local.getAddress(), local.getPort())) {
        open.setSoTimeout(30_000);
        open.getOutputStream().write('x');
        assertThat(open.getInputStream().read()).isEqualTo('x');
        fixture.killEdge();
        // The connection through the dead edge ends; it does not hang.
        assertThat(readEnd(open)).isTrue();
      }
      fixture.startEdge();
      awaitEcho(local);
      assertThat(tunnel.localAddresses().getFirst()).isEqualTo(local);
      await(tunnel.close());
    }
  }

  @Test
  void deviceReconnectsAndReportsIt() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      BlockingQueue<DeviceState> states = new LinkedBlockingQueue<>();
      DeviceClient device = fixture.device();
      device.addListener(states::add);
      assertThat(device.state()).isEqualTo(new DeviceState.Ready());
      assertThat(device.lastError()).isNull();

      fixture.killEdge();
      DeviceState lost = states.poll(30, TimeUnit.SECONDS);
      assertThat(lost).isInstanceOf(DeviceState.Waiting.class);
      assertThat(((DeviceState.Waiting) lost).delay())
          .isBetween(Duration.ofMillis(50), Duration.ofMillis(150));
      assertThat(device.ready().isDone()).isFalse();
      assertThat(states.poll(30, TimeUnit.SECONDS)).isEqualTo(new DeviceState.Connecting());
      DeviceState refused = states.poll(30, TimeUnit.SECONDS);
      assertThat(refused).isInstanceOf(DeviceState.Waiting.class);
      assertThat(device.lastError()).isInstanceOf(EdgeException.class);

      fixture.startEdge();
      await(device.ready());
      assertThat(fixture.edge().devices()).containsExactly(fixture.deviceId());
      assertThat(device.isRunning()).isTrue();
    }
  }

  @Test
  void clientSurvivesDeviceReconnect() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = fixture.connect();
      await(fixture.device().close());
      fixture.awaitUntil(() -> fixture.edge().devices().isEmpty(), () -> "not forgotten");
      assertThat(awaitFailure(client.openStream(Message.reload(), new StreamProbe())))
          .hasMessageContaining("the device is not connected now");

      await(fixture.addDevice(fixture.deviceIdentity(), d -> d).ready());
      await(await(client.openStream(Message.reload(), new StreamProbe())).stream().close());
    }
  }

  /**
   * What the schedule of links and devices says of an outage of a minute, at a hundredth of its
   * times: each wait is within its bound, whatever was there before, and each link is up again.
   */
  @Test
  void fiftyLinksAndTheirDeviceAreBackByTheirSchedule() {
    Duration most = Duration.ofMillis(50);
    int count = 50;
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge,
            device -> device.withRedial(RedialBackoff.between(Duration.ofMillis(10), most)))) {
      Queue<DeviceState> device = new ConcurrentLinkedQueue<>();
      fixture.device().addListener(device::add);
      List<Outage> outages = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        EdgeLink link =
            fixture.own(
                new EdgeLink(
                    fixture.connector(),
                    fixture.endpoint(),
                    SmuxConfig.defaults(),
                    RedialBackoff.always(
                        new Backoff(
                            Duration.ofMillis(1),
                            Duration.ofMillis(10),
                            most,
                            1,
                            Duration.ofMinutes(1),
                            new Random(i)))));
        Outage outage = new Outage(most);
        link.addListener(outage);
        link.start();
        outages.add(outage);
      }
      fixture.awaitUntil(
          () -> outages.stream().allMatch(Outage::isUp), () -> "not up at first: " + outages);

      fixture.killEdge();
      fixture.awaitUntil(
          () -> outages.stream().allMatch(outage -> outage.failures() >= 6), () -> "not tried");
      fixture.startEdge();
      fixture.awaitUntil(
          () -> outages.stream().allMatch(Outage::isUp), () -> "not back: " + outages);

      outages.forEach(Outage::assertInOrder);
      assertThat(device)
          .filteredOn(DeviceState.Waiting.class::isInstance)
          .isNotEmpty()
          .allSatisfy(
              state -> assertThat(((DeviceState.Waiting) state).delay()).isLessThanOrEqualTo(most));
      await(fixture.device().ready());
    }
  }

  /** What a link tells of an edge that goes away and comes back. */
  private static final class Outage implements LinkListener {
    private final Duration most;
    private final List<LinkState> states = new CopyOnWriteArrayList<>();
    private final Queue<Duration> tooLong = new ConcurrentLinkedQueue<>();

    Outage(Duration most) {
      this.most = most;
    }

    @Override
    public void changed(LinkState state) {
      states.add(state);
      if (state instanceof LinkState.Waiting waiting) {
        Duration left = Duration.between(Instant.now(), waiting.retryAt());
        if (left.compareTo(most) > 0) {
          tooLong.add(left);
        }
      }
    }

    /** The first state is told by the link's loop, and may not have come yet. */
    boolean isUp() {
      return !states.isEmpty() && states.getLast() instanceof LinkState.Up;
    }

    long failures() {
      return states.stream().filter(LinkState.Waiting.class::isInstance).count();
    }

    /** Up, then waiting and connecting in turn, and up again. */
    void assertInOrder() {
      assertThat(tooLong).isEmpty();
      List<String> names = states.stream().map(state -> state.getClass().getSimpleName()).toList();
      assertThat(String.join(" ", names)).matches("Idle Connecting Up( Waiting Connecting){6,} Up");
    }

    @Override
    public String toString() {
      return states.toString();
    }
  }

  @Test
  void closingDeviceCancelsBackoff() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      DeviceClient patient =
          fixture.addDevice(
              TestPki.newForeignDevice("refused"),
              d -> d.withRedial(RedialBackoff.between(Duration.ofHours(1), Duration.ofHours(1))));
      fixture.awaitUntil(() -> patient.state() instanceof DeviceState.Waiting, () -> "not refused");
      assertThat(patient.lastError()).isInstanceOf(EdgeException.class);
      var ready = patient.ready();
      await(patient.close());
      assertThat(patient.isRunning()).isFalse();
      assertThat(patient.state()).isEqualTo(new DeviceState.Stopped());
      assertThat(awaitFailure(ready)).hasMessageContaining("closed");
      assertThatThrownBy(patient::start).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void stoppingEdgeSendsGoAwayAndLetsStreamsFinish() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      StreamProbe probe = new StreamProbe();
      SmuxStream stream =
          await(fixture.connect().openStream(Message.tcpTunnel(echo.target()), probe)).stream();
      var stopped = fixture.edge().close(Duration.ofMinutes(5));
      // The device was told, tries to come back, and finds nobody on the port.
      fixture.awaitUntil(
          () -> fixture.device().lastError() instanceof EdgeException, () -> "not sent away");
      stream.writeAndFlush(Unpooled.copiedBuffer("still here", StandardCharsets.UTF_8));
      probe.awaitBytes(10);
      assertThat(stopped.isDone()).isFalse();
      // Another edge takes over the port: the device has its new session before the old one ends.
      fixture.startEdge();
      fixture.awaitUntil(
          () -> fixture.edge().devices().contains(fixture.deviceId()), () -> "did not move");
      stream.writeAndFlush(Unpooled.copiedBuffer(", and still", StandardCharsets.UTF_8));
      probe.awaitBytes(21);
      await(
          await(fixture.connect().openStream(Message.reload(), new StreamProbe())).stream()
              .close());
      assertThat(stopped.isDone()).isFalse();
      await(stream.close());
      await(stopped);
    }
  }

  /** It was to follow the request to go away later, when its old session would still be there. */
  @Test
  void aDeviceDoesNotWaitForItsTurnOnceTheEdgeThatSentItAwayIsGone() {
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge,
            device -> device.withGoAway(Duration.ofHours(1), Duration.ofSeconds(20)))) {
      await(fixture.edge().close());
      fixture.awaitUntil(
          () -> fixture.device().state() instanceof DeviceState.Waiting, () -> "not lost");
      fixture.startEdge();
      await(fixture.device().ready());
    }
  }

  @Test
  void goAwayOpensNewSessionBeforeOldOneEnds() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.start();
        LocalService echo = LocalService.echo()) {
      EdgeClient client = fixture.connect();
      StreamProbe probe = new StreamProbe();
      SmuxStream stream =
          await(client.openStream(Message.tcpTunnel(echo.target()), probe)).stream();
      List<DeviceState> states = new CopyOnWriteArrayList<>();
      fixture.device().addListener(states::add);
      assertThat(fixture.edge().sendAway(fixture.deviceId())).isTrue();
      assertThat(fixture.edge().sendAway(fixture.deviceId())).isTrue();
      assertThat(fixture.edge().sendAway("nobody")).isFalse();
      fixture.awaitUntil(
          () -> states.contains(new DeviceState.Ready()), () -> "did not move: " + states);
      assertThat(states).containsExactly(new DeviceState.Ready());
      assertThat(fixture.edge().devices()).containsExactly(fixture.deviceId());
      await(await(client.openStream(Message.reload(), new StreamProbe())).stream().close());
      // The old session lives as long as its stream.
      assertThat(fixture.edge().sessionCount()).isEqualTo(3);
      stream.writeAndFlush(Unpooled.copiedBuffer("still here", StandardCharsets.UTF_8));
      probe.awaitBytes(10);
      await(stream.close());
      fixture.awaitUntil(() -> fixture.edge().sessionCount() == 2, () -> "the old session stays");
    }
  }

  @Test
  void goAwayTenTimesRefusesOrDelaysNoStream() throws Exception {
    int moves = 10;
    try (EdgeFixture fixture =
            EdgeFixture.start(
                edge -> edge,
                device ->
                    device
                        .withGoAway(Duration.ofMillis(50), Duration.ofSeconds(20))
                        .withGoAwayBackOff(Duration.ZERO));
        LocalService echo = LocalService.echo();
        StreamDrip drip = new StreamDrip(fixture.connect(), echo)) {
      BlockingQueue<DeviceState> states = new LinkedBlockingQueue<>();
      fixture.device().addListener(states::add);
      for (int move = 0; move < moves; move++) {
        assertThat(fixture.edge().sendAway(fixture.deviceId())).isTrue();
        assertThat(states.poll(30, TimeUnit.SECONDS)).isEqualTo(new DeviceState.Ready());
        drip.awaitMore(10);
      }
      drip.stop();
      assertThat(drip.failures()).isEmpty();
      assertThat(drip.count()).isGreaterThanOrEqualTo(moves * 10);
      assertThat(drip.longest())
          .as(drip.toString())
          .isLessThan(Duration.ofMillis(1500)); // less than any wait before a redial
    }
  }

  private static EdgeLink quickLink(EdgeFixture fixture) {
    return new EdgeLink(
        fixture.connector(),
        fixture.endpoint(),
        SmuxConfig.defaults(),
        RedialBackoff.between(Duration.ofMillis(100), Duration.ofMillis(200)));
  }

  private static boolean readEnd(Socket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (IOException e) {
      return !(e instanceof SocketTimeoutException);
    }
  }

  /** Tries until a byte comes back through the tunnel. */
  private static void awaitEcho(InetSocketAddress local) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < deadline) {
      try (Socket socket = new Socket(local.getAddress(), local.getPort())) {
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write('e');
        if (socket.getInputStream().read() == 'e') {
          return;
        }
      } catch (SocketException e) {
        // Reset: the link is not back yet.
      }
    }
    throw new AssertionError("the tunnel does not serve");
  }
}
