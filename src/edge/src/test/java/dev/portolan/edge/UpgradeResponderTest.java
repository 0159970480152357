package dev.portolan.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.enrol.InvitationRequest;
import dev.portolan.transport.message.PresenceOffer;
import dev.portolan.transport.message.UpgradeTerms;
import dev.portolan.transport.problem.Notices;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

  private final TurnedClock clock = new TurnedClock();
  private final List<String> told = new ArrayList<>();
  private final GuessBrake brake = new GuessBrake(clock);
  private final StringBuilder afterHead = new StringBuilder();
  private final List<String> logged = new ArrayList<>();
  private final Notices refusals = new Notices(logged::add, Ticker.newMockTicker());
  private int over;

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
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
  }

  private EmbeddedChannel connection() {
    Authenticator authenticator =
        new Authenticator(
            TrustedDevices::ofIds,
            ClientAuthorizer.tokens(Map.of("t", "tester")),
            device -> device.equals("d1") ? null : "device not connected",
            brake,
            new Notices(told::add, clock));
    RequestHeadDecoder decoder = new RequestHeadDecoder();
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime(); // Before the handler begins to count.
    channel
        .pipeline()
        .addLast(
            decoder,
            new UpgradeResponder(
                decoder,
                authenticator,
                NoEnrolment.desk(),
                NoEnrolment.invitations(authenticator),
                new Sessions(),
                new ConnectionCounters(),
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
      throw new AssertionError("no device comes in this test");
    }
  }

  private final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf msg) {
      afterHead.append(msg.toString(ISO_8859_1));
    }
  }
}
