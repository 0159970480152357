package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.tls.KeyKind;
import dev.portolan.transport.tls.Pem;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What devices are answered, and how many are given certificates at once. */
@Timeout(60)
class EnrolmentDeskTest {
  private static final int AT_ONCE = 16;
  private static final String RIGHT = "0123456789ABCDEFGHJK";
  private static final String WRONG = "1123456789ABCDEFGHJK";
  private static final KeyPair KEYS = KeyKind.newP256();

  private final BlockingQueue<Boolean> mayGoOn = new LinkedBlockingQueue<>();
  private final TurnedClock clock = new TurnedClock();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final List<String> enrolled = new ArrayList<>();
  private final X509Certificate certificate = certificate();
  private final EnrolmentDesk desk = desk(new Slow(), Thread::startVirtualThread);

  private EnrolmentDesk desk(Enrolment enrolment, Executor workers) {
    return new EnrolmentDesk(
        enrolment,
        new GuessBrake(clock),
        new Notices(told::add, clock),
        (secret, id) -> enrolled.add(secret + " " + id),
        workers);
  }

  @AfterEach
  void stop() {
    letAllGoOn();
  }

  private void letAllGoOn() {
    for (int i = 0; i < AT_ONCE; i++) {
      mayGoOn.add(true);
    }
  }

  /** Gives certificates only. */
  private abstract static class Certificates implements Enrolment {
    @Override
    public boolean invites() {
      return true;
    }

    @Override
    public DeviceInvitation invite(String device) {
      throw new AssertionError("nobody asks for an invitation");
    }
  }

  /** Answers when it may go on, or else cannot keep anything. */
  private final class Slow extends Certificates {
    @Override
    public Answer enrol(EnrolRequest request) {
      throw new AssertionError("nobody sends a code");
    }

    @Override
    public Answer renew(List<X509Certificate> chain) throws IOException {
      try {
        if (!mayGoOn.take()) {
          throw new IOException("no space left on device");
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return new Answer.Issued(certificate);
    }
  }

  /** Gives a certificate for the right code, and none for an older certificate. */
  private final class Quick extends Certificates {
    private final Refusal refusal;

    Quick(Refusal refusal) {
      this.refusal = refusal;
    }

    @Override
    public Answer enrol(EnrolRequest request) {
      return request.equals(new EnrolRequest(RIGHT, KEYS.getPublic()))
          ? new Answer.Issued(certificate)
          : new Answer.Refused(Refusal.WRONG_CODE, "the code is wrong");
    }

    @Override
    public Answer renew(List<X509Certificate> chain) {
      return new Answer.Refused(refusal, "no: " + refusal);
    }
  }

  private static HttpHeaders headers(String secret) {
    String key = Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    try {
      return new DefaultHttpHeaders()
          .set("Authorization", "Portolan-Invitation " + secret)
          .set("Portolan-Key", key)
          .set("Portolan-Proof", EnrolmentPathTest.proof(secret, key, KEYS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TextResponse answer(EnrolmentDesk desk, HttpHeaders headers, String host) {
    return desk.answer(
            headers, List.of(), new InetSocketAddress(host, 1), ImmediateEventExecutor.INSTANCE)
        .getNow();
  }

  private static X509Certificate certificate() {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=a")
          .setIsCertificateAuthority(true)
          .buildSelfSigned()
          .getCertificate();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Future<TextResponse> come() {
    return desk.answer(
        new DefaultHttpHeaders(), List.of(certificate), null, ImmediateEventExecutor.INSTANCE);
  }

  private static HttpResponseStatus status(Future<TextResponse> answer) {
    assertThat(answer.awaitUninterruptibly(30, TimeUnit.SECONDS)).isTrue();
    return answer.getNow().status();
  }

  private List<Future<TextResponse>> fill() {
    List<Future<TextResponse>> waiting = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      waiting.add(come());
    }
    assertThat(waiting).noneMatch(Future::isDone);
    return waiting;
  }

  @Test
  void sixteenDevicesAreServedAtOnceAndTheNextIsToldToComeAgain() {
    List<Future<TextResponse>> waiting = fill();
    Future<TextResponse> tooMany = come();
    assertThat(tooMany.isDone()).isTrue();
    assertThat(status(tooMany)).isEqualTo(HttpResponseStatus.SERVICE_UNAVAILABLE);
    letAllGoOn();
    assertThat(waiting).allMatch(answer -> status(answer).equals(HttpResponseStatus.OK));
    fill();
  }

  @Test
  void whoCannotBeServedLeavesItsPlace() {
    List<Future<TextResponse>> waiting = fill();
    mayGoOn.add(false);
    letAllGoOn();
    assertThat(waiting.stream().map(EnrolmentDeskTest::status))
        .containsOnlyOnce(HttpResponseStatus.INTERNAL_SERVER_ERROR)
        .contains(HttpResponseStatus.OK);
    mayGoOn.clear();
    assertThat(told).singleElement().asString().contains("no space left on device");
    fill();
  }

  @Test
  void onlyAPostToItsPathIsForTheDesk() {
    assertThat(isFor(HttpMethod.POST, EnrolRequest.PATH)).isTrue();
    assertThat(isFor(HttpMethod.GET, EnrolRequest.PATH)).isFalse();
    assertThat(isFor(HttpMethod.POST, EnrolRequest.PATH + "/")).isFalse();
  }

  private static boolean isFor(HttpMethod method, String uri) {
    return EnrolmentDesk.isFor(new DefaultHttpRequest(HttpVersion.HTTP_1_1, method, uri));
  }

  @Test
  void whoHasACodeGetsACertificateAndIsReported() {
    EnrolmentDesk quick = desk(new Quick(Enrolment.Refusal.NOT_TRUSTED), Runnable::run);

    TextResponse answer = answer(quick, headers(RIGHT), "192.0.2.1");

    assertThat(answer.status()).isEqualTo(HttpResponseStatus.OK);
    assertThat(answer.body()).isEqualTo(Pem.of(certificate));
    assertThat(enrolled).containsExactly(RIGHT + " " + DeviceId.of(certificate));
    assertThat(told).isEmpty();
  }

  @Test
  void aWrongCodeSlowsItsNetworkDown() {
    EnrolmentDesk quick = desk(new Quick(Enrolment.Refusal.NOT_TRUSTED), Runnable::run);
    for (int i = 0; i < GuessBrake.AT_ONCE; i++) {
      TextResponse wrong = answer(quick, headers(WRONG), "192.0.2.1");
      assertThat(wrong.status()).isEqualTo(HttpResponseStatus.FORBIDDEN);
      assertThat(wrong.body()).isEqualTo("the code is wrong\n");
    }
    assertThat(told)
        .containsExactly(
            "a device came with a code that is wrong, used or expired, from 192.0.2.1.");

    TextResponse early = answer(quick, headers(RIGHT), "192.0.2.1");
    assertThat(early.status()).isEqualTo(HttpResponseStatus.TOO_MANY_REQUESTS);
    assertThat(early.body())
        .isEqualTo("too many wrong codes came from your network; try again in 6 s\n");
    assertThat(enrolled).isEmpty();
    assertThat(answer(quick, headers(RIGHT), "192.0.2.2").status())
        .isEqualTo(HttpResponseStatus.OK);

    clock.pass(GuessBrake.PAUSE);
    assertThat(answer(quick, headers(RIGHT), "192.0.2.1").status())
        .isEqualTo(HttpResponseStatus.OK);
  }

  @Test
  void whatIsNoRequestIsNotCountedAsAWrongCode() {
    EnrolmentDesk quick = desk(new Quick(Enrolment.Refusal.NOT_TRUSTED), Runnable::run);
    for (int i = 0; i <= GuessBrake.AT_ONCE; i++) {
      TextResponse bad = answer(quick, headers(RIGHT).remove("Portolan-Key"), "192.0.2.1");
      assertThat(bad.status()).isEqualTo(HttpResponseStatus.BAD_REQUEST);
      assertThat(bad.body()).isEqualTo("the header Portolan-Key is missing or wrong\n");
    }
  }

  @Test
  void whoShowsNeitherCodeNorCertificateIsToldSo() {
    EnrolmentDesk quick = desk(new Quick(Enrolment.Refusal.NOT_TRUSTED), Runnable::run);

    assertThat(answer(quick, new DefaultHttpHeaders(), "192.0.2.1").status())
        .isEqualTo(HttpResponseStatus.UNAUTHORIZED);
  }

  @ParameterizedTest
  @CsvSource({"NOT_OFFERED, 404", "NOT_TRUSTED, 403", "WRONG_CODE, 403"})
  void aRefusalHasItsStatus(Enrolment.Refusal refusal, int status) {
    TextResponse answer =
        desk(new Quick(refusal), Runnable::run)
            .answer(
                new DefaultHttpHeaders(),
                List.of(certificate),
                null,
                ImmediateEventExecutor.INSTANCE)
            .getNow();

    assertThat(answer.status().code()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("no: " + refusal + "\n");
    assertThat(enrolled).isEmpty();
  }
}
