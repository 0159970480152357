package dev.portolan.edge;

import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.tls.Pem;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of devices for certificates to {@link Enrolment}, off the event loops, a few
 * at a time. Safe for any thread.
 */
final class EnrolmentDesk {

  private static final Logger LOG = LoggerFactory.getLogger(EnrolmentDesk.class);

  /** Each writes a file; devices come back when they are told to. */
  private static final int AT_ONCE = 16;

  private final Enrolment enrolment;
  private final GuessBrake brake;
  private final Notices notices;
  private final BiConsumer<String, String> enrolled;
  private final Executor workers;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * @param enrolled receives the secret of an invitation that was used, and the id of the device;
   *     called on any thread, must not block
   * @param workers run what writes files
   */
  EnrolmentDesk(
      Enrolment enrolment,
      GuessBrake brake,
      Notices notices,
      BiConsumer<String, String> enrolled,
      Executor workers) {
    this.enrolment = enrolment;
    this.brake = brake;
    this.notices = notices;
    this.enrolled = enrolled;
    this.workers = workers;
  }

  /** Whether the request is one for a certificate. */
  static boolean isFor(HttpRequest head) {
    return head.method().equals(HttpMethod.POST) && head.uri().equals(EnrolRequest.PATH);
  }

  /**
   * Answers a request.
   *
   * @param certificates what the device has proven to hold by TLS, its own first; may be empty
   * @param remote where it comes from
   * @param executor where the future completes
   * @return always succeeds
   */
  Future<TextResponse> answer(
      HttpHeaders headers,
      List<X509Certificate> certificates,
      @Nullable SocketAddress remote,
      EventExecutor executor) {
    Promise<TextResponse> answered = executor.newPromise();
    if (!places.tryAcquire()) {
      return answered.setSuccess(
          refused(HttpResponseStatus.SERVICE_UNAVAILABLE, "many devices come at once; try again"));
    }
    workers.execute(
        () -> {
          TextResponse response;
          try {
            response = decide(headers, certificates, remote);
          } catch (IOException | RuntimeException e) {
            LOG.error("A device got no certificate", e);
            notices.tell(
                "enrolment", "a device got no certificate, since this edge cannot keep it: " + e);
            response =
                refused(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR,
                    "this edge cannot give certificates now; its log says why");
          } finally {
            places.release();
          }
          answered.setSuccess(response);
        });
    return answered;
  }

  private TextResponse decide(
      HttpHeaders headers, List<X509Certificate> certificates, @Nullable SocketAddress remote)
      throws IOException {
    if (!EnrolRequest.isInvited(headers)) {
      return certificates.isEmpty()
          ? refused(
              HttpResponseStatus.UNAUTHORIZED,
              "a new device sends its code, another shows its certificate; there was neither")
          : response(enrolment.renew(certificates), remote);
    }
    String network = SourceNetwork.of(remote);
    Duration pause = brake.pause(network);
    if (!pause.isZero()) {
      return refused(
          HttpResponseStatus.TOO_MANY_REQUESTS,
          "too many wrong codes came from your network; try again in "
              + GuessBrake.seconds(pause)
              + " s");
    }
    EnrolRequest request;
    try {
      request = EnrolRequest.of(headers);
    } catch (IllegalArgumentException e) {
      return refused(HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
    Enrolment.Answer answer = enrolment.enrol(request);
    if (answer instanceof Enrolment.Answer.Issued(X509Certificate certificate)) {
      enrolled.accept(request.secret(), DeviceId.of(certificate));
    }
    return response(answer, remote);
  }

  private TextResponse response(Enrolment.Answer answer, @Nullable SocketAddress remote) {
    return switch (answer) {
      case Enrolment.Answer.Issued(X509Certificate certificate) ->
          new TextResponse(HttpResponseStatus.OK, Pem.of(certificate));
      case Enrolment.Answer.Refused(Enrolment.Refusal refusal, String words) ->
          switch (refusal) {
            case NOT_OFFERED -> refused(HttpResponseStatus.NOT_FOUND, words);
            case NOT_TRUSTED -> refused(HttpResponseStatus.FORBIDDEN, words);
            case WRONG_CODE -> {
              brake.failed(SourceNetwork.of(remote));
              notices.tell(
                  "wrong code",
                  "a device came with a code that is wrong, used or expired, from "
                      + SourceNetwork.of(remote));
              yield refused(HttpResponseStatus.FORBIDDEN, words);
            }
          };
    };
  }

  private static TextResponse refused(HttpResponseStatus status, String reason) {
    return new TextResponse(status, reason + "\n");
  }
}
