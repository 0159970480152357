package dev.portolan.app.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ConnectionItem;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Tokens;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.Pulse;
import dev.portolan.app.terminal.ScrollbackBounds;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.testing.UdpEcho;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.transport.link.RedialBackoff;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.open.OpenedStream;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.beans.value.ObservableValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Links and tunnels on a real edge; one thread stands for the FX thread. */
class SessionsTest {
  private static final long PATIENCE = 30;

  @TempDir Path folder;
  private final FxStandIn fx = new FxStandIn();
  private final Background background = new Background();

  /** Nothing is tried again by itself. */
  private final Engine engine =
      new Engine(RedialBackoff.between(Duration.ofHours(1), Duration.ofHours(1)));

  private final Inventory inventory = new Inventory();
  private final Tokens tokens = new Tokens();
  private final ActivityLog activity = new ActivityLog(Clock.systemUTC());
  private final Pulse pulse = new Pulse(background, fx, Clock.systemUTC());
  private final LabSession lab = new LabSession(inventory, activity, background, fx);
  private final Sessions sessions =
      onFx(
          () ->
              new Sessions(
                  inventory,
                  tokens,
                  lab,
                  engine,
                  activity,
                  background,
                  pulse,
                  fx,
                  Clock.systemUTC()));
  private final EdgeFixture fixture = EdgeFixture.start();
  private EdgeItem edge;

  @BeforeEach
  void addEdge() throws Exception {
    String file = fixture.authorityFile(folder).toString();
    edge =
        onFx(
            () -> {
              EdgeItem made =
                  inventory.addEdge(
                      EdgeKind.REMOTE,
                      new EdgeSettings(
                          "Plant",
                          fixture.url("/").toString(),
                          new TrustChoice.AuthorityFile(file),
                          "",
                          ""));
              tokens.put(made, EdgeFixture.TOKEN);
              return made;
            });
  }

  @AfterEach
  void end() throws Exception {
    onFx(sessions::close).get(PATIENCE, TimeUnit.SECONDS);
    onFx(lab::close).get(PATIENCE, TimeUnit.SECONDS);
    pulse.close();
    engine.close();
    fixture.close();
    background.close();
    fx.close();
  }

  @Test
  void aHeldDeviceIsConnectedAndWhatIsNotNeededIsNot() {
    DeviceItem device = device(fixture.deviceId());
    assertThat(onFx(() -> device.status().phase())).isEqualTo(LinkPhase.IDLE);
    onFx(() -> sessions.hold(device));
    awaitPhase(device, LinkPhase.UP);
    assertThat(onFx(() -> device.status().at())).isNotNull();
  }

  @Test
  void theRoundTripIsKnownAsLongAsTheDeviceCanBeReached() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    onFx(() -> sessions.hold(device));
    await(device.roundTripProperty(), () -> device.roundTrip() != null);
    EdgeFixture.await(fixture.device().close());
    await(device.roundTripProperty(), () -> device.roundTrip() == null);
    assertThat(onFx(() -> device.status().phase())).isEqualTo(LinkPhase.DEVICE_AWAY);
    addDevice();
    await(device.roundTripProperty(), () -> device.roundTrip() != null);
  }

  @Test
  void whatIsOpenedOnAHeldDeviceWaitsUntilThereIsALink() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    Future<OpenedStream> early = onFx(() -> open(device));
    assertThat(early.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(early.cause()).hasMessageContaining("no connection to the edge");

    Future<OpenedStream> held =
        onFx(
            () -> {
              sessions.hold(device);
              return open(device);
            });
    assertThat(held.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(held.cause()).isNull();
    held.getNow().stream().close().await(PATIENCE, TimeUnit.SECONDS);
  }

  private Future<OpenedStream> open(DeviceItem device) {
    return sessions
        .opener(device)
        .openStream(
            Message.pty(PtyCommand.start(80, 24, null, List.of())),
            new ChannelInboundHandlerAdapter());
  }

  @Test
  void theLabOfAnEarlierConsoleIsThereThoughItsDeviceHasAnotherId() {
    DeviceItem device =
        onFx(
            () -> {
              EdgeItem kept =
                  inventory.addEdge(
                      EdgeKind.LAB,
                      new EdgeSettings("Lab", "", new TrustChoice.SystemAuthorities(), "", ""));
              return inventory.addDevice(
                  kept, new DeviceSettings("This computer", "ab".repeat(32), List.of(), ""));
            });
    onFx(() -> sessions.hold(device));
    await(device.presenceProperty(), () -> !device.presence().equals(DevicePresence.UNKNOWN));
    assertThat(onFx(device::presence)).isEqualTo(DevicePresence.ONLINE);
    awaitPhase(device, LinkPhase.UP);
  }

  @Test
  void aDeviceThatIsNotThereIsWaitedFor() {
    DeviceItem device = device("ab".repeat(32));
    TunnelItem tunnel = tunnel(device, 0, 1);
    switchOn(tunnel);
    await(tunnel.statusProperty(), () -> tunnel.status().phase() == TunnelPhase.WAITING_FOR_DEVICE);
    assertThat(onFx(() -> device.status().phase())).isEqualTo(LinkPhase.DEVICE_AWAY);
    assertThat(onFx(() -> device.status().reason())).isNotEmpty();
  }

  @Test
  void withoutATokenNothingIsTriedUntilThereIsOne() {
    DeviceItem device = device(fixture.deviceId());
    onFx(
        () -> {
          tokens.put(edge, "");
          return sessions.hold(device);
        });
    awaitPhase(device, LinkPhase.NEEDS_LOGIN);
    assertThat(onFx(() -> edge.loginNeededProperty().get())).isTrue();
    enterToken("wrong");
    await(device.statusProperty(), () -> device.status().reason().contains("401"));
    assertThat(onFx(() -> device.status().phase())).isEqualTo(LinkPhase.NEEDS_LOGIN);
    enterToken(EdgeFixture.TOKEN);
    awaitPhase(device, LinkPhase.UP);
    assertThat(onFx(() -> edge.loginNeededProperty().get())).isFalse();
  }

  @Test
  void aShellWithoutATokenSaysSoAndOpensOnceThereIsOne() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    enterToken("");
    TerminalSession shell = started(device);
    TerminalState.Refused refused = awaitState(shell, TerminalState.Refused.class);
    assertThat(refused.why()).isEqualTo("A token is needed to connect to Plant.");
    assertThat(refused.untilLink()).isTrue();
    enterToken(EdgeFixture.TOKEN);
    awaitState(shell, TerminalState.Connected.class);
  }

  @Test
  void aDeviceCountsTheShellsThatAreOpenOnIt() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    TerminalSession first = shell(device);
    TerminalSession second = shell(device);
    assertThat(onFx(device::openShells)).isEqualTo(2);

    EdgeFixture.await(fixture.device().close());
    awaitState(first, TerminalState.Waiting.class);
    assertThat(onFx(device::openShells)).isEqualTo(2);

    addDevice();
    awaitState(first, TerminalState.Connected.class);
    first.write("exit\n".getBytes(UTF_8));
    awaitState(first, TerminalState.Ended.class);
    await(device.openShellsProperty(), () -> device.openShells() == 1);
    first.reopen();
    await(device.openShellsProperty(), () -> device.openShells() == 2);
    first.close();
    await(device.openShellsProperty(), () -> device.openShells() == 1);
    second.close();
    await(device.openShellsProperty(), () -> device.openShells() == 0);
  }

  @Test
  void aShellWhoseTokenHasComeSaysThatTheEdgeIsGone() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    enterToken("");
    TerminalSession shell = started(device);
    awaitState(shell, TerminalState.Refused.class);
    fixture.killEdge();
    enterToken(EdgeFixture.TOKEN);
    TerminalState.Lost lost = awaitState(shell, TerminalState.Lost.class);
    assertThat(lost.why()).isEqualTo(onFx(() -> device.status().reason()));
    fixture.startEdge();
    fixture.addDevice(fixture.deviceIdentity(), config -> config);
    retryNow(device);
    awaitState(shell, TerminalState.Connected.class);
  }

  @Test
  void aShellSaysAtOnceThatItsTokenIsNotAccepted() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    TerminalSession shell = shell(device);
    enterToken("wrong");
    assertThat(awaitState(shell, TerminalState.Refused.class).why()).contains("401");
  }

  @Test
  void anEdgeThatIsPutBackServesAsBefore() {
    TunnelItem tunnel = tunnel(device(fixture.deviceId()), 0, 1);
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    int port = onFx(() -> tunnel.forward().localPort());
    for (int round = 0; round < 2; round++) {
      Runnable undo = onFx(() -> inventory.remove(edge));
      awaitPhase(tunnel, TunnelPhase.OFF);
      onFx(
          () -> {
            undo.run();
            return true;
          });
      awaitPhase(tunnel, TunnelPhase.LISTENING);
      assertThat(onFx(() -> tunnel.forward().localPort())).isEqualTo(port);
      assertThat(onFx(() -> tunnel.device().activeTunnelsProperty().get())).isEqualTo(1);
    }
  }

  @Test
  void aPickedPortIsKept() {
    TunnelItem tunnel = tunnel(device(fixture.deviceId()), 0, 1);
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    int port = onFx(() -> tunnel.forward().localPort());
    assertThat(port).isPositive();
    onFx(
        () -> {
          inventory.turnOff(tunnel);
          inventory.turnOn(tunnel);
          return true;
        });
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    assertThat(onFx(() -> tunnel.forward().localPort())).isEqualTo(port);
  }

  @Test
  void aTunnelWhoseTimeIsOverIsSwitchedOffAndItIsWrittenDown() {
    TunnelItem tunnel = tunnel(device(fixture.deviceId()), 0, 1);
    limit(tunnel, TimeLimit.HOUR);
    Instant before = Instant.now();
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    int port = onFx(() -> tunnel.forward().localPort());
    assertThat(onFx(tunnel::offAt))
        .isBetween(before.plusSeconds(3_600), Instant.now().plusSeconds(3_600));
    limit(tunnel, TimeLimit.HOURS_8);
    assertThat(onFx(tunnel::offAt)).isAfter(before.plusSeconds(8 * 3_600 - 1));

    due(tunnel, Instant.now().minusSeconds(1));
    awaitPhase(tunnel, TunnelPhase.OFF);

    assertThat(onFx(tunnel::isWanted)).isFalse();
    assertThat(onFx(tunnel::offAt)).isNull();
    assertThat(texts()).contains("localhost:1 is switched off: its time is over.");
    await(tunnel.statusProperty(), () -> isFree(port));
  }

  @Test
  void aTunnelWhoseTimeWasOverBeforeTheStartIsNotOpened() {
    TunnelItem tunnel = tunnel(device(fixture.deviceId()), 0, 1);
    due(tunnel, Instant.now().minusSeconds(60));
    switchOn(tunnel);
    await(tunnel.wantedProperty(), () -> !tunnel.isWanted());

    assertThat(texts()).containsExactly("localhost:1 is switched off: its time is over.");
    assertThat(onFx(() -> tunnel.forward().localPort())).as("none was picked").isZero();
  }

  /** The clock was set back while the tunnel was on. */
  @Test
  void aClockThatIsSetBackProlongsNoTunnelByMoreThanItsLimit() {
    TunnelItem tunnel = tunnel(device(fixture.deviceId()), 0, 1);
    limit(tunnel, TimeLimit.MINUTES_15);
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    due(tunnel, Instant.now().plusSeconds(86_400));
    await(
        tunnel.offAtProperty(),
        () -> tunnel.offAt() != null && tunnel.offAt().isBefore(Instant.now().plusSeconds(901)));
  }

  private void limit(TunnelItem tunnel, TimeLimit limit) {
    onFx(
        () -> {
          inventory.change(tunnel, tunnel.settings().withLimit(limit));
          return true;
        });
  }

  private void due(TunnelItem tunnel, Instant offAt) {
    onFx(
        () -> {
          inventory.limit(tunnel, offAt);
          return true;
        });
  }

  @Test
  void theServiceOfATunnelIsAskedWhatItIsAndTheAnswerIsWrittenDown() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    try (ServerSocket ssh = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket client = ssh.accept()) {
                  client.getOutputStream().write("SSH-2.0-Pump\r\n".getBytes(UTF_8));
                  client.getInputStream().readAllBytes();
                } catch (IOException e) {
                  // the test tells what is missing
                }
              });
      TunnelItem tunnel = tunnel(device, 0, ssh.getLocalPort());

      String words =
          onFx(() -> sessions.test(tunnel)).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);

      assertThat(words).isEqualTo("localhost:" + ssh.getLocalPort() + " answers: “SSH-2.0-Pump”");
      assertThat(texts()).anyMatch(text -> text.endsWith(", tested: " + words));
      assertThat(onFx(tunnel::isWanted)).as("it stays off").isFalse();
    }
    int free = freePort();
    TunnelItem nobody = tunnel(device, 0, free);
    assertThat(
            onFx(() -> sessions.test(nobody)).toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS))
        .startsWith("Nothing accepts connections at localhost:" + free)
        .contains("Check that the service runs");
  }

  /** Two devices with the same local port at once. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.WINDOWS})
  void aPortIsThereTwiceAtTheOwnAddressesOfTwoDevices() {
    DeviceItem first = device(fixture.deviceId());
    DeviceItem second = device("gate-2");
    String address = onFx(() -> inventory.ownAddress(first));
    TunnelItem one = tunnel(first, new Forward(address, 0, "localhost", 1, Protocol.TCP));
    switchOn(one);
    awaitPhase(one, TunnelPhase.LISTENING);
    int port = onFx(() -> one.forward().localPort());
    String other = onFx(() -> inventory.ownAddress(second));
    assertThat(other).isNotEqualTo(address);
    TunnelItem two = tunnel(second, new Forward(other, port, "localhost", 1, Protocol.TCP));
    switchOn(two);

    await(two.sinceProperty(), () -> two.sinceProperty().get() != null);
    assertThat(onFx(() -> two.forward().boundText())).isEqualTo(other + ":" + port);
    assertThat(onFx(() -> one.sinceProperty().get())).isNotNull();
  }

  @Test
  void aTakenPortIsToldAndOpenedWhenItIsFree() throws IOException {
    TunnelItem tunnel;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      tunnel = tunnel(device(fixture.deviceId()), other.getLocalPort(), 1);
      switchOn(tunnel);
      awaitPhase(tunnel, TunnelPhase.PORT_BUSY);
      assertThat(onFx(() -> tunnel.status().reason())).contains("" + other.getLocalPort());
      if (OS.LINUX.isCurrentOs()) {
        String us = "(process " + ProcessHandle.current().pid() + ")";
        await(tunnel.statusProperty(), () -> tunnel.status().reason().contains(us));
      }
    }
    awaitPhase(tunnel, TunnelPhase.LISTENING);
  }

  @Test
  void aPortThatAnotherTunnelHasIsToldByItsName() {
    DeviceItem device = device(fixture.deviceId());
    TunnelItem first = tunnel(device, 0, 1);
    switchOn(first);
    awaitPhase(first, TunnelPhase.LISTENING);
    TunnelItem second = tunnel(device, onFx(() -> first.forward().localPort()), 2);
    switchOn(second);
    awaitPhase(second, TunnelPhase.PORT_BUSY);
    assertThat(onFx(() -> second.status().reason())).contains("localhost:1", "pump-7");
    onFx(
        () -> {
          inventory.remove(first);
          return true;
        });
    awaitPhase(second, TunnelPhase.LISTENING);
  }

  @Test
  void aServiceThatRefusesIsToldUntilItAnswers() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    int closedPort = freePort();
    TunnelItem tunnel = tunnel(device, 0, closedPort);
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    int port = onFx(() -> tunnel.forward().localPort());
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(client.getInputStream().readAllBytes()).isEmpty();
    } catch (IOException reset) {
      assertThat(reset).isNotNull();
    }
    awaitPhase(tunnel, TunnelPhase.DEGRADED);
    assertThat(onFx(() -> tunnel.lastErrorProperty().get())).isNotEmpty();
    try (ServerSocket service = new ServerSocket(closedPort, 5, InetAddress.getLoopbackAddress());
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        Socket served = service.accept()) {
      served.getOutputStream().write(7);
      assertThat(client.getInputStream().read()).isEqualTo(7);
      awaitPhase(tunnel, TunnelPhase.IN_USE);
      await(tunnel.trafficProperty(), () -> tunnel.trafficProperty().get().bytesDown() == 1);
      assertThat(onFx(() -> tunnel.connections().getFirst().isOpen())).isTrue();
    }
    awaitPhase(tunnel, TunnelPhase.LISTENING);
  }

  @Test
  void aUdpTunnelServesEachProgramAsAConnection() throws Exception {
    try (UdpEcho echo = new UdpEcho();
        DatagramSocket one = UdpEcho.program();
        DatagramSocket two = UdpEcho.program()) {
      TunnelItem tunnel = tunnel(device(fixture.deviceId()), 0, echo.port(), Protocol.UDP);
      switchOn(tunnel);
      awaitPhase(tunnel, TunnelPhase.LISTENING);
      int port = onFx(() -> tunnel.forward().localPort());

      assertThat(UdpEcho.exchange(one, port, "question")).isEqualTo("question");
      assertThat(UdpEcho.exchange(two, port, "another")).isEqualTo("another");

      await(tunnel.statusProperty(), () -> tunnel.status().open() == 2);
      assertThat(onFx(() -> tunnel.status().phase())).isEqualTo(TunnelPhase.IN_USE);
      await(tunnel.trafficProperty(), () -> tunnel.trafficProperty().get().bytesDown() == 15);
      Traffic traffic = onFx(() -> tunnel.trafficProperty().get());
      assertThat(traffic.bytesUp()).isEqualTo(15);
      assertThat(traffic.total()).isEqualTo(2);
      assertThat(traffic.dropped()).isZero();
      assertThat(onFx(() -> tunnel.connections().stream().map(ConnectionItem::from).toList()))
          .containsExactlyInAnyOrder(
              "127.0.0.1:" + one.getLocalPort(), "127.0.0.1:" + two.getLocalPort());

      onFx(
          () -> {
            inventory.turnOff(tunnel);
            inventory.turnOn(tunnel);
            return true;
          });
      awaitPhase(tunnel, TunnelPhase.LISTENING);
      assertThat(UdpEcho.exchange(one, port, "again")).isEqualTo("again");
    }
  }

  @Test
  void aTakenUdpPortIsToldAndOpenedWhenItIsFree() throws IOException {
    TunnelItem tunnel;
    try (DatagramSocket other = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      tunnel = tunnel(device(fixture.deviceId()), other.getLocalPort(), 53, Protocol.UDP);
      switchOn(tunnel);
      awaitPhase(tunnel, TunnelPhase.PORT_BUSY);
      assertThat(onFx(() -> tunnel.status().reason())).contains("" + other.getLocalPort());
    }
    awaitPhase(tunnel, TunnelPhase.LISTENING);
  }

  @Test
  void aUdpTunnelServesAgainAfterTheEdgeCameBack() throws Exception {
    DeviceItem device = device(fixture.deviceId());
    try (UdpEcho echo = new UdpEcho();
        DatagramSocket program = UdpEcho.program()) {
      TunnelItem tunnel = tunnel(device, 0, echo.port(), Protocol.UDP);
      switchOn(tunnel);
      awaitPhase(tunnel, TunnelPhase.LISTENING);
      int port = onFx(() -> tunnel.forward().localPort());
      assertThat(UdpEcho.exchange(program, port, "before")).isEqualTo("before");

      fixture.killEdge();
      awaitPhase(tunnel, TunnelPhase.RETRYING);
      fixture.startEdge();
      fixture.addDevice(fixture.deviceIdentity(), config -> config);
      retryNow(device);
      awaitPhase(device, LinkPhase.UP);

      assertThat(UdpEcho.exchange(program, port, "after")).isEqualTo("after");
      awaitPhase(tunnel, TunnelPhase.IN_USE);
    }
  }

  @Test
  void aTunnelThatLeadsElsewhereIsOpenedAnew() throws IOException {
    TunnelItem tunnel = tunnel(device(fixture.deviceId()), 0, 1);
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    int before = onFx(() -> tunnel.forward().localPort());
    int other = freePort();
    onFx(
        () -> {
          tunnel.setSettings(tunnel.settings().withForward(tunnel.forward().withLocalPort(other)));
          return true;
        });
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    fixture.awaitUntil(() -> isFree(before), () -> "port " + before + " is still taken");
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), other)) {
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void whatHappensIsWrittenDown() {
    DeviceItem device = device(fixture.deviceId());
    TunnelItem tunnel = tunnel(device, 0, 1);
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    assertThat(onFx(() -> activity.entries().stream().map(ActivityEntry::text).toList()))
        .anyMatch(text -> text.startsWith("Connected via Plant"))
        .anyMatch(text -> text.contains("listens on 127.0.0.1:"));
  }

  @Test
  void whatIsBoundIsWrittenDownAndNothingElse() {
    TunnelItem tunnel =
        tunnel(device(fixture.deviceId()), new Forward("0.0.0.0", 0, "::1", 1, Protocol.TCP));
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    int port = onFx(() -> tunnel.forward().localPort());
    assertThat(texts())
        .anyMatch(text -> text.endsWith(" listens on 0.0.0.0:" + port + " and leads to [::1]:1."));
  }

  @Test
  void aDeviceThatGoesIsSeenAtOnceAndAllComesBackWithIt() {
    DeviceItem device = device(fixture.deviceId());
    TunnelItem tunnel = tunnel(device, 0, 1);
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    assertThat(onFx(device::presence)).isEqualTo(DevicePresence.ONLINE);
    TerminalSession shell = shell(device);

    EdgeFixture.await(fixture.device().close());
    awaitPhase(tunnel, TunnelPhase.WAITING_FOR_DEVICE);
    assertThat(onFx(() -> device.status().phase())).isEqualTo(LinkPhase.DEVICE_AWAY);
    assertThat(onFx(() -> device.status().reason())).contains("Plant");
    assertThat(onFx(device::presence)).isInstanceOf(DevicePresence.Offline.class);
    awaitState(shell, TerminalState.Waiting.class);

    addDevice();
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    awaitPhase(device, LinkPhase.UP);
    assertThat(onFx(() -> tunnel.status().reason())).isEmpty();
    awaitState(shell, TerminalState.Connected.class);
    shell.close();
    assertThat(texts())
        .anyMatch(text -> text.startsWith("The device is not connected to Plant, or"))
        .anyMatch(text -> text.startsWith("The device is back at Plant."))
        .noneMatch(text -> text.contains("lost"));
  }

  @Test
  void aRefusalForWantOfTheDeviceIsForgottenWhenItIsBack() throws IOException {
    DeviceItem device = device(fixture.deviceId());
    TunnelItem tunnel = tunnel(device, 0, 1);
    switchOn(tunnel);
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    EdgeFixture.await(fixture.device().close());
    awaitPhase(tunnel, TunnelPhase.WAITING_FOR_DEVICE);
    int port = onFx(() -> tunnel.forward().localPort());
    try (Socket program = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(program.getInputStream().read()).isNegative();
    } catch (IOException reset) {
      assertThat(reset).isNotNull();
    }
    addDevice();
    awaitPhase(tunnel, TunnelPhase.LISTENING);
    assertThat(onFx(() -> tunnel.lastErrorProperty().get())).isEmpty();
  }

  @Test
  void aDeviceThatIsNotOpenIsSeenOverTheConnectionOfAnother() {
    DeviceItem open = device("ab".repeat(32));
    DeviceItem other = device(fixture.deviceId());
    assertThat(onFx(other::presence)).isEqualTo(DevicePresence.UNKNOWN);
    onFx(() -> sessions.hold(open));
    await(other.presenceProperty(), () -> other.presence().equals(DevicePresence.ONLINE));
    awaitPhase(open, LinkPhase.DEVICE_AWAY);
    EdgeFixture.await(fixture.device().close());
    await(other.presenceProperty(), () -> other.presence() instanceof DevicePresence.Offline);
    assertThat(onFx(() -> other.status().phase())).isEqualTo(LinkPhase.IDLE);

    DeviceItem late = device("/edge/device/" + fixture.deviceId());
    await(late.presenceProperty(), () -> late.presence() instanceof DevicePresence.Offline);

    fixture.killEdge();
    await(other.presenceProperty(), () -> other.presence().equals(DevicePresence.UNKNOWN));
    fixture.startEdge();
  }

  @Test
  void oneDeviceThatReachesTheEdgeAgainTakesAllOthersAlong() {
    List<DeviceItem> devices =
        List.of(device(fixture.deviceId()), device("ab".repeat(32)), device("cd".repeat(32)));
    devices.forEach(device -> onFx(() -> sessions.hold(device)));
    devices.forEach(device -> await(device.statusProperty(), () -> isSettled(device)));
    fixture.killEdge();
    devices.forEach(device -> awaitPhase(device, LinkPhase.RETRYING));
    fixture.startEdge();
    retryNow(devices.getFirst());
    devices.forEach(device -> await(device.statusProperty(), () -> isSettled(device)));
    awaitPhase(devices.getFirst(), LinkPhase.UP);
  }

  @Test
  void whatHappensToManyForOneCauseIsOneLine() {
    List<DeviceItem> devices =
        List.of(device("ab".repeat(32)), device("cd".repeat(32)), device("ef".repeat(32)));
    List<TunnelItem> tunnels = devices.stream().map(device -> tunnel(device, 0, 1)).toList();
    onFx(
        () -> {
          tunnels.forEach(inventory::turnOn);
          return true;
        });
    tunnels.forEach(tunnel -> awaitPhase(tunnel, TunnelPhase.WAITING_FOR_DEVICE));
    tunnels.forEach(
        tunnel -> await(tunnel.sinceProperty(), () -> tunnel.sinceProperty().get() != null));
    fixture.killEdge();
    devices.forEach(device -> awaitPhase(device, LinkPhase.RETRYING));
    assertThat(texts())
        .hasSize(3)
        .anyMatch(text -> text.equals("3 tunnels listen on this computer."))
        .anyMatch(text -> text.startsWith("3 devices are not connected to Plant, or"))
        .anyMatch(text -> text.contains(" was lost: ") && text.contains(" 3 devices wait for it"));
    fixture.startEdge();
  }

  @Test
  void whatAShellPrintsIsCounted() {
    DeviceItem device = device(fixture.deviceId());
    TerminalSession shell = shell(device);
    shell.attach(
        new TerminalScreen(
            80,
            24,
            new ScrollbackBounds(100, ScrollbackMemory.ofHeap()),
            System::nanoTime,
            a -> {},
            a -> {},
            () -> {}));
    assertThat(shell.write("seq 20000; exit\n".getBytes(UTF_8))).isTrue();
    awaitState(shell, TerminalState.Ended.class);
    await(
        device.shellTrafficProperty(),
        () -> device.shellTrafficProperty().get().bytesDown() > 100_000);
    assertThat(onFx(() -> device.shellTrafficProperty().get().bytesUp())).isEqualTo(16);
    shell.close();
  }

  private static boolean isSettled(DeviceItem device) {
    return device.status().phase() == LinkPhase.UP
        || device.status().phase() == LinkPhase.DEVICE_AWAY;
  }

  private TerminalSession shell(DeviceItem device) {
    TerminalSession shell = started(device);
    awaitState(shell, TerminalState.Connected.class);
    return shell;
  }

  private TerminalSession started(DeviceItem device) {
    TerminalSession shell = onFx(() -> sessions.openTerminal(device));
    shell.start(80, 24);
    return shell;
  }

  private void enterToken(String token) {
    onFx(
        () -> {
          tokens.put(edge, token);
          return true;
        });
  }

  private void retryNow(DeviceItem device) {
    onFx(
        () -> {
          sessions.retryNow(device);
          return true;
        });
  }

  private static <T extends TerminalState> T awaitState(TerminalSession shell, Class<T> kind) {
    CompletableFuture<T> holds = new CompletableFuture<>();
    Runnable look =
        () -> {
          TerminalState now = shell.state();
          if (kind.isInstance(now)) {
            holds.complete(kind.cast(now));
          }
        };
    shell.addListener(look);
    look.run();
    try {
      return holds.get(PATIENCE, TimeUnit.SECONDS);
    } catch (Exception late) {
      throw new AssertionError("It stays at " + shell.state(), late);
    }
  }

  private void addDevice() {
    EdgeFixture.await(fixture.addDevice(fixture.deviceIdentity(), config -> config).ready());
  }

  private List<String> texts() {
    return onFx(() -> activity.entries().stream().map(ActivityEntry::text).toList());
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket once = new ServerSocket(0)) {
      return once.getLocalPort();
    }
  }

  private DeviceItem device(String path) {
    return onFx(() -> inventory.addDevice(edge, new DeviceSettings("pump-7", path, List.of(), "")));
  }

  private TunnelItem tunnel(DeviceItem device, int local, int remote) {
    return tunnel(device, local, remote, Protocol.TCP);
  }

  private TunnelItem tunnel(DeviceItem device, int local, int remote, Protocol protocol) {
    return tunnel(device, new Forward("", local, "localhost", remote, protocol));
  }

  private TunnelItem tunnel(DeviceItem device, Forward forward) {
    return onFx(() -> inventory.addTunnel(device, new TunnelSettings("", forward, false)));
  }

  private void switchOn(TunnelItem tunnel) {
    onFx(
        () -> {
          inventory.turnOn(tunnel);
          return true;
        });
  }

  private void awaitPhase(TunnelItem tunnel, TunnelPhase phase) {
    await(tunnel.statusProperty(), () -> tunnel.status().phase() == phase);
  }

  private void awaitPhase(DeviceItem device, LinkPhase phase) {
    await(device.statusProperty(), () -> device.status().phase() == phase);
  }

  /** Waits until a condition on a value holds; it is looked at whenever the value changes. */
  private void await(ObservableValue<?> value, BooleanSupplier condition) {
    fx.await(value, condition);
  }

  private <T> T onFx(Callable<T> work) {
    return fx.call(work);
  }
}
