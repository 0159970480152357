package dev.portolan.edge;

import dev.portolan.transport.enrol.DeviceInvitation;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.enrol.InvitationRequest;
import dev.portolan.transport.problem.Notices;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the requests of clients that invite devices to {@link Enrolment}, off the event loops. It
 * tells them which device has come. Safe for any thread.
 */
final class InvitationDesk {

  private static final Logger LOG = LoggerFactory.getLogger(InvitationDesk.class);

  /** Each writes a file. */
  private static final int AT_ONCE = 16;

  /** Most connections that wait for a device. */
  static final int WAITING = 512;

  /** The part of them that a single client cannot use. */
  static final int RESERVED = 128;

  private final Enrolment enrolment;
  private final Authenticator authenticator;
  private final GuessBrake brake;
  private final Notices notices;
  private final Consumer<String> audit;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final FairShares waiting = new FairShares(WAITING, RESERVED);

  /** By the hash of the invitation's secret. */
  private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();

  /**
   * @param brake slows clients down that invite many devices, by their names
   * @param audit receives a sentence for each invitation and each device that has come by one;
   *     called on any thread, must not block
   */
  InvitationDesk(
      Enrolment enrolment,
      Authenticator authenticator,
      GuessBrake brake,
      Notices notices,
      Consumer<String> audit) {
    this.enrolment = enrolment;
    this.authenticator = authenticator;
    this.brake = brake;
    this.notices = notices;
    this.audit = audit;
  }

  /** What a client gets. */
  sealed interface Answer {

    /**
     * An invitation.
     *
     * @param device the id of the device that has used it; fails if the client is not to know
     * @param over to be run once when nobody waits for the device any more
     */
    record Invited(DeviceInvitation invitation, Future<String> device, Runnable over)
        implements Answer {}

    /** None. */
    record Refused(Refusal refusal) implements Answer {}
  }

  /** A device that a client waits for. */
  private record Awaited(
      String client, String name, BooleanSupplier allowed, Promise<String> device) {}

  /** Whether the request is one for an invitation. */
  static boolean isFor(HttpRequest head) {
    return head.method().equals(HttpMethod.POST) && head.uri().equals(InvitationRequest.PATH);
  }

  /**
   * Answers a request.
   *
   * @param headers with at most one {@code Authorization}
   * @param remote where it comes from
   * @param executor where the future completes, and that of the device
   * @return always succeeds
   */
  Future<Answer> answer(
      HttpHeaders headers, @Nullable SocketAddress remote, EventExecutor executor) {
    Promise<Answer> answered = executor.newPromise();
    String network = SourceNetwork.of(remote);
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION, "");
    String name = headers.get(InvitationRequest.DEVICE, "");
    Refusal refusal = objection(headers, authorization, name, network);
    if (refusal != null) {
      return answered.setSuccess(new Answer.Refused(refusal));
    }
    Optional<String> client = authenticator.inviter(authorization);
    if (client.isEmpty()) {
      return answered.setSuccess(new Answer.Refused(notAllowed()));
    }
    Refusal over = overLimit(client.get());
    if (over != null) {
      return answered.setSuccess(new Answer.Refused(over));
    }
    Awaited device =
        new Awaited(
            client.get(),
            name,
            () -> authenticator.inviter(authorization).equals(client),
            executor.newPromise());
    Thread.ofVirtual().name("invitation").start(() -> answered.setSuccess(invite(device, network)));
    return answered;
  }

  private @Nullable Refusal objection(
      HttpHeaders headers, String authorization, String name, String network) {
    if (authorization.isEmpty()) {
      return new Refusal(
          HttpResponseStatus.UNAUTHORIZED,
          "a client that invites a device sends its token in the header Authorization");
    }
    Refusal stranger = authenticator.objection(authorization, network);
    if (stranger != null) {
      return stranger;
    }
    if (!enrolment.invites()) {
      return new Refusal(
          HttpResponseStatus.NOT_FOUND,
          "this edge has no authority of its own, so who runs it makes the device's certificate");
    }
    if (headers.getAll(InvitationRequest.DEVICE).size() != 1) {
      return new Refusal(
          HttpResponseStatus.BAD_REQUEST, "the header " + InvitationRequest.DEVICE + " is missing");
    }
    try {
      InvitationRequest.requireName(name);
      return null;
    } catch (IllegalArgumentException e) {
      return new Refusal(HttpResponseStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  private static Refusal notAllowed() {
    return new Refusal(HttpResponseStatus.FORBIDDEN, "this token may not invite devices");
  }

  /** Takes a place for the client, unless it is refused. */
  private @Nullable Refusal overLimit(String client) {
    Duration pause = brake.pause(client);
    if (!pause.isZero()) {
      return new Refusal(
          HttpResponseStatus.TOO_MANY_REQUESTS,
          "you have invited many devices; try again in " + GuessBrake.seconds(pause) + " s",
          pause);
    }
    if (waiting.take(client, 1) != FairShares.Answer.GIVEN) {
      return new Refusal(
          HttpResponseStatus.TOO_MANY_REQUESTS, "too many of your invitations wait for a device");
    }
    brake.failed(client);
    return null;
  }

  private Answer invite(Awaited device, String network) {
    if (!places.tryAcquire()) {
      waiting.release(device.client(), 1);
      return new Answer.Refused(
          new Refusal(
              HttpResponseStatus.SERVICE_UNAVAILABLE, "many clients come at once; try again"));
    }
    try {
      DeviceInvitation invitation = enrolment.invite(device.name());
      String key = InvitationCode.hashOf(invitation.code().secret());
      awaited.put(key, device);
      audit.accept(
          "client "
              + device.client()
              + " has invited the device "
              + device.name()
              + ", from "
              + network);
      return new Answer.Invited(
          invitation,
          device.device(),
          () -> {
            awaited.remove(key);
            waiting.release(device.client(), 1);
          });
    } catch (IOException | RuntimeException e) {
      waiting.release(device.client(), 1);
      LOG.error("A client got no invitation", e);
      notices.tell(
          "invitation", "a client got no invitation, since this edge cannot keep it: " + e);
      return new Answer.Refused(
          new Refusal(
              HttpResponseStatus.INTERNAL_SERVER_ERROR,
              "this edge cannot invite devices now; its log says why"));
    } finally {
      places.release();
    }
  }

  /**
   * Tells the client that has invited a device that it has come, if it waits for it.
   *
   * @param secret of the invitation
   */
  void enrolled(String secret, String deviceId) {
    Awaited device = awaited.remove(InvitationCode.hashOf(secret));
    if (device == null) {
      return;
    }
    audit.accept(
        "device "
            + device.name()
            + " has come, which client "
            + device.client()
            + " invited: "
            + deviceId);
    if (device.allowed().getAsBoolean()) {
      device.device().trySuccess(deviceId);
    } else {
      device.device().tryFailure(new IOException("the client may not invite devices any more"));
    }
  }

  /** The number of connections that wait for a device. */
  int waitingCount() {
    return waiting.total();
  }
}
