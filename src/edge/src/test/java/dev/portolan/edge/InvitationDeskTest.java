package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.enrol.InvitationRequest;
import dev.portolan.transport.problem.Notices;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients that invite devices are answered, and how many may do so at once. */
@Timeout(60)
class InvitationDeskTest {
  private static final String HOST = "host-token";
  private static final String OTHER = "other-token";
  private static final String GUEST = "guest-token";

  /** How many of one client may wait. */
  private static final int WAITING = InvitationDesk.WAITING - InvitationDesk.RESERVED;

  private final TurnedClock clock = new TurnedClock();
  private final List<String> audit = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Inviting enrolment = new Inviting();
  private volatile ClientTokens tokens =
      ClientTokens.of(
          List.of(
              ClientToken.of("host", HOST).withInvite(),
              ClientToken.of("other", OTHER).withInvite(),
              ClientToken.of("guest", GUEST)));
  private final InvitationDesk desk =
      new InvitationDesk(
          enrolment,
          new Authenticator(
              TrustedDevices::ofIds,
              ClientAuthorizer.tokens(
                  new Current<>() {
                    @Override
                    public ClientTokens get() {
                      return tokens;
                    }

                    @Override
                    public void onChange(Runnable action) {
                      // What is told is judged when it is told.
                    }
                  },
                  Current.fixed(DeviceList.EMPTY)),
              device -> null,
              new GuessBrake(clock),
              new Notices(told::add, clock)),
          new GuessBrake(clock),
          new Notices(told::add, clock),
          audit::add);

  /** Makes invitations by a counter, when it may. */
  private static final class Inviting implements Enrolment {
    private final BlockingQueue<Boolean> mayGoOn = new LinkedBlockingQueue<>();
    private volatile boolean invites = true;
    private volatile boolean waits;
    private volatile @Nullable Exception fault;
    private int count;

    @Override
    public boolean invites() {
      return invites;
    }

    @Override
    public DeviceInvitation invite(String device) throws IOException {
      try {
        if (waits) {
          mayGoOn.take();
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (fault instanceof IOException io) {
        throw io;
      }
      if (fault instanceof RuntimeException runtime) {
        throw runtime;
      }
      return invitation();
    }

    private synchronized DeviceInvitation invitation() {
      return new DeviceInvitation(
          new InvitationCode("%020d".formatted(count++), "0".repeat(20)),
          URI.create("https://edge:1"),
          Duration.ofHours(1));
    }

    @Override
    public Answer enrol(EnrolRequest request) {
      throw new AssertionError("nobody sends a code");
    }

    @Override
    public Answer renew(List<X509Certificate> chain) {
      throw new AssertionError("nobody shows a certificate");
    }
  }

  private static HttpHeaders headers(String token, String device) {
    return new DefaultHttpHeaders()
        .set("Authorization", token)
        .set(InvitationRequest.DEVICE, device);
  }

  private Future<InvitationDesk.Answer> ask(HttpHeaders headers) {
    return desk.answer(
        headers, new InetSocketAddress("192.0.2.1", 1), ImmediateEventExecutor.INSTANCE);
  }

  private static InvitationDesk.Answer get(Future<InvitationDesk.Answer> answer) {
    assertThat(answer.awaitUninterruptibly(30, TimeUnit.SECONDS)).isTrue();
    return answer.getNow();
  }

  private InvitationDesk.Answer.Invited invited(String token, String device) {
    InvitationDesk.Answer answer = get(ask(headers(token, device)));
    assertThat(answer).isInstanceOf(InvitationDesk.Answer.Invited.class);
    return (InvitationDesk.Answer.Invited) answer;
  }

  private static String secret(InvitationDesk.Answer.Invited invited) {
    return invited.invitation().code().secret();
  }

  private static Refusal refusal(InvitationDesk.Answer answer) {
    assertThat(answer).isInstanceOf(InvitationDesk.Answer.Refused.class);
    return ((InvitationDesk.Answer.Refused) answer).refusal();
  }

  private void assertRefused(HttpHeaders headers, int status, String words) {
    Refusal refusal = refusal(get(ask(headers)));
    assertThat(refusal.status().code()).isEqualTo(status);
    assertThat(refusal.reason()).contains(words);
    assertThat(desk.waitingCount()).isZero();
    assertThat(audit).isEmpty();
  }

  @Test
  void onlyAPostToItsPathIsForTheDesk() {
    assertThat(isFor(HttpMethod.POST, InvitationRequest.PATH)).isTrue();
    assertThat(isFor(HttpMethod.GET, InvitationRequest.PATH)).isFalse();
    assertThat(isFor(HttpMethod.POST, InvitationRequest.PATH + "/")).isFalse();
  }

  private static boolean isFor(HttpMethod method, String uri) {
    return InvitationDesk.isFor(new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri));
  }

  @Test
  void whoInvitesADeviceIsToldThatItHasCome() {
    InvitationDesk.Answer.Invited pump = invited(HOST, "pump-7");
    InvitationDesk.Answer.Invited door = invited(HOST, "door");
    assertThat(desk.waitingCount()).isEqualTo(2);

    desk.enrolled(secret(pump), "id-7");
    desk.enrolled(secret(pump), "id-8");
    desk.enrolled("nobody's", "id-9");

    assertThat(pump.device().getNow()).isEqualTo("id-7");
    assertThat(door.device().isDone()).isFalse();
    assertThat(audit)
        .containsExactly(
            "client host has invited the device pump-7, from 192.0.2.1",
            "client host has invited the device door, from 192.0.2.1",
            "device pump-7 has come, which client host invited: id-7");
    pump.over().run();
    assertThat(desk.waitingCount()).isEqualTo(1);
  }

  @Test
  void whoHasLeftIsToldNothing() {
    InvitationDesk.Answer.Invited pump = invited(HOST, "pump-7");
    pump.over().run();

    desk.enrolled(secret(pump), "id-7");

    assertThat(pump.device().isDone()).isFalse();
    assertThat(audit).hasSize(1);
  }

  @Test
  void whoMayNoLongerInviteIsNotToldWhoCame() {
    InvitationDesk.Answer.Invited pump = invited(HOST, "pump-7");
    tokens = ClientTokens.of(List.of(ClientToken.of("other", HOST).withInvite()));

    desk.enrolled(secret(pump), "id-7");

    assertThat(pump.device().cause()).hasMessage("the client may not invite devices any more");
  }

  @ParameterizedTest
  @CsvSource({
    "'', pump, 401, sends its token in the header",
    "wrong, pump, 401, unknown token",
    "guest-token, pump, 403, this token may not invite devices",
    "host-token, -pump, 400, the name of a device has up to 63",
    "host-token, '', 400, the name of a device has up to 63",
  })
  void whatIsWrongIsSaid(String token, String device, int status, String words) {
    assertRefused(headers(token, device), status, words);
  }

  @Test
  void oneDeviceIsInvitedAtOnce() {
    assertRefused(
        headers(HOST, "a").remove(InvitationRequest.DEVICE), 400, "Portolan-Device is missing");
    assertRefused(
        headers(HOST, "a").add(InvitationRequest.DEVICE, "b"), 400, "Portolan-Device is missing");
  }

  @Test
  void anEdgeWithoutAnAuthoritySaysSo() {
    enrolment.invites = false;

    assertRefused(headers(HOST, "pump"), 404, "no authority of its own");
  }

  @Test
  void whoInvitesManyIsSlowedDownAndNobodyElse() {
    for (int i = 0; i < GuessBrake.AT_ONCE; i++) {
      invited(HOST, "pump");
    }
    Refusal refusal = refusal(get(ask(headers(HOST, "pump"))));
    assertThat(refusal.status().code()).isEqualTo(429);
    assertThat(refusal.reason()).isEqualTo("you have invited many devices; try again in 6 s");
    assertThat(refusal.retryAfter()).isEqualTo(GuessBrake.PAUSE);
    assertThat(desk.waitingCount()).isEqualTo(GuessBrake.AT_ONCE);
    invited(OTHER, "pump");

    clock.pass(GuessBrake.PAUSE);
    invited(HOST, "pump");
  }

  @Test
  void invitationsOfOneClientWaitUpToALimit() {
    List<InvitationDesk.Answer.Invited> waiting = new ArrayList<>();
    for (int i = 0; i < WAITING; i++) {
      waiting.add(invited(HOST, "pump"));
      clock.pass(GuessBrake.PAUSE);
    }
    Refusal refusal = refusal(get(ask(headers(HOST, "pump"))));
    assertThat(refusal.status().code()).isEqualTo(429);
    assertThat(refusal.reason()).isEqualTo("too many of your invitations wait for a device");
    assertThat(desk.waitingCount()).isEqualTo(WAITING);
    invited(OTHER, "pump").over().run();

    waiting.getFirst().over().run();
    invited(HOST, "pump");
  }

  @Test
  void sixteenAreServedAtOnceAndTheNextIsToldToComeAgain() {
    enrolment.waits = true;
    List<Future<InvitationDesk.Answer>> all = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      all.add(ask(headers(i < 9 ? HOST : OTHER, "pump")));
    }
    while (all.stream().noneMatch(Future::isDone)) {
      Thread.onSpinWait();
    }
    assertThat(all.stream().filter(Future::isDone).map(InvitationDeskTest::get))
        .singleElement()
        .satisfies(
            answer -> {
              assertThat(refusal(answer).status().code()).isEqualTo(503);
              assertThat(refusal(answer).reason()).contains("many clients come at once");
            });
    assertThat(desk.waitingCount()).isEqualTo(16);

    for (int i = 0; i < 16; i++) {
      enrolment.mayGoOn.add(true);
    }
    assertThat(all.stream().map(InvitationDeskTest::get))
        .filteredOn(InvitationDesk.Answer.Invited.class::isInstance)
        .hasSize(16);
    enrolment.waits = false;
    for (int i = 0; i < 16; i++) {
      clock.pass(GuessBrake.PAUSE);
      invited(HOST, "pump");
    }
  }

  @Test
  void anInvitationThatCannotBeKeptLeavesItsPlace() {
    for (Exception fault :
        List.of(new IOException("no space left"), new IllegalStateException("unforeseen"))) {
      enrolment.fault = fault;
      assertRefused(headers(HOST, "pump"), 500, "cannot invite devices now; its log says why");
    }
    assertThat(told).singleElement().asString().contains("no space left");

    enrolment.fault = null;
    for (int i = 0; i < 17; i++) {
      clock.pass(GuessBrake.PAUSE);
      invited(HOST, "pump");
    }
  }
}
