package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.problem.Notices;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many devices are given certificates at once. */
@Timeout(60)
class EnrolmentDeskTest {
  private static final int AT_ONCE = 16;

  private final BlockingQueue<Boolean> mayGoOn = new LinkedBlockingQueue<>();
  private final TurnedClock clock = new TurnedClock();
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final X509Certificate certificate = certificate();
  private final EnrolmentDesk desk =
      new EnrolmentDesk(
          new Slow(),
          new GuessBrake(clock),
          new Notices(told::add, clock),
          (secret, id) -> {},
          Thread::startVirtualThread);

  @AfterEach
  void stop() {
    letAllGoOn();
  }

  private void letAllGoOn() {
    for (int i = 0; i < AT_ONCE; i++) {
      mayGoOn.add(true);
    }
  }

  /** Answers when it may go on, or else cannot keep anything. */
  private final class Slow implements Enrolment {
    @Override
    public boolean invites() {
      return true;
    }

    @Override
    public DeviceInvitation invite(String device) {
      throw new AssertionError("nobody asks for an invitation");
    }

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
}
