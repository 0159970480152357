package dev.portolan.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.edge.metrics.MetricsText;
import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.enrol.InvitationRequest;
import dev.portolan.transport.message.PresenceOffer;
import dev.portolan.transport.message.UpgradeTerms;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.testing.Futures;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeResponderTest {

  private static final String HEAD =
      RawConnection.head(
          "GET /device/d1 HTTP/1.1",
          "Authorization: t",
          "Connection: upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Protocol: qbee-v1");
  private static final String DEVICE_HEAD = HEAD.replace("Authorization: t\r\n", "");
  private static final String INVITE =
      RawConnection.head(
          "POST " + InvitationRequest.PATH + " HTTP/1.1",
          "Authorization: t",
          InvitationRequest.DEVICE + ": pump");

  private static final int NO_TIMER = -1;
  private static final TestPki PKI = new TestPki();

  private final TurnedClock clock = new TurnedClock();
  private final List<String> told = new ArrayList<>();
  private final GuessBrake brake = new GuessBrake(clock);
  private final StringBuilder afterHead = new StringBuilder();
  private final List<String> logged = new ArrayList<>();
  private final Notices refusals = new Notices(logged::add, Ticker.newMockTicker());
  private final ConnectionCounters counters = new ConnectionCounters();
  private final List<String> devices = new ArrayList<>();
  private final Invitations enrolment = new Invitations();
  private final Queue<Runnable> work = new ArrayDeque<>();
  private TrustedDevices trusted = TrustedDevices.ofIds();
  private @Nullable SocketAddress remote;
  private int over;
  private final Authenticator authenticator =
      new Authenticator(
          () -> trusted,
          ClientAuthorizer.tokens(
              Current.fixed(ClientTokens.of(List.of(ClientToken.of("tester", "t").withInvite()))),
              Current.fixed(DeviceList.EMPTY)),
          device -> device.equals("d1") ? null : "device not connected",
          brake,
          new Notices(told::add, clock));
  private final InvitationDesk invitations =
      new InvitationDesk(enrolment, authenticator, new GuessBrake(clock), refusals, sentence -> {});

  /** Sent to clients by this test's sessions. */
  private Function<Channel, Future<UpgradeResponder.Entry>> entry =
      asking -> ImmediateEventExecutor.INSTANCE.newSucceededFuture(granted(asking));

  private final EmbeddedChannel connection = connection();

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  @Test
  void closesSilentConnectionAfterFifteenSeconds() {
    connection.writeInbound(Unpooled.copiedBuffer("GET / HT", ISO_8859_1));
    pass(14_999);
    assertThat(connection.isOpen()).isTrue();
    assertThat(over).isZero();
    pass(1);
    assertThat(connection.isOpen()).isFalse();
    assertThat(over).isOne();
  }

  @Test
  void passesAllBytesBehindTheHeadToTheSession() {
    byte[] all = (HEAD + "GET / HTTP/1.1\r\n\r\nor anything else").getBytes(ISO_8859_1);
    for (int first = 1; first < all.length; first++) {
      afterHead.setLength(0);
      EmbeddedChannel cut = connection();
      cut.writeInbound(Unpooled.copiedBuffer(all, 0, first));
      cut.writeInbound(Unpooled.copiedBuffer(all, first, all.length - first));
      assertThat(afterHead).hasToString("GET / HTTP/1.1\r\n\r\nor anything else");
      cut.finishAndReleaseAll();
    }
  }

  @Test
  void removesTimeoutAndHttpFromSession() {
    connection.writeInbound(Unpooled.copiedBuffer(HEAD, ISO_8859_1));
    ByteBuf answer = connection.readOutbound();
    assertThat(answer.toString(ISO_8859_1)).startsWith("HTTP/1.1 101 ");
    answer.release();
    pass(60_000);
    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.pipeline().get(RequestHeadDecoder.class)).isNull();
    assertThat(connection.pipeline().get(UpgradeResponder.class)).isNull();
    assertThat(over).isOne();
  }

  @Test
  void doesNotReadWhileWaitingForAdmission() {
    Promise<UpgradeResponder.Entry> waits = ImmediateEventExecutor.INSTANCE.newPromise();
    entry = asking -> waits;
    connection.writeInbound(Unpooled.copiedBuffer(HEAD + "more", ISO_8859_1));
    assertThat(connection.config().isAutoRead()).isFalse();
    pass(60_000);
    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.<ByteBuf>readOutbound()).isNull();
    waits.setSuccess(granted(connection));
    assertThat(connection.config().isAutoRead()).isTrue();
    ByteBuf answer = connection.readOutbound();
    assertThat(answer.toString(ISO_8859_1)).startsWith("HTTP/1.1 101 ");
    answer.release();
    assertThat(afterHead).hasToString("more");
  }

  @Test
  void closingWhileWaitingMakesNoSession() {
    Promise<UpgradeResponder.Entry> waits = ImmediateEventExecutor.INSTANCE.newPromise();
    entry = asking -> waits;
    connection.writeInbound(Unpooled.copiedBuffer(HEAD, ISO_8859_1));
    connection.close();
    assertThat(over).isOne();
    waits.setSuccess(granted(connection));
    assertThat(connection.pipeline().get(Collector.class)).isNull();
  }

  @Test
  void leavesNoTimerBehind() {
    connection.pipeline().remove(UpgradeResponder.class);
    assertThat(connection.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
  }

  @Test
  void refusalNamesTheAddressThatItIsSentTo() {
    remote = new InetSocketAddress("192.0.2.7", 4711);
    answer(HEAD.replace("d1", "d2"));
    remote = InetSocketAddress.createUnresolved("nowhere.test", 4711);
    answer(HEAD.replace("d1", "d2"));
    assertThat(logged)
        .containsExactly(
            "refused 192.0.2.7 with 404: device not connected.",
            "refused an unknown address with 404: device not connected.");
  }

  @Test
  void countsWhoWasLetInAndWhoWasRefused() {
    answer(HEAD);
    answer(HEAD.replace("Authorization: t", "Authorization: wrong"));
    answer(DEVICE_HEAD);
    assertThat(counted())
        .contains(
            "portolan_upgrades_total{peer=\"client\"} 1",
            "portolan_upgrades_refused_total{peer=\"client\",status=\"401\"} 1",
            "portolan_upgrades_refused_total{peer=\"unknown\",status=\"401\"} 1");
  }

  private List<String> counted() {
    MetricsText text = new MetricsText();
    counters.describe(text);
    return text.toString().lines().toList();
  }

  /** It may wait for a file that is written. */
  @Test
  void aRequestForACertificateThatHasComeIsNoLongerLate() {
    EmbeddedChannel device = connection(work::add);
    device.writeInbound(
        Unpooled.copiedBuffer(
            RawConnection.head("POST " + EnrolRequest.PATH + " HTTP/1.1"), ISO_8859_1));
    pass(device, 60_000);
    assertThat(device.isOpen()).isTrue();
    assertThat(device.<ByteBuf>readOutbound()).isNull();

    work.remove().run();
    device.runPendingTasks();
    ByteBuf answer = device.readOutbound();
    assertThat(answer.toString(ISO_8859_1)).startsWith("HTTP/1.1 401 ");
    answer.release();
    assertThat(device.isOpen()).isFalse();
    assertThat(logged)
        .containsExactly("answered a request for a certificate of an unknown address with 401.");
    assertThat(counted()).contains("portolan_certificate_requests_total{status=\"401\"} 1");
  }

  @Test
  void aRequestForAnInvitationThatHasComeIsNoLongerLate() {
    connection.writeInbound(Unpooled.copiedBuffer(INVITE, ISO_8859_1));
    pass(60_000);
    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.<ByteBuf>readOutbound()).isNull();

    enrolment.go.countDown();
    Futures.until(
        () -> {
          connection.runPendingTasks();
          return over == 1;
        });
    ByteBuf answer = connection.readOutbound();
    assertThat(answer.toString(ISO_8859_1)).startsWith("HTTP/1.1 200 ");
    answer.release();
    assertThat(connection.isOpen()).isTrue();
    assertThat(connection.pipeline().get(RequestHeadDecoder.class)).isNull();
    assertThat(invitations.waitingCount()).isOne();
    connection.close();
    assertThat(invitations.waitingCount()).isZero();
  }

  @Test
  void whoLeavesBeforeTheInvitationIsMadeGivesItsPlaceBack() {
    connection.writeInbound(Unpooled.copiedBuffer(INVITE, ISO_8859_1));
    assertThat(invitations.waitingCount()).isOne();
    connection.close();

    enrolment.go.countDown();
    Futures.until(
        () -> {
          connection.runPendingTasks();
          return invitations.waitingCount() == 0;
        });
  }

  /** A peer whose TLS works can read why it is sent away. */
  @Test
  void aRequestThatDoesNotComeInTimeIsAnsweredOnceThereIsTls() throws Exception {
    try (Tls client = new Tls(null)) {
      pass(client.edge, 15_000);
      assertThat(client.answer())
          .startsWith("HTTP/1.1 408 ")
          .endsWith("\r\n\r\nthe request took too long\n");
      assertThat(client.edge.isOpen()).isFalse();
    }
  }

  @Test
  void aDeviceIsKnownByItsCertificate() throws Exception {
    ClientIdentity identity = PKI.newDevice("pump");
    trusted = TrustedDevices.ofIds(DeviceId.of(identity.certificate()));
    try (Tls device = new Tls(identity)) {
      device.send(DEVICE_HEAD);
      assertThat(device.answer()).startsWith("HTTP/1.1 101 ");
    }
    assertThat(devices).containsExactly(DeviceId.of(identity.certificate()));
    assertThat(counted()).contains("portolan_upgrades_total{peer=\"device\"} 1");
  }

  @Test
  void aDeviceThatIsNotTrustedIsToldSo() throws Exception {
    try (Tls device = new Tls(PKI.newDevice("pump"))) {
      device.send(DEVICE_HEAD);
      assertThat(device.answer()).startsWith("HTTP/1.1 403 ");
    }
    assertThat(devices).isEmpty();
    assertThat(counted())
        .contains("portolan_upgrades_refused_total{peer=\"device\",status=\"403\"} 1");
  }

  @Test
  void aPeerWithoutACertificateIsNoDevice() throws Exception {
    try (Tls device = new Tls(null)) {
      device.send(DEVICE_HEAD);
      assertThat(device.answer()).startsWith("HTTP/1.1 401 ").contains("shows its certificate");
    }
  }

  /** A connection to the edge over TLS, without a socket. */
  private final class Tls implements AutoCloseable {
    private final EmbeddedChannel edge = connection();
    private final EmbeddedChannel peer = new EmbeddedChannel();

    Tls(@Nullable ClientIdentity identity) throws Exception {
      SslContextBuilder context =
          SslContextBuilder.forClient()
              .trustManager(PKI.authority().getCertificate())
              .endpointIdentificationAlgorithm(null);
      if (identity != null) {
        context.keyManager(identity.key(), identity.chain());
      }
      edge.pipeline()
          .addFirst(ServerTls.ofJdk(PKI.edgeIdentity()).usual().newHandler(edge.alloc()));
      peer.pipeline().addFirst(context.build().newHandler(peer.alloc()));
      exchange();
    }

    private void exchange() {
      for (boolean more = true; more; ) {
        more = move(peer, edge) || move(edge, peer);
      }
    }

    private static boolean move(EmbeddedChannel from, EmbeddedChannel to) {
      from.runPendingTasks();
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

    void send(String text) {
      peer.writeOutbound(Unpooled.copiedBuffer(text, ISO_8859_1));
      exchange();
    }

    String answer() {
      exchange();
      StringBuilder text = new StringBuilder();
      for (ByteBuf in = peer.readInbound(); in != null; in = peer.readInbound()) {
        text.append(in.toString(ISO_8859_1));
        in.release();
      }
      return text.toString();
    }

    @Override
    public void close() {
      edge.finishAndReleaseAll();
      peer.finishAndReleaseAll();
    }
  }

  /** Repeated refusals must not fill the log. */
  @Test
  void coalescesRefusalsOfOneKind() {
    for (int i = 0; i < 100; i++) {
      EmbeddedChannel refused = connection();
      refused.writeInbound(Unpooled.copiedBuffer(HEAD.replace("d1", "d2"), ISO_8859_1));
      refused.finishAndReleaseAll();
    }
    assertThat(logged)
        .containsExactly("refused an unknown address with 404: device not connected.");
  }

  @Test
  void refusalNamesTheReason() {
    UpgradeResponder.Entry denied =
        new UpgradeResponder.Entry.Denied(Authenticator.tooManyConnections(1).refusal());
    entry = asking -> ImmediateEventExecutor.INSTANCE.newSucceededFuture(denied);
    connection.writeInbound(Unpooled.copiedBuffer(HEAD, ISO_8859_1));
    ByteBuf answer = connection.readOutbound();
    assertThat(answer.toString(ISO_8859_1))
        .startsWith("HTTP/1.1 429 ")
        .endsWith(
            "\r\n\r\nthis edge lets one user have 1 connection at once; close some and try"
                + " again\n");
    answer.release();
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aHeadWithTwoAuthorizationsIsRefused() {
    String two = HEAD.replace("Authorization: t\r\n", "Authorization: t\r\nauthorization: t\r\n");
    connection.writeInbound(Unpooled.copiedBuffer(two, ISO_8859_1));
    ByteBuf answer = connection.readOutbound();
    assertThat(answer.toString(ISO_8859_1))
        .startsWith("HTTP/1.1 400 ")
        .endsWith("\r\n\r\nthere is more than one Authorization header\n");
    answer.release();
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void whoGuessesIsToldWhenToTryAgain() {
    String wrong = HEAD.replace("Authorization: t", "Authorization: wrong");
    for (int i = 0; i < 10; i++) {
      assertThat(answer(wrong)).startsWith("HTTP/1.1 401 ").doesNotContain("Retry-After");
    }
    assertThat(answer(wrong)).startsWith("HTTP/1.1 429 ").contains("\r\nRetry-After: 6\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "nonsense, 400, this is no HTTP request",
    "LONG_LINE, 414, the address is too long",
    "LONG_HEAD, 431, the request head is too long",
  })
  void whatIsNoRequestIsToldWhy(String request, int status, String reason) {
    String bytes =
        switch (request) {
          case "LONG_LINE" -> "GET /" + "a".repeat(UpgradeTerms.MAX_LINE) + " HTTP/1.1\r\n\r\n";
          case "LONG_HEAD" ->
              RawConnection.head("GET / HTTP/1.1", "X: " + "a".repeat(UpgradeTerms.MAX_HEAD));
          default -> request + "\r\n\r\n";
        };
    assertThat(answer(bytes))
        .startsWith("HTTP/1.1 " + status + " ")
        .endsWith("\r\n\r\n" + reason + "\n");
  }

  @ParameterizedTest
  @CsvSource({"4095, 426", "4096, 426", "4097, 414"})
  void aRequestLineHasUpTo4096Bytes(int length, int status) {
    String line = "GET / HTTP/1.1";
    String filled = line.replace("/ ", "/" + "a".repeat(length - line.length()) + " ");
    assertThat(answer(filled + "\r\n\r\n")).startsWith("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @CsvSource({"16383, 426", "16384, 426", "16385, 431"})
  void itsHeadersHaveUpTo16384Bytes(int length, int status) {
    String header = "X: " + "a".repeat(length - 3);
    assertThat(answer("GET / HTTP/1.1\r\n" + header + "\r\n\r\n"))
        .startsWith("HTTP/1.1 " + status + " ");
  }

  /** It would never be answered while its body is on the way. */
  @ParameterizedTest
  @ValueSource(strings = {EnrolRequest.PATH, InvitationRequest.PATH})
  void aRequestThatNeedsNoSessionIsAnsweredByItsHeadAlone(String path) {
    connection.writeInbound(
        Unpooled.copiedBuffer(
            RawConnection.head("POST " + path + " HTTP/1.1", "Content-Length: 5"), ISO_8859_1));
    ByteBuf answer = connection.readOutbound();
    assertThat(answer.toString(ISO_8859_1)).startsWith("HTTP/1.1 401 ").contains("sends its ");
    answer.release();
    assertThat(connection.isOpen()).isFalse();
    assertThat(over).isOne();
    assertThat(logged).singleElement().asString().contains("an unknown address with 401");
  }

  @Test
  void anUpgradeIsNotAnsweredBeforeItHasEnded() {
    String withBody = HEAD.replace("Authorization: t", "Authorization: t\r\nContent-Length: 5");
    connection.writeInbound(Unpooled.copiedBuffer(withBody, ISO_8859_1));
    assertThat(connection.<ByteBuf>readOutbound()).isNull();
    pass(15_000);
    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void presenceIsOfferedToThoseThatAskForIt() {
    assertThat(answer(HEAD)).doesNotContain(PresenceOffer.HEADER);
    assertThat(answer(HEAD.replace("Authorization", PresenceOffer.HEADER + ": 1\r\nAuthorization")))
        .startsWith("HTTP/1.1 101 ")
        .endsWith("\r\n" + PresenceOffer.HEADER + ": 1\r\n\r\n");
  }

  private String answer(String head) {
    EmbeddedChannel guess = connection();
    guess.writeInbound(Unpooled.copiedBuffer(head, ISO_8859_1));
    ByteBuf answer = guess.readOutbound();
    try {
      return answer.toString(ISO_8859_1);
    } finally {
      answer.release();
      guess.finishAndReleaseAll();
    }
  }

  /** An admission whose session records its input. */
  private UpgradeResponder.Entry granted(Channel asking) {
    return new UpgradeResponder.Entry.Granted(() -> asking.pipeline().addLast(new Collector()));
  }

  private void pass(long millis) {
    pass(connection, millis);
  }

  private static void pass(EmbeddedChannel channel, long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  private EmbeddedChannel connection() {
    return connection(Runnable::run);
  }

  /**
   * @param workers of the desk for certificates
   */
  private EmbeddedChannel connection(Executor workers) {
    RequestHeadDecoder decoder = new RequestHeadDecoder();
    EmbeddedChannel channel =
        new EmbeddedChannel() {
          @Override
          protected @Nullable SocketAddress remoteAddress0() {
            return remote;
          }
        };
    channel.freezeTime(); // Before the handler begins to count.
    channel
        .pipeline()
        .addLast(
            decoder,
            new UpgradeResponder(
                decoder,
                authenticator,
                new EnrolmentDesk(Enrolment.NONE, brake, refusals, (secret, id) -> {}, workers),
                invitations,
                new Sessions(),
                counters,
                refusals,
                () -> over++));
    return channel;
  }

  /** Admits clients as the test decides. */
  private final class Sessions implements UpgradeResponder.Sessions {

    @Override
    public Future<UpgradeResponder.Entry> forClient(
        Channel connection, Admission.Client client, boolean halfClose) {
      return entry.apply(connection);
    }

    @Override
    public Future<UpgradeResponder.Entry> forDevice(
        Channel connection, Admission.Device device, boolean halfClose) {
      devices.add(device.device());
      return entry.apply(connection);
    }
  }

  /** Makes an invitation once the test lets it go. */
  private static final class Invitations implements Enrolment {
    private final CountDownLatch go = new CountDownLatch(1);

    @Override
    public boolean invites() {
      return true;
    }

    @Override
    public DeviceInvitation invite(String device) {
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return new DeviceInvitation(
          new InvitationCode("0".repeat(20), "1".repeat(20)),
          URI.create("https://edge.test"),
          Duration.ofHours(1));
    }

    @Override
    public Answer enrol(EnrolRequest request) {
      throw new AssertionError("nobody sends a code");
    }

    @Override
    public Answer renew(List<X509Certificate> chain) {
      throw new AssertionError("nobody asks for a certificate");
    }
  }

  private final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf msg) {
      afterHead.append(msg.toString(ISO_8859_1));
    }
  }
}
