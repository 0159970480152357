package dev.portolan.transport.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.testing.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clock is turned by the test, and chance always draws the longest time. */
class EdgeLinkTest {
  private static final Message TCP = Message.tcpTunnel(new HostPort("localhost", 80));
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(ticker).build();
  private final List<Promise<EdgeClient>> dials = new ArrayList<>();
  private final List<Endpoint> dialled = new ArrayList<>();
  private final List<EmbeddedChannel> connections = new ArrayList<>();
  private final List<LinkState> states = new ArrayList<>();
  private final Endpoint endpoint = Endpoint.of(URI.create("https://edge.test"));
  private final EdgeLink link =
      new EdgeLink(
          loop.eventLoop(),
          this::dial,
          endpoint,
          RedialBackoff.standard(new Longest()),
          () -> START.plusNanos(ticker.nanoTime()));

  private Future<EdgeClient> dial(Endpoint target) {
    dialled.add(target);
    Promise<EdgeClient> promise = loop.eventLoop().newPromise();
    dials.add(promise);
    return promise;
  }

  @AfterEach
  void stop() {
    link.close();
    connections.forEach(EmbeddedChannel::finishAndReleaseAll);
    loop.finishAndReleaseAll();
  }

  private void start() {
    link.addListener(states::add);
    link.start();
    loop.runPendingTasks();
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    loop.runScheduledPendingTasks();
    loop.runPendingTasks();
  }

  private EdgeClient client() {
    EmbeddedChannel connection = EmbeddedChannel.builder().ticker(ticker).build();
    connections.add(connection);
    SmuxSession session =
        SmuxSession.start(connection, SmuxRole.CLIENT, SmuxConfig.defaults(), null);
    return new EdgeClient(session, "edge.test", false);
  }

  private EdgeClient connect() {
    EdgeClient client = client();
    dials.getLast().setSuccess(client);
    loop.runPendingTasks();
    return client;
  }

  private void fail(Problem problem) {
    dials.getLast().setFailure(new EdgeException(problem));
    loop.runPendingTasks();
  }

  private void lose() {
    connections.getLast().close();
    connections.getLast().runPendingTasks();
    loop.runPendingTasks();
  }

  private LinkState.Waiting waiting() {
    return (LinkState.Waiting) link.state();
  }

  private Duration wait(LinkState.Waiting waiting) {
    return Duration.between(START.plusNanos(ticker.nanoTime()), waiting.retryAt());
  }

  @Test
  void doesNothingBeforeItIsStarted() {
    assertThat(link.state()).isEqualTo(new LinkState.Idle());
    assertThat(dials).isEmpty();
  }

  @Test
  void tellsEachState() {
    start();
    EdgeClient client = connect();
    lose();
    link.close();

    assertThat(states)
        .hasSize(5)
        .startsWith(
            new LinkState.Idle(), new LinkState.Connecting(1), new LinkState.Up(client, START))
        .endsWith(new LinkState.Closed());
    assertThat(states.get(3))
        .isInstanceOfSatisfying(
            LinkState.Waiting.class,
            waiting ->
                assertThat(waiting.cause())
                    .hasMessage(
                        "The connection to edge.test was lost: The connection was closed by the"
                            + " other side."));
  }

  /** The longest waits after so many failures in a row, in milliseconds. */
  private List<Long> waitsAfter(Problem problem, int failures) {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < failures; i++) {
      fail(problem);
      waits.add(wait(waiting()).toMillis());
      pass(wait(waiting()));
    }
    return waits;
  }

  @Test
  void anEdgeThatCannotBeReachedIsAskedAgainWithinFiveSeconds() {
    start();

    assertThat(waitsAfter(Problem.CONNECT_REFUSED, 6))
        .containsExactly(1_000L, 2_000L, 4_000L, 5_000L, 5_000L, 5_000L);
    assertThat(dials).hasSize(7);
    assertThat(link.state()).isEqualTo(new LinkState.Connecting(7));
  }

  /** The device itself needs some seconds to be back at an edge that is back. */
  @Test
  void anEdgeThatAnswersThatTheDeviceIsAwayIsAskedAgainWithinASecondAtFirst() {
    start();
    waitsAfter(Problem.CONNECT_REFUSED, 20);

    assertThat(waitsAfter(Problem.DEVICE_NOT_CONNECTED, 60)).containsOnly(1_000L);
    assertThat(waitsAfter(Problem.DEVICE_NOT_CONNECTED, 60)).containsOnly(2_000L);
    assertThat(waitsAfter(Problem.DEVICE_NOT_CONNECTED, 60)).containsOnly(4_000L);
    assertThat(waitsAfter(Problem.DEVICE_NOT_CONNECTED, 60)).containsOnly(5_000L);
  }

  @Test
  void anAnswerThatWasGivenForLongDoesNotDelayALinkToAnEdgeThatWasLostThen() {
    start();
    waitsAfter(Problem.DEVICE_NOT_CONNECTED, 100);

    assertThat(waitsAfter(Problem.CONNECT_REFUSED, 1)).containsExactly(1_000L);
  }

  @Test
  void whatAnswersInPlaceOfAnEdgeIsLeftAloneUpToAMinute() {
    start();

    assertThat(waitsAfter(Problem.UPGRADE_NOT_OFFERED, 8))
        .containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L);
  }

  /** An edge that is back while an attempt runs out is found right after that. */
  @Test
  void theTimeOfAnAttemptToWhichNobodyAnsweredCountsAsWaiting() {
    start();
    waitsAfter(Problem.CONNECT_REFUSED, 4);
    pass(Duration.ofSeconds(2));
    fail(Problem.CONNECT_TIMEOUT);
    assertThat(wait(waiting())).isEqualTo(Duration.ofSeconds(3));

    pass(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(10));
    fail(Problem.CONNECT_TIMEOUT);
    assertThat(wait(waiting())).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void theTimeThatAnEdgeTookToRefuseDoesNotCountAsWaiting() {
    start();
    pass(Duration.ofSeconds(8));
    fail(Problem.DEVICE_ALREADY_CONNECTED);

    assertThat(wait(waiting())).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void doesNotTryBeforeItsTime() {
    start();
    fail(Problem.CONNECT_REFUSED);

    pass(Duration.ofMillis(999));
    assertThat(dials).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(dials).hasSize(2);
  }

  @Test
  void beginsAgainAfterAHealthyMinuteOnly() {
    start();
    fail(Problem.CONNECT_REFUSED);
    pass(Duration.ofSeconds(1));
    connect();
    pass(Duration.ofSeconds(59));
    lose();
    assertThat(wait(waiting())).isEqualTo(Duration.ofSeconds(2));

    pass(Duration.ofSeconds(2));
    connect();
    pass(Duration.ofSeconds(60));
    lose();
    assertThat(wait(waiting())).isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "UPGRADE_UNAUTHORIZED",
        "UPGRADE_REQUIRED",
        "CERTIFICATE_UNTRUSTED",
        "CERTIFICATE_WRONG_HOST",
        "PIN_MISMATCH",
        "CLIENT_CERTIFICATE_REQUIRED",
        "PROXY_UNAUTHORIZED"
      })
  void leavesCredentialsAndTrustToAPerson(Problem problem) {
    start();
    fail(problem);

    assertThat(link.state())
        .isInstanceOfSatisfying(
            LinkState.NeedsPerson.class,
            state -> assertThat(state.cause().problem()).isEqualTo(problem));
    pass(Duration.ofHours(1));
    assertThat(dials).hasSize(1);

    link.retryNow();
    loop.runPendingTasks();
    assertThat(dials).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"DEVICE_NOT_CONNECTED", "DEVICE_ALREADY_CONNECTED", "EDGE_TROUBLE", "DNS_FAILED"})
  void triesTheRestAgainByItself(Problem problem) {
    start();
    fail(problem);
    pass(Duration.ofSeconds(1));

    assertThat(dials).hasSize(2);
  }

  @Test
  void triesAtOnceWhenItIsTold() {
    start();
    fail(Problem.CONNECT_REFUSED);
    link.retryNow();
    loop.runPendingTasks();
    assertThat(dials).hasSize(2);

    pass(Duration.ofMinutes(5));
    assertThat(dials).as("the old timer is gone").hasSize(2);
  }

  @Test
  void usesANewEndpointFromTheNextAttemptOn() {
    start();
    fail(Problem.UPGRADE_UNAUTHORIZED);
    Endpoint renewed = endpoint.withAuthorization(Authorization.of("new"));
    link.use(renewed);
    link.retryNow();
    loop.runPendingTasks();

    assertThat(dialled).containsExactly(endpoint, renewed);
  }

  @Test
  void letsAStreamWaitForTheConnection() {
    start();
    Future<OpenedStream> opening = link.openStream(TCP, new Bytes(), Duration.ofSeconds(15));
    loop.runPendingTasks();
    pass(Duration.ofSeconds(10));
    assertThat(opening.isDone()).isFalse();

    connect();
    EmbeddedChannel connection = connections.getLast();
    connection.runPendingTasks();
    ByteBuf sent = connection.readOutbound();
    assertThat(sent).as("the request went out").isNotNull();
    sent.release();
    connection.writeInbound(Unpooled.wrappedBuffer(new byte[] {2, 2, 3, 0, 3, 0, 0, 0, 1, 0, 0}));
    connection.runPendingTasks();

    assertThat(opening.isSuccess()).isTrue();
  }

  @Test
  void saysAfterTheTimeLimitWhyThereIsNoConnection() {
    start();
    fail(Problem.CONNECT_REFUSED);
    Future<OpenedStream> opening = link.openStream(TCP, new Bytes(), Duration.ofSeconds(15));
    pass(Duration.ofSeconds(1));
    fail(Problem.CONNECT_REFUSED);
    pass(Duration.ofMillis(1999));
    pass(Duration.ofSeconds(2));
    fail(Problem.CONNECT_REFUSED);
    pass(Duration.ofMillis(3900));
    assertThat(opening.isDone()).isFalse();
    pass(Duration.ofMillis(200));
    fail(Problem.DEVICE_NOT_CONNECTED);
    pass(Duration.ofSeconds(7));

    assertThat(opening.cause())
        .hasMessage(
            "There is no connection to edge.test for a TCP tunnel to localhost:80: The device is"
                + " not connected to the edge.");
  }

  /** What waits gets what is left of its own time on the connection, and no more. */
  @Test
  void countsTheWaitAgainstTheTimeLimit() {
    start();
    Future<OpenedStream> opening = link.openStream(TCP, new Bytes(), Duration.ofSeconds(15));
    loop.runPendingTasks();
    pass(Duration.ofSeconds(14));
    connect();
    EmbeddedChannel connection = connections.getLast();
    connection.runPendingTasks();
    ticker.advance(1, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();

    assertThat(((EdgeException) opening.cause()).problem()).isEqualTo(Problem.STREAM_TIMEOUT);
  }

  @Test
  void failsWhatWaitsWhenAPersonIsNeeded() {
    start();
    Future<OpenedStream> opening = link.openStream(TCP, new Bytes());
    loop.runPendingTasks();
    fail(Problem.UPGRADE_UNAUTHORIZED);

    assertThat(((EdgeException) opening.cause()).problem()).isEqualTo(Problem.UPGRADE_UNAUTHORIZED);
    assertThat(link.openStream(TCP, new Bytes()).cause())
        .isInstanceOfSatisfying(
            EdgeException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.UPGRADE_UNAUTHORIZED));
  }

  @Test
  void failsWhatWaitsWhenItIsClosed() {
    start();
    Future<OpenedStream> opening = link.openStream(TCP, new Bytes());
    link.close();
    loop.runPendingTasks();

    assertThat(((EdgeException) opening.cause()).problem()).isEqualTo(Problem.LINK_CLOSED);
    assertThat(dials.getLast().isCancelled()).isTrue();
    assertThat(link.openStream(TCP, new Bytes()).cause()).isNotNull();
  }

  @Test
  void forgetsAStreamThatNobodyWantsAnyMore() {
    start();
    Future<OpenedStream> opening = link.openStream(TCP, new Bytes());
    loop.runPendingTasks();
    opening.cancel(false);
    connect();

    assertThat(connections.getLast().<Object>readOutbound()).isNull();
  }

  @Test
  void endsAStreamOnItsWayThatNobodyWantsAnyMore() {
    start();
    EdgeClient client = connect();
    Future<OpenedStream> opening = link.openStream(TCP, new Bytes());
    passConnected(Duration.ofMillis(500));
    assertThat(client.session().streamCount()).isEqualTo(1);

    opening.cancel(false);
    passConnected(Duration.ofMillis(500));
    assertThat(client.session().streamCount()).isZero();
    sent();
  }

  /** Threads other than the link's own may ask before they can see the connection. */
  @Test
  void opensAStreamThatWasAskedForWhileTheConnectionCame() throws Exception {
    EventExecutor own = new DefaultEventExecutor();
    Promise<EdgeClient> dial = own.newPromise();
    try (EdgeLink busy =
        new EdgeLink(
            own, target -> dial, endpoint, RedialBackoff.standard(new Longest()), () -> START)) {
      busy.start();
      own.submit(() -> {}).sync();
      CountDownLatch connected = new CountDownLatch(1);
      own.execute(
          () -> {
            try {
              connected.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      EdgeClient client = client();
      dial.setSuccess(client);
      busy.openStream(TCP, new Bytes());
      assertThat(busy.state()).isInstanceOf(LinkState.Connecting.class);
      connected.countDown();
      own.submit(() -> {}).sync();

      connections.getLast().runPendingTasks();
      assertThat(client.session().streamCount()).isEqualTo(1);
      sent();
      own.submit(busy::close).sync();
    } finally {
      own.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }
  }

  @Test
  void boundsHowManyStreamsWait() {
    start();
    List<Future<OpenedStream>> opening = new ArrayList<>();
    for (int i = 0; i < 1_025; i++) {
      opening.add(link.openStream(TCP, new Bytes()));
    }
    loop.runPendingTasks();

    assertThat(opening.getLast().isDone()).isTrue();
    assertThat(opening.get(1_023).isDone()).isFalse();
  }

  @Test
  void aStreamThatNobodyWantsAnyMoreLeavesItsPlace() {
    start();
    Future<OpenedStream> first = link.openStream(TCP, new Bytes());
    for (int i = 1; i < 1_024; i++) {
      assertThat(link.openStream(TCP, new Bytes()).isDone()).isFalse();
    }
    first.cancel(false);
    loop.runPendingTasks();
    assertThat(link.openStream(TCP, new Bytes()).isDone()).isFalse();
    assertThat(link.openStream(TCP, new Bytes()).isDone()).isTrue();
  }

  @Test
  void tellsTheLoopOfItsConnection() {
    assertThat(link.streamLoop()).isNull();
    start();
    assertThat(link.streamLoop()).isNull();
    connect();
    assertThat(link.streamLoop()).isSameAs(connections.getLast().eventLoop());
    lose();
    assertThat(link.streamLoop()).isNull();
  }

  @Test
  void aListenerThatIsRemovedHearsNoMore() {
    LinkListener listener = states::add;
    link.addListener(listener);
    loop.runPendingTasks();
    link.removeListener(listener);
    link.start();
    loop.runPendingTasks();
    assertThat(states).containsExactly(new LinkState.Idle());
  }

  @Test
  void isNotConnectedAnewWhereItIsConnectedOrConnecting() {
    link.retryNow();
    loop.runPendingTasks();
    assertThat(dials).isEmpty();
    start();
    link.retryNow();
    loop.runPendingTasks();
    assertThat(dials).hasSize(1);
    EdgeClient client = connect();
    link.retryNow();
    loop.runPendingTasks();
    assertThat(dials).hasSize(1);
    assertThat(client.session().isOpen()).isTrue();
    link.close();
    link.retryNow();
    loop.runPendingTasks();
    assertThat(dials).hasSize(1);
  }

  @Test
  void closesAConnectionThatComesAfterTheEnd() {
    start();
    Promise<EdgeClient> dial = dials.getLast();
    EdgeClient client = client();
    EmbeddedChannel connection = connections.getLast();
    link.addListener(
        state -> {
          if (state instanceof LinkState.Closed) {
            dial.trySuccess(client);
          }
        });
    loop.runPendingTasks();
    link.close();
    loop.runPendingTasks();
    connection.runPendingTasks();

    assertThat(client.session().isOpen()).isFalse();
    assertThat(link.state()).isEqualTo(new LinkState.Closed());
  }

  /** The answer GoAway to one stream moves the next ones, and lets the others finish. */
  @Test
  void movesAwayFromAnEdgeThatStopsAndLetsItsStreamsFinish() {
    start();
    EdgeClient old = connect();
    EmbeddedChannel connection = connections.getLast();
    Future<OpenedStream> lasting = link.openStream(TCP, new Bytes());
    Future<OpenedStream> refused = link.openStream(TCP, new Bytes());
    connection.runPendingTasks();
    connection.releaseOutbound();
    connection.writeInbound(
        Unpooled.wrappedBuffer(new byte[] {2, 2, 3, 0, 3, 0, 0, 0, 1, 0, 0}),
        Unpooled.wrappedBuffer(new byte[] {2, 2, 3, 0, 5, 0, 0, 0, 3, 0, 0}));
    connection.runPendingTasks();
    loop.runPendingTasks();

    assertThat(lasting.isSuccess()).isTrue();
    assertThat(((EdgeException) refused.cause()).problem()).isEqualTo(Problem.EDGE_GOING_AWAY);
    pass(wait(waiting()));
    connect();
    assertThat(link.state()).isInstanceOf(LinkState.Up.class);
    assertThat(old.session().isOpen()).as("its stream goes on").isTrue();

    lasting.getNow().stream().close();
    connection.runPendingTasks();
    connection.releaseOutbound();
    assertThat(old.session().isOpen()).as("its last stream is gone").isFalse();
    assertThat(link.state()).isInstanceOf(LinkState.Up.class);
  }

  @Test
  void closesAlsoTheConnectionThatItMovedAwayFrom() {
    start();
    EdgeClient old = connect();
    EmbeddedChannel connection = connections.getLast();
    link.openStream(TCP, new Bytes());
    link.openStream(TCP, new Bytes());
    connection.runPendingTasks();
    connection.releaseOutbound();
    connection.writeInbound(
        Unpooled.wrappedBuffer(new byte[] {2, 2, 3, 0, 3, 0, 0, 0, 1, 0, 0}),
        Unpooled.wrappedBuffer(new byte[] {2, 2, 3, 0, 5, 0, 0, 0, 3, 0, 0}));
    connection.runPendingTasks();
    loop.runPendingTasks();
    pass(wait(waiting()));
    EdgeClient next = connect();
    assertThat(old.session().isOpen()).isTrue();

    link.close();
    loop.runPendingTasks();
    connection.runPendingTasks();
    connections.getLast().runPendingTasks();
    assertThat(old.session().isOpen()).isFalse();
    assertThat(next.session().isOpen()).isFalse();
    connection.releaseOutbound();
  }

  @Test
  void aListenerThatFailsHarmsNobody() {
    link.addListener(
        state -> {
          if (state instanceof LinkState.Connecting) {
            throw new IllegalStateException("on purpose");
          }
        });
    start();
    connect();

    assertThat(link.state()).isInstanceOf(LinkState.Up.class);
  }

  /** Lets time pass at the connection, too. */
  private void passConnected(Duration time) {
    EmbeddedChannel connection = connections.getLast();
    for (Duration left = time; left.isPositive(); left = left.minusMillis(500)) {
      ticker.advance(500, TimeUnit.MILLISECONDS);
      connection.runScheduledPendingTasks();
      connection.runPendingTasks();
      loop.runScheduledPendingTasks();
      loop.runPendingTasks();
    }
  }

  private static ByteBuf keepAlive() {
    return Unpooled.wrappedBuffer(new byte[] {2, 3, 0, 0, 0, 0, 0, 0});
  }

  /** The frames that were sent, without keep-alives, in hexadecimal. */
  private String sent() {
    StringBuilder frames = new StringBuilder();
    EmbeddedChannel connection = connections.getLast();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      frames.append(ByteBufUtil.hexDump(out));
      out.release();
    }
    return frames.toString().replace("0203000000000000", "");
  }

  @Test
  void anEdgeThatSaysNothingForTwentySecondsIsStaleAndUpAgainWithItsFirstByte() {
    start();
    EdgeClient client = connect();
    passConnected(Duration.ofMillis(19_500));
    assertThat(link.state()).isEqualTo(new LinkState.Up(client, START));
    passConnected(Duration.ofMillis(500));
    assertThat(link.state()).isEqualTo(new LinkState.Stale(client, START));
    assertThat(client.session().isOpen()).isTrue();

    connections.getLast().writeInbound(keepAlive());
    passConnected(Duration.ofMillis(500));
    assertThat(link.state()).isEqualTo(new LinkState.Up(client, START));
    assertThat(dials).hasSize(1);
  }

  @Test
  void anEdgeThatIsDoubtedIsAskedOnceAndAnyAnswerWillDo() {
    start();
    connect();
    passConnected(Duration.ofSeconds(15));
    assertThat(sent()).isEmpty();
    passConnected(Duration.ofSeconds(3));
    assertThat(sent()).as("SYN and FIN").isEqualTo("0200000003000000" + "0201000003000000");
    connections.getLast().writeInbound(Unpooled.wrappedBuffer(new byte[] {2, 1, 0, 0, 3, 0, 0, 0}));
    passConnected(Duration.ofSeconds(15));
    assertThat(link.state()).isInstanceOf(LinkState.Up.class);
    assertThat(((LinkState.Up) link.state()).client().session().streamCount()).isZero();
  }

  @Test
  void anEdgeThatSendsKeepAlivesIsNeverAsked() {
    start();
    connect();
    for (int i = 0; i < 8; i++) {
      passConnected(Duration.ofSeconds(15));
      connections.getLast().writeInbound(keepAlive());
    }
    assertThat(sent()).isEmpty();
    assertThat(link.state()).isInstanceOf(LinkState.Up.class);
  }

  @Test
  void aComputerThatSleptDoesNotBlameTheEdge() {
    start();
    connect();
    passConnected(Duration.ofSeconds(5));
    ticker.advance(300, TimeUnit.SECONDS);
    passConnected(Duration.ofSeconds(9));
    assertThat(link.state()).isInstanceOf(LinkState.Up.class);
    passConnected(Duration.ofSeconds(3));
    assertThat(link.state()).isInstanceOf(LinkState.Stale.class);
  }

  @Test
  void whatIsAskedOfASilentEdgeWaitsAndTheEdgeIsNamedIfThatIsInVain() {
    start();
    connect();
    passConnected(Duration.ofSeconds(20));
    String before = sent();
    Future<OpenedStream> late = link.openStream(TCP, new Bytes(), Duration.ofSeconds(5));
    Future<OpenedStream> inTime = link.openStream(TCP, new Bytes(), Duration.ofSeconds(60));
    passConnected(Duration.ofSeconds(5));
    assertThat(before).isNotEmpty();
    assertThat(sent()).as("nothing is sent").isEmpty();
    assertThat(late.cause()).hasMessage("Nothing has come from edge.test for 25 s.");
    assertThat(((EdgeException) late.cause()).problem()).isEqualTo(Problem.EDGE_SILENT);

    connections.getLast().writeInbound(keepAlive());
    passConnected(Duration.ofSeconds(1));
    assertThat(inTime.isDone()).isFalse();
    assertThat(sent()).contains(ByteBufUtil.hexDump("localhost:80".getBytes(US_ASCII)));
  }

  @Test
  void whatWasAskedForBeforeTheSilenceIsNotAskedForAgain() {
    start();
    Future<OpenedStream> open = link.openStream(TCP, new Bytes(), Duration.ofSeconds(60));
    connect();
    passConnected(Duration.ofSeconds(20));
    assertThat(link.state()).isInstanceOf(LinkState.Stale.class);
    assertThat(sent()).contains(ByteBufUtil.hexDump("localhost:80".getBytes(US_ASCII)));

    connections.getLast().writeInbound(keepAlive());
    passConnected(Duration.ofSeconds(1));
    assertThat(link.state()).isInstanceOf(LinkState.Up.class);
    assertThat(open.isDone()).isFalse();
    assertThat(sent()).isEmpty();
  }

  @Test
  void theDeviceIsNotBlamedWhereNothingComesFromTheEdge() {
    start();
    connect();
    Future<OpenedStream> open = link.openStream(TCP, new Bytes(), Duration.ofSeconds(15));
    passConnected(Duration.ofSeconds(15));
    assertThat(open.cause()).hasMessage("Nothing has come from edge.test for 15 s.");
  }

  @Test
  void aPersonMayConnectAnewToASilentEdge() {
    start();
    EdgeClient silent = connect();
    EmbeddedChannel old = connections.getLast();
    passConnected(Duration.ofSeconds(20));
    link.retryNow();
    loop.runPendingTasks();
    old.runPendingTasks();
    assertThat(silent.session().isOpen()).isFalse();
    assertThat(link.state()).isInstanceOf(LinkState.Connecting.class);
    EdgeClient fresh = connect();
    assertThat(link.state())
        .isInstanceOfSatisfying(LinkState.Up.class, up -> assertThat(up.client()).isSameAs(fresh));
  }

  @Test
  void aSilentConnectionThatIsGivenUpIsReplaced() {
    start();
    connect();
    passConnected(Duration.ofSeconds(20));
    lose();
    assertThat(link.state()).isInstanceOf(LinkState.Waiting.class);
  }
}
