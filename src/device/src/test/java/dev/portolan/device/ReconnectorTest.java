package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.link.Backoff;
import dev.portolan.transport.link.RedialBackoff;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.StreamLog;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How a device comes back to its edge, on a clock that the test turns; chance draws the longest.
 */
class ReconnectorTest {
  private static final int NO_TIMER = -1;
  private static final Endpoint EDGE = Endpoint.of(URI.create("https://edge.test"));
  private static final Duration AFTER_LOSS = Duration.ofSeconds(1);
  private static final Duration UNREACHED = Duration.ofSeconds(2);
  private static final Duration NOT_NOW = Duration.ofSeconds(3);
  private static final Duration JITTER = Duration.ofSeconds(10);
  private static final Duration BACK_OFF = Duration.ofSeconds(30);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(ticker).build();
  private final List<Promise<EdgeClient>> dials = new ArrayList<>();
  private final List<Endpoint> dialled = new ArrayList<>();
  private final List<ChannelHandler> acceptors = new ArrayList<>();
  private final List<Connection> connections = new ArrayList<>();
  private final List<SmuxStream> opened = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final Reconnector reconnector =
      new Reconnector(
          loop.eventLoop(),
          this::dial,
          DeviceConfig.of(EDGE)
              .withRedial(
                  new RedialBackoff(
                      always(AFTER_LOSS),
                      always(UNREACHED),
                      always(NOT_NOW),
                      always(Duration.ofSeconds(4)),
                      always(Duration.ofSeconds(5))))
              .withGoAway(JITTER, Duration.ofMinutes(5))
              .withGoAwayBackOff(BACK_OFF),
          new StreamHandlers(
              Map.of(MessageType.RELOAD.code(), (stream, request) -> opened.add(stream)),
              TargetRules.any(),
              new StreamLog("dev.portolan.device.streams", ticker)),
          new Told(),
          new Longest());

  private static Backoff always(Duration delay) {
    return new Backoff(delay, delay, delay, 1, Duration.ofMinutes(1), new Longest());
  }

  private static final class Longest implements RandomGenerator {
    @Override
    public long nextLong() {
      return Long.MAX_VALUE;
    }

    @Override
    public long nextLong(long bound) {
      return bound - 1;
    }
  }

  /** States by name, and a wait with its length. */
  private final class Told implements Reconnector.Listener {
    @Override
    public void changed(DeviceState state) {
      told.add(
          switch (state) {
            case DeviceState.Stopped() -> "stopped";
            case DeviceState.Connecting() -> "connecting";
            case DeviceState.Ready() -> "ready";
            case DeviceState.Waiting(var _, Duration delay) ->
                "waiting " + delay.toSeconds() + " s";
          });
    }

    @Override
    public void failed(Throwable cause) {
      told.add(cause instanceof EdgeException edge ? edge.problem().name() : cause.toString());
    }
  }

  private Future<EdgeClient> dial(Endpoint endpoint, ChannelHandler streams) {
    Promise<EdgeClient> dialling = loop.eventLoop().newPromise();
    dialled.add(endpoint);
    acceptors.add(streams);
    dials.add(dialling);
    return dialling;
  }

  /** A session with the edge, whose end the test plays. */
  private final class Connection {
    private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();
    private final SmuxSession session =
        SmuxSession.start(channel, SmuxRole.CLIENT, SmuxConfig.defaults(), acceptors.getLast());
    private int streams;

    /** Opens a stream with a message without payload. */
    void open(MessageType type) {
      streams += 2;
      byte id = (byte) streams;
      byte[] syn = {2, 0, 0, 0, id, 0, 0, 0};
      byte[] request = {2, 2, 3, 0, id, 0, 0, 0, (byte) type.code(), 0, 0};
      channel.writeInbound(Unpooled.wrappedBuffer(syn, request));
      run();
    }

    void lose() {
      channel.close();
      run();
    }

    boolean isOpen() {
      run();
      return session.isOpen();
    }
  }

  private void run() {
    // Each may have left something to do on the other.
    for (int i = 0; i < 3; i++) {
      connections.forEach(connection -> connection.channel.runPendingTasks());
      loop.runPendingTasks();
    }
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    loop.runScheduledPendingTasks();
    run();
  }

  /** Something else is true a millisecond before and at the time. */
  private void passAllBut(Duration time) {
    pass(time.minusMillis(1));
  }

  private Connection connect() {
    Connection connection = new Connection();
    connections.add(connection);
    report(connection);
    return connection;
  }

  /** Tells the device that this connection is up. */
  private void report(Connection connection) {
    dials.getLast().setSuccess(new EdgeClient(connection.session, "edge.test", false));
    run();
  }

  private Connection start() {
    reconnector.connect();
    Connection first = connect();
    told.clear();
    return first;
  }

  private void refuse(Problem problem) {
    dials.getLast().setFailure(new EdgeException(problem));
    run();
  }

  @AfterEach
  void stop() {
    reconnector.stop();
    run();
    connections.forEach(connection -> connection.channel.finishAndReleaseAll());
    loop.finishAndReleaseAll();
  }

  @Test
  void tellsThatItConnectsAndIsReady() {
    reconnector.connect();
    assertThat(told).containsExactly("connecting");
    connect();
    assertThat(told).containsExactly("connecting", "ready");
    assertThat(dialled).containsExactly(EDGE);
  }

  @Test
  void howLongItWaitsDependsOnWhatTheEdgeAnswered() {
    reconnector.connect();
    refuse(Problem.CONNECT_REFUSED);
    assertThat(told).containsExactly("connecting", "CONNECT_REFUSED", "waiting 2 s");
    pass(UNREACHED);
    told.clear();
    refuse(Problem.EDGE_UNAVAILABLE);
    assertThat(told).containsExactly("EDGE_UNAVAILABLE", "waiting 3 s");
    passAllBut(NOT_NOW);
    assertThat(dials).hasSize(2);
    pass(Duration.ofMillis(1));
    assertThat(dials).hasSize(3);
  }

  /** What is no answer of an edge at all, such as a mistake of the program. */
  @Test
  void aFailureOfAnotherKindIsAnEdgeThatWasNotReached() {
    reconnector.connect();
    dials.getLast().setFailure(new IllegalStateException("broken"));
    run();
    assertThat(told)
        .containsExactly("connecting", "java.lang.IllegalStateException: broken", "waiting 2 s");
  }

  @Test
  void tellsWhyASessionWasLostAndComesBack() {
    start().lose();
    assertThat(told).containsExactly("LINK_LOST", "waiting 1 s");
    passAllBut(AFTER_LOSS);
    assertThat(dials).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(told).endsWith("connecting");
    connect();
    assertThat(told).endsWith("ready");
  }

  @Test
  void theNextConnectionGoesToTheEndpointThatItWasGiven() {
    Connection first = start();
    Endpoint other = Endpoint.of(URI.create("https://other.test"));
    reconnector.use(other);
    assertThat(first.isOpen()).isTrue();
    first.lose();
    pass(AFTER_LOSS);
    assertThat(dialled).containsExactly(EDGE, other);
  }

  @Test
  void whenAskedToGoAwayItConnectsAnewAndThenClosesTheIdleSession() {
    Connection first = start();
    first.open(MessageType.GO_AWAY);
    assertThat(dials).hasSize(1);
    passAllBut(JITTER);
    assertThat(dials).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(dials).hasSize(2);
    assertThat(first.isOpen()).isTrue();

    Connection second = connect();
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(told).as("it was ready all the time").containsExactly("ready");
  }

  @Test
  void aSessionWithAStreamStaysUntilASecondAfterItsEnd() {
    Connection first = start();
    first.open(MessageType.RELOAD);
    first.open(MessageType.GO_AWAY);
    pass(JITTER);
    connect();
    assertThat(first.isOpen()).isTrue();

    opened.getFirst().close();
    run();
    assertThat(first.isOpen()).isTrue();
    pass(QUIET);
    assertThat(first.isOpen()).isFalse();
    assertThat(told).containsExactly("ready");
  }

  /** It is the only one, and the edge may still open streams on it. */
  @Test
  void anIdleSessionStaysUntilThereIsAnother() {
    Connection first = start();
    first.open(MessageType.GO_AWAY);
    pass(Duration.ofMillis(1));
    pass(QUIET);
    assertThat(first.isOpen()).isTrue();
  }

  /** The request came with the answer to the upgrade, before the connection was told of. */
  @Test
  void followsARequestToGoAwayThatCameFirstOfAll() {
    reconnector.connect();
    Connection first = new Connection();
    connections.add(first);
    first.open(MessageType.GO_AWAY);
    pass(JITTER);
    assertThat(dials).hasSize(1);

    report(first);
    pass(JITTER);
    assertThat(dials).hasSize(2);
    assertThat(told).containsExactly("connecting", "ready");
  }

  @Test
  void asksAgainWhenTheNewSessionIsRefusedAndIsReadyMeanwhile() {
    Connection first = start();
    first.open(MessageType.GO_AWAY);
    pass(JITTER);
    refuse(Problem.EDGE_UNAVAILABLE);
    pass(NOT_NOW);
    assertThat(dials).hasSize(3);
    assertThat(first.isOpen()).isTrue();
    assertThat(told).containsExactly("EDGE_UNAVAILABLE");
  }

  /** Such an edge takes a device that is idle once its old session has ended. */
  @Test
  void anEdgeThatTakesOneSessionOnlyGetsTheNewOneAfterTheOld() {
    Connection first = start();
    first.open(MessageType.GO_AWAY);
    pass(JITTER);
    refuse(Problem.DEVICE_ALREADY_CONNECTED);
    assertThat(first.isOpen()).isFalse();
    assertThat(dials).hasSize(3);
    assertThat(told).containsExactly("DEVICE_ALREADY_CONNECTED", "LINK_LOST", "connecting");
  }

  @Test
  void anEdgeThatTakesOneSessionOnlyWaitsForTheStreamsOfTheOld() {
    Connection first = start();
    first.open(MessageType.RELOAD);
    first.open(MessageType.GO_AWAY);
    pass(JITTER);
    refuse(Problem.DEVICE_ALREADY_CONNECTED);
    pass(NOT_NOW);
    assertThat(first.isOpen()).isTrue();
    assertThat(dials).hasSize(2);

    opened.getFirst().close();
    run();
    pass(QUIET);
    assertThat(first.isOpen()).isFalse();
    assertThat(dials).as("at once").hasSize(3);

    connect().lose();
    assertThat(told).as("a loss is one again").endsWith("LINK_LOST", "waiting 1 s");
  }

  /** Somebody else has its key. */
  @Test
  void aRefusalForAnotherConnectionIsOneLikeOthersWhenNoSessionDrains() {
    reconnector.connect();
    refuse(Problem.DEVICE_ALREADY_CONNECTED);
    assertThat(told).endsWith("DEVICE_ALREADY_CONNECTED", "waiting 3 s");
    pass(NOT_NOW);
    assertThat(dials).hasSize(2);
  }

  @Test
  void losingTheOldSessionWhileTheNewOneIsOnItsWayIsConnecting() {
    Connection first = start();
    first.open(MessageType.GO_AWAY);
    pass(JITTER);
    first.lose();
    assertThat(told).containsExactly("LINK_LOST", "connecting");
    pass(Duration.ofMinutes(1));
    assertThat(dials).as("one at a time").hasSize(2);
  }

  /** The later attempt was meant to overlap with that session. */
  @Test
  void losingTheSessionBeforeItsTurnBringsItBackAsAnyLoss() {
    Connection first = start();
    first.open(MessageType.GO_AWAY);
    first.lose();
    assertThat(told).containsExactly("LINK_LOST", "waiting 1 s");
    pass(AFTER_LOSS);
    assertThat(dials).hasSize(2);
    pass(JITTER);
    assertThat(dials).as("and not once more").hasSize(2);
  }

  /** Else an edge that sends a device away as soon as it comes would see it all the time. */
  @Test
  void aDeviceThatIsSentAwayAgainAndAgainKeepsItsTurnWhenItsSessionIsLost() {
    Connection current = start();
    for (int i = 0; i < 2; i++) {
      current.open(MessageType.GO_AWAY);
      pass(JITTER);
      current = connect();
    }
    told.clear();
    current.open(MessageType.GO_AWAY);
    current.lose();
    assertThat(told).containsExactly("LINK_LOST", "waiting 60 s");
    passAllBut(BACK_OFF.multipliedBy(2));
    assertThat(dials).hasSize(3);
    pass(Duration.ofMillis(1));
    assertThat(dials).hasSize(4);
  }

  @Test
  void aSecondRequestToGoAwayChangesNothing() {
    Connection first = start();
    first.open(MessageType.GO_AWAY);
    pass(JITTER.dividedBy(2));
    first.open(MessageType.GO_AWAY);
    pass(JITTER.dividedBy(2));
    assertThat(dials).hasSize(2);
  }

  @Test
  void stoppingEndsAllSessionsAndTheAttemptUnderWay() {
    Connection first = start();
    first.open(MessageType.RELOAD);
    first.open(MessageType.GO_AWAY);
    pass(JITTER);
    Connection second = connect();
    second.open(MessageType.GO_AWAY);
    pass(JITTER);

    assertThat(reconnector.stop()).hasSize(3);
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isFalse();
    assertThat(dials.getLast().isCancelled()).isTrue();
    assertThat(loop.runScheduledPendingTasks()).as("timers").isEqualTo(NO_TIMER);
    assertThat(told).as("a device that is stopped tells nothing").containsExactly("ready");
    reconnector.connect();
    assertThat(dials).hasSize(3);
  }

  @Test
  void afterTheStopARequestToGoAwayIsNotFollowed() {
    Connection first = start();
    reconnector.stop();
    first.open(MessageType.GO_AWAY);
    pass(JITTER);
    assertThat(dials).hasSize(1);
  }
}
