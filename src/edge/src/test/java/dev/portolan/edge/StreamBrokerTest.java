package dev.portolan.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.edge.metrics.MetricsText;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SessionMemory;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.accept.StreamAcceptor;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.message.PresenceNews;
import dev.portolan.transport.message.PresenceWatch;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.message.UdpTunnelRequest;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.problem.StreamLog;
import dev.portolan.transport.session.PeerSettings;
import dev.portolan.transport.testing.Bytes;
import dev.portolan.transport.testing.LogLines;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a client's streams, between two sessions without sockets. */
class StreamBrokerTest {
  private static final String ID = "ab".repeat(32);
  private static final HostPort SERVICE = new HostPort("db.test", 5432);
  private static final Message TUNNEL = Message.tcpTunnel(SERVICE);

  @RegisterExtension final LogLines lines = LogLines.of("dev.portolan.edge.streams");

  private final MockTicker ticker = Ticker.newMockTicker();
  private final List<String> told = new ArrayList<>();
  private final Notices notices = new Notices(told::add, ticker);
  private final DeviceRegistry devices = new DeviceRegistry(ID::equals);
  private final ClientAccount account =
      new ClientAccounts(ticker, notices, SessionMemory.ofProcess()).open("tester");
  private final OpenStreams open = new OpenStreams();
  private final List<Wire> wires = new ArrayList<>();
  private StreamAuthorizer rules = request -> null;
  private final Wire client = connect();

  /** A session with the edge, and its far end. */
  private final class Wire {
    private final EmbeddedChannel edge = EmbeddedChannel.builder().ticker(ticker).build();
    private final EmbeddedChannel peer = EmbeddedChannel.builder().ticker(ticker).build();
    private final SmuxSession edgeSession;
    private final SmuxSession peerSession;

    Wire(@Nullable ChannelHandler edgeStreams, @Nullable ChannelHandler peerStreams) {
      SmuxConfig config = PeerSettings.of(SmuxConfig.defaults(), true);
      edgeSession = SmuxSession.start(edge, SmuxRole.SERVER, config, edgeStreams);
      peerSession = SmuxSession.start(peer, SmuxRole.CLIENT, config, peerStreams);
      wires.add(this);
    }

    private boolean move() {
      return move(edge, peer) || move(peer, edge);
    }

    private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
      ByteBuf bytes = from.readOutbound();
      if (bytes == null) {
        return false;
      }
      if (to.isOpen()) {
        to.writeInbound(bytes);
      } else {
        bytes.release();
      }
      return true;
    }

    void finish() {
      edge.finishAndReleaseAll();
      peer.finishAndReleaseAll();
    }
  }

  /** A device that keeps what it is asked for. */
  private final class Device {
    private final List<Message> requests = new ArrayList<>();
    private final List<SmuxStream> streams = new ArrayList<>();
    private final List<Bytes> received = new ArrayList<>();
    private final Wire wire = new Wire(null, new StreamAcceptor(this::accept));
    private final ConnectedDevice connected;

    Device(boolean ours) {
      connected = connected(wire.edge, ours);
      connected.attach(wire.edgeSession);
    }

    private void accept(SmuxStream stream, Message request) {
      Bytes bytes = new Bytes();
      requests.add(request);
      streams.add(stream);
      received.add(bytes);
      stream.pipeline().addLast(bytes);
      stream.config().setAutoRead(true);
    }
  }

  /** A stream as the client sees it. */
  private static ConnectedDevice connected(Channel connection, boolean ours) {
    return new ConnectedDevice(
        ID,
        connection,
        ours,
        new DeviceShares(SmuxConfig.defaults().maxStreams()),
        SessionMemory.ofProcess().newShare());
  }

  private record Asked(SmuxStream stream, Bytes answer) {}

  private Asked ask(Message message) {
    Bytes answer = new Bytes();
    SmuxStream stream = client.peerSession.open(answer).getNow();
    stream.writeAndFlush(message.encode(stream.alloc()));
    run();
    return new Asked(stream, answer);
  }

  private Wire connect() {
    Admission.Client admitted =
        new Admission.Client("tester", ID, true, id -> new ClientDecision.Granted("tester"));
    return new Wire(
        new StreamAcceptor(
            new StreamBroker(
                admitted,
                account,
                devices,
                request -> rules.refusal(request),
                open,
                notices,
                new StreamLog("dev.portolan.edge.streams", ticker)),
            account),
        null);
  }

  private Device device(boolean ours) {
    Device device = new Device(ours);
    devices.enter(device.connected);
    return device;
  }

  private void run() {
    do {
      wires.forEach(
          wire -> {
            wire.edge.runPendingTasks();
            wire.peer.runPendingTasks();
          });
    } while (wires.stream().anyMatch(Wire::move));
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    wires.forEach(
        wire -> {
          wire.edge.runScheduledPendingTasks();
          wire.peer.runScheduledPendingTasks();
        });
    run();
  }

  private void say(SmuxStream stream, String text) {
    stream.writeAndFlush(Unpooled.copiedBuffer(text, US_ASCII));
    run();
  }

  private List<String> counted() {
    MetricsText text = new MetricsText();
    open.counters().describe(text);
    return text.toString().lines().toList();
  }

  private void assertRefused(Asked asked, String words, String kind, String reason) {
    assertThat(asked.answer.text()).contains(words);
    assertThat(asked.answer.isInactive()).isTrue();
    assertThat(counted())
        .contains(
            "portolan_streams_refused_total{kind=\"" + kind + "\",reason=\"" + reason + "\"} 1");
    assertThat(open.count()).isZero();
  }

  @AfterEach
  void stop() {
    wires.forEach(Wire::finish);
  }

  @Test
  void joinsAStreamWithOneOfTheDevice() throws Exception {
    Device device = device(true);
    Asked asked = ask(TUNNEL);
    assertThat(open.count()).isOne();
    say(device.streams.getFirst(), "down");
    say(asked.stream, "upwards");
    assertThat(asked.answer.text()).isEqualTo("down");
    assertThat(device.received.getFirst().text()).isEqualTo("upwards");
    assertThat(counted())
        .contains(
            "portolan_streams_open{kind=\"tcp\"} 1",
            "portolan_streams_opened_total{kind=\"tcp\"} 1");

    asked.stream.close();
    run();
    assertThat(device.received.getFirst().isInactive()).isTrue();
    assertThat(counted()).contains("portolan_streams_open{kind=\"tcp\"} 0");
    assertThat(open.count()).isZero();
    assertThat(lines.next()).endsWith(" up=7 down=4 end=\"client closed\"");
    assertThat(account.conduct().count()).as("it was answered").isZero();
  }

  @Test
  void ourDevicesAreToldTheNumberOfTheClientAndOfHalfClosure() {
    Device device = device(true);
    ask(new TcpTunnelRequest(SERVICE, true, 7).toMessage());
    ask(new UdpTunnelRequest(53, SERVICE, 7).toMessage());
    assertThat(device.requests.getFirst().text())
        .isEqualTo(new TcpTunnelRequest(SERVICE, true, account.number()).toMessage().text());
    assertThat(device.requests.getLast().text())
        .isEqualTo(new UdpTunnelRequest(53, SERVICE, account.number()).toMessage().text());
  }

  @Test
  void devicesOfOthersAreToldNeither() {
    Device device = device(false);
    ask(new TcpTunnelRequest(SERVICE, true, 7).toMessage());
    assertThat(device.requests.getFirst().text()).isEqualTo(TUNNEL.text());
  }

  /** A program may send its request, end its output, and read the reply. */
  @Test
  void passesOnTheEndOfOneDirectionWhereBothAskForIt() {
    Device device = device(true);
    Asked asked = ask(new TcpTunnelRequest(SERVICE, true, 0).toMessage());
    asked.stream.shutdownOutput();
    run();
    assertThat(device.received.getFirst().hasEnded()).isTrue();
    say(device.streams.getFirst(), "reply");
    assertThat(asked.answer.text()).isEqualTo("reply");
  }

  @Test
  void theEndOfOneDirectionIsTheEndOfBothElsewhere() {
    Device device = device(true);
    Asked asked = ask(TUNNEL);
    asked.stream.shutdownOutput();
    run();
    assertThat(device.received.getFirst().isInactive()).isTrue();
    assertThat(asked.answer.isInactive()).isTrue();
  }

  @Test
  void aShellIsRelayedAsItCame() {
    Device device = device(true);
    Message shell = Message.pty(PtyCommand.start(80, 24, "sh", List.of()));
    ask(shell);
    assertThat(device.requests.getFirst().type()).isEqualTo(MessageType.PTY);
    assertThat(device.requests.getFirst().text()).isEqualTo(shell.text());
  }

  @Test
  void saysThatTheDeviceIsNotConnected() throws Exception {
    assertRefused(ask(TUNNEL), "the device is not connected now", "tcp", "absent");
    assertThat(lines.next()).contains("end=\"refused: the device is not connected now");
  }

  @Test
  void saysWhatTheRulesDoNotAllow() throws Exception {
    rules = request -> "not for you";
    device(true);
    assertRefused(ask(TUNNEL), "not for you", "tcp", "rules");
    assertThat(lines.next()).contains("end=\"refused: not for you");
  }

  @Test
  void rulesThatCannotJudgeAllowNothing() {
    rules =
        request -> {
          throw new IllegalStateException("broken");
        };
    device(true);
    assertRefused(ask(TUNNEL), "the edge could not decide whether you may do this", "tcp", "rules");
  }

  @Test
  void whatIsNotForDevicesIsRefused() {
    Device device = device(true);
    assertRefused(ask(Message.goAway()), "a client may not send ", "other", "malformed");
    assertThat(device.requests).isEmpty();
  }

  @Test
  void whatCannotBeReadIsRefused() {
    Device device = device(true);
    assertRefused(
        ask(Message.of(MessageType.TCP_TUNNEL.code(), "nonsense".getBytes(US_ASCII))),
        "nonsense",
        "other",
        "malformed");
    assertThat(device.requests).isEmpty();
  }

  @Test
  void aDeviceWithoutRoomForTheClientIsSaid() {
    Device device = device(true);
    for (int i = 0; i < 1024; i++) {
      assertThat(device.connected.shares().take("tester", MessageType.TCP_TUNNEL)).isNull();
    }
    assertRefused(ask(TUNNEL), "1024 streams on a device", "tcp", "limit");
    assertThat(told)
        .singleElement()
        .asString()
        .startsWith("client tester on " + ID + " is refused more: ");

    device.connected.shares().release("tester", MessageType.TCP_TUNNEL);
    Asked asked = ask(TUNNEL);
    assertThat(device.requests).hasSize(1);
    asked.stream.close();
    run();
    ask(TUNNEL);
    assertThat(device.requests).as("a stream that ends gives its place back").hasSize(2);
  }

  @Test
  void aDeviceThatTakesNoStreamIsSaid() {
    Device device = device(true);
    device.wire.edgeSession.close();
    run();
    assertRefused(ask(TUNNEL), "the device did not take the stream", "tcp", "device");
    for (int i = 0; i < 1024; i++) {
      assertThat(device.connected.shares().take("tester", MessageType.TCP_TUNNEL)).isNull();
    }
  }

  @Test
  void aDeviceThatHasComeBackMeanwhileGetsTheStream() {
    EmbeddedChannel connection = new EmbeddedChannel(); // without a session yet
    ConnectedDevice lost = connected(connection, true);
    devices.enter(lost);
    Asked asked = ask(TUNNEL);
    Device back = new Device(true);
    devices.replace(lost, back.connected);
    connection.runPendingTasks();
    run();
    assertThat(back.requests).hasSize(1);
    assertThat(asked.answer.isInactive()).isFalse();
    connection.finishAndReleaseAll();
  }

  @Test
  void whatIsGivenUpWhileTheDeviceComesBackIsNotAskedFor() throws Exception {
    EmbeddedChannel connection = new EmbeddedChannel(); // without a session yet
    ConnectedDevice lost = connected(connection, true);
    devices.enter(lost);
    Asked asked = ask(TUNNEL);
    Device back = new Device(true);
    devices.replace(lost, back.connected);
    asked.stream.reset(ResetCause.CANCELLED);
    run();
    connection.runPendingTasks();
    run();
    assertThat(back.requests).isEmpty();
    assertThat(account.conduct().count()).isOne();
    assertThat(lines.next()).endsWith(" end=\"client closed\"");
    connection.finishAndReleaseAll();
  }

  @Test
  void endsAStreamThatRulesNoLongerAllow() throws Exception {
    Device device = device(true);
    Asked stays = ask(Message.reload());
    Asked ends = ask(TUNNEL);
    open.judgeAgain(request -> request.type() == MessageType.TCP_TUNNEL ? "no longer" : null);
    run();
    assertThat(stays.stream.isOpen()).isTrue();
    assertThat(StreamLoss.inWords(ends.stream))
        .isEqualTo("The edge ended it: its rules do not allow it any more.");
    assertThat(device.received.getLast().isInactive()).isTrue();
    assertThat(lines.next()).endsWith(" end=\"no longer allowed\"");
    assertThat(counted())
        .contains("portolan_streams_failed_total{kind=\"tcp\",reason=\"no longer allowed\"} 1");
  }

  @Test
  void aStreamThatBreaksIsCountedWithItsReason() throws Exception {
    Device device = device(true);
    Asked asked = ask(TUNNEL);
    say(device.streams.getFirst(), "x");
    device.streams.getFirst().reset(ResetCause.ABORTED);
    run();
    assertThat(asked.answer.isInactive()).isTrue();
    assertThat(lines.next()).endsWith(" end=\"service reset\"");
    assertThat(counted())
        .contains("portolan_streams_failed_total{kind=\"tcp\",reason=\"service reset\"} 1");
  }

  @Test
  void whatAClientGivesUpUnansweredCountsAgainstIt() {
    Device device = device(true);
    ask(TUNNEL).stream.close();
    run();
    assertThat(account.conduct().count()).isOne();
    ask(TUNNEL).stream.reset(ResetCause.CANCELLED);
    run();
    assertThat(account.conduct().count()).isEqualTo(2);

    ask(TUNNEL);
    device.streams.getLast().close();
    run();
    assertThat(account.conduct().count()).as("the device ended that").isEqualTo(2);
  }

  private void misbehave(int count) {
    for (int i = 0; i < count; i++) {
      account.conduct().givenUp();
    }
  }

  @Test
  void whoGivesUpManyIsServedLate() {
    Device device = device(true);
    misbehave(ClientConduct.LATE_FROM);
    ask(TUNNEL);
    assertThat(told).singleElement().asString().contains("new ones are answered late");
    pass(Duration.ofMillis(4));
    assertThat(device.requests).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(device.requests).hasSize(1);
  }

  @Test
  void whoGivesUpALateOneTooMakesItWorse() throws Exception {
    Device device = device(true);
    misbehave(ClientConduct.LATE_FROM);
    Asked asked = ask(TUNNEL);
    asked.stream.reset(ResetCause.CANCELLED);
    run();
    assertThat(account.conduct().count()).isEqualTo(ClientConduct.LATE_FROM + 1);
    assertThat(lines.next()).endsWith(" end=\"client closed\"");
    pass(Duration.ofSeconds(1));
    assertThat(device.requests).isEmpty();
    assertThat(open.count()).isZero();
  }

  /** Without a reset it is seen only by who looks for it, since nothing is read meanwhile. */
  @Test
  void whatIsClosedWhileItWaitsIsGivenUp() {
    Device device = device(true);
    misbehave(ClientConduct.LATE_FROM);
    ask(TUNNEL).stream.close();
    run();
    assertThat(open.count()).isZero();
    assertThat(account.conduct().count()).isEqualTo(ClientConduct.LATE_FROM + 1);
    pass(Duration.ofSeconds(1));
    assertThat(device.requests).isEmpty();
  }

  @Test
  void whoGivesUpVeryManyIsRefused() {
    Device device = device(true);
    misbehave(ClientConduct.REFUSED_FROM);
    assertRefused(ask(TUNNEL), "try again in a minute", "tcp", "conduct");
    assertThat(account.conduct().count()).isEqualTo(ClientConduct.REFUSED_FROM + 1);
    assertThat(told).singleElement().asString().contains("new ones are refused");
    assertThat(device.requests).isEmpty();
    assertThat(client.edgeSession.isOpen()).isTrue();
  }

  @Test
  void whoGoesOnIsSentAway() {
    device(true);
    misbehave(ClientConduct.ENDED_FROM);
    ask(TUNNEL);
    assertThat(told).singleElement().asString().contains("its session is ended");
    assertThat(client.edgeSession.isOpen()).isFalse();
    assertThat(counted())
        .contains("portolan_streams_refused_total{kind=\"tcp\",reason=\"conduct\"} 1");
  }

  /** Takes the places of all streams of the client that may wait. */
  private int fill() {
    int count = 0;
    while (account.delay() == null) {
      count++;
    }
    return count;
  }

  @Test
  void tooManyLateOnesAreRefused() {
    device(true);
    misbehave(ClientConduct.LATE_FROM);
    rules =
        request -> {
          fill(); // As another session of the client may, after the message of the stream has come.
          return null;
        };
    assertRefused(ask(TUNNEL), "too many streams of yours wait at this edge", "tcp", "limit");

    rules = request -> null;
    account.delayed();
    Asked last = ask(TUNNEL);
    assertThat(last.stream.isOpen()).isTrue();
    pass(Duration.ofSeconds(2));
    assertThat(account.delay()).as("a late one gives its place back").isNull();
  }

  @Test
  void aLateOneThatIsGivenUpGivesItsPlaceBack() {
    device(true);
    misbehave(ClientConduct.LATE_FROM);
    Asked late = ask(TUNNEL);
    assertThat(fill()).isPositive();
    late.stream.reset(ResetCause.CANCELLED);
    run();
    assertThat(account.delay()).isNull();
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj("%064x"::formatted).toList();
  }

  @Test
  void aClientIsToldWhenADeviceComesAndGoes() {
    Asked watch = ask(new PresenceWatch(List.of(ID)).toMessage());
    assertThat(open.count()).as("it is no stream to a device").isZero();
    assertThat(devices.watchedCount()).isOne();
    assertThat(watch.answer.text()).endsWith(PresenceWatch.ok(List.of(Presence.AWAY)).text());

    Device device = device(true);
    run();
    assertThat(watch.answer.text())
        .endsWith(new PresenceNews(Map.of(ID, Presence.CONNECTED)).toMessage().text());
    int size = watch.answer.size();
    devices.setSilent(device.connected, false);
    run();
    assertThat(watch.answer.size()).as("nothing has changed").isEqualTo(size);

    devices.forget(device.connected);
    run();
    assertThat(watch.answer.text())
        .endsWith(new PresenceNews(Map.of(ID, Presence.AWAY)).toMessage().text());
    watch.stream.close();
    run();
    assertThat(devices.watchedCount()).isZero();
  }

  @Test
  void changesThatComeTogetherAreToldTogether() {
    Asked watch = ask(new PresenceWatch(List.of(ID)).toMessage());
    int size = watch.answer.size();
    Device device = device(true);
    devices.forget(device.connected);
    run();
    assertThat(watch.answer.size()).as("it is away as before").isEqualTo(size);
  }

  /** What it has not heard of is told when it reads again, as it is then. */
  @Test
  void aClientThatDoesNotReadIsToldTheLatest() {
    Asked watch = ask(new PresenceWatch(List.of(ID)).toMessage());
    watch.stream.config().setAutoRead(false);
    Device device = device(true);
    int changes = 10_000;
    for (int i = 0; i < changes; i++) {
      devices.forget(device.connected);
      run();
      devices.enter(device.connected);
      run();
    }
    devices.forget(device.connected);
    run();
    watch.stream.config().setAutoRead(true);
    run();
    assertThat(watch.answer.text())
        .endsWith(new PresenceNews(Map.of(ID, Presence.AWAY)).toMessage().text());
    assertThat(watch.answer.size()).isLessThan(changes * ID.length());
  }

  @Test
  void aListThatCannotBeReadIsRefused() {
    Asked watch = ask(Message.of(MessageType.WATCH.code(), "twice\ntwice".getBytes(US_ASCII)));
    assertThat(watch.answer.isInactive()).isTrue();
    assertThat(watch.answer.size()).isGreaterThan(10);
    assertThat(devices.watchedCount()).isZero();
  }

  @Test
  void watchesOfOneClientAreBoundedAndGivenBack() {
    List<Asked> watches = new ArrayList<>();
    PresenceWatch many = new PresenceWatch(ids(PresenceWatch.MAX_IDS));
    Asked last = ask(many.toMessage());
    while (!last.answer.isInactive()) {
      watches.add(last);
      last = ask(many.toMessage());
    }
    assertThat(last.answer.text()).contains("watch fewer");
    watches.getFirst().stream.close();
    run();
    assertThat(ask(many.toMessage()).answer.isInactive()).isFalse();
  }

  /** Whatever a client says on it would be read by nobody. */
  @Test
  void aWatchEndsWhenTheClientSaysAnythingMoreOrEndsIt() {
    Asked talks = ask(new PresenceWatch(List.of(ID)).toMessage());
    say(talks.stream, "x");
    assertThat(talks.answer.isInactive()).isTrue();
    Asked ends = ask(new PresenceWatch(List.of(ID)).toMessage());
    ends.stream.shutdownOutput();
    run();
    assertThat(ends.answer.isInactive()).isTrue();
    assertThat(devices.watchedCount()).isZero();
  }
}
