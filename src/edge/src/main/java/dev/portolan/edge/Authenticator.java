package dev.portolan.edge;

import dev.portolan.transport.message.UpgradeTerms;
import dev.portolan.transport.problem.Notices;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates clients and devices.
 *
 * <p>An unauthenticated peer learns nothing about devices. Only clients that may reach a device are
 * told whether it is connected.
 */
final class Authenticator {

  private final Supplier<TrustedDevices> devices;
  private final ClientAuthorizer clients;
  private final Function<String, @Nullable String> absence;
  private final GuessBrake brake;
  private final Notices notices;

  /**
   * @param absence why the device with an id cannot be reached; null if it can
   */
  Authenticator(
      Supplier<TrustedDevices> devices,
      ClientAuthorizer clients,
      Function<String, @Nullable String> absence,
      GuessBrake brake,
      Notices notices) {
    this.devices = devices;
    this.clients = clients;
    this.absence = absence;
    this.brake = brake;
    this.notices = notices;
  }

  /**
   * Decides about one upgrade request.
   *
   * @param certificates the peer's TLS certificate chain, leaf first; empty without one
   * @param network the source of the connection, see {@link SourceNetwork}
   */
  Admission judge(UpgradeRequest request, List<X509Certificate> certificates, String network) {
    if (!request.upgrade()) {
      return refused(
          HttpResponseStatus.UPGRADE_REQUIRED,
          "this address speaks only " + UpgradeTerms.PROTOCOL + " after an upgrade");
    }
    String authorization = request.authorization();
    return authorization == null
        ? judgeDevice(certificates)
        : judgeClient(authorization, request.deviceId(), request.presence(), network);
  }

  private Admission judgeDevice(List<X509Certificate> certificates) {
    if (certificates.isEmpty()) {
      return refused(
          HttpResponseStatus.UNAUTHORIZED,
          "a client sends Authorization, a device shows its certificate; there was neither");
    }
    TrustedDevices judge = devices.get();
    String refusal = judge.refusal(certificates);
    if (refusal != null) {
      return refused(HttpResponseStatus.FORBIDDEN, refusal);
    }
    return new Admission.Device(
        DeviceId.of(certificates.getFirst()), () -> isStillTrusted(certificates, judge));
  }

  /** A signature is costly to check, so the judge that let the device in is not asked again. */
  private boolean isStillTrusted(List<X509Certificate> certificates, TrustedDevices judge) {
    TrustedDevices now = devices.get();
    return now.equals(judge) || now.refusal(certificates) == null;
  }

  /**
   * @param presence whether the client is accepted although its device is away, because it receives
   *     presence
   */
  private Admission judgeClient(
      String authorization, @Nullable String device, boolean presence, String network) {
    Duration pause = brake.pause(network);
    if (!pause.isZero()) {
      return braked(network, pause);
    }
    // Judged first all the same: a stranger is not told how addresses look here.
    return switch (clients.authorize(authorization, device == null ? "" : device)) {
      case ClientDecision.Unknown(String reason) -> {
        brake.failed(network);
        yield refused(HttpResponseStatus.UNAUTHORIZED, reason);
      }
      case ClientDecision.Expired _ ->
          refused(HttpResponseStatus.UNAUTHORIZED, "the token has expired");
      case ClientDecision.Forbidden(String reason) ->
          device == null ? noDevice() : refused(HttpResponseStatus.FORBIDDEN, reason);
      case ClientDecision.Granted granted ->
          device == null
              ? noDevice()
              : admit(
                  new Admission.Client(
                      granted.client(),
                      device,
                      presence,
                      id -> clients.authorize(authorization, id)));
    };
  }

  /**
   * Decides whether a client may ask for invitations.
   *
   * @param network the source of the connection, see {@link SourceNetwork}
   * @return why not; null if the token is known, whatever it is for
   */
  @Nullable Refusal objection(String authorization, String network) {
    Duration pause = brake.pause(network);
    if (!pause.isZero()) {
      return braked(network, pause).refusal();
    }
    return switch (clients.authorize(authorization, "")) {
      case ClientDecision.Unknown(String reason) -> {
        brake.failed(network);
        yield new Refusal(HttpResponseStatus.UNAUTHORIZED, reason);
      }
      case ClientDecision.Expired _ ->
          new Refusal(HttpResponseStatus.UNAUTHORIZED, "the token has expired");
      case ClientDecision.Forbidden _, ClientDecision.Granted _ -> null;
    };
  }

  /** The client that may invite devices with this token; empty if none may. */
  Optional<String> inviter(String authorization) {
    return clients.inviter(authorization);
  }

  private Admission admit(Admission.Client client) {
    String away = client.presence() ? null : absence.apply(client.device());
    return away == null ? client : refused(HttpResponseStatus.NOT_FOUND, away);
  }

  private static Admission.Refused noDevice() {
    return refused(
        HttpResponseStatus.NOT_FOUND, "the address names no device; it ends in /device/ID");
  }

  private Admission.Refused braked(String network, Duration pause) {
    notices.tell(
        "guesses " + network,
        "too many tokens that nobody has were shown from "
            + network
            + ": clients from there are refused for a while");
    return new Admission.Refused(
        new Refusal(
            HttpResponseStatus.TOO_MANY_REQUESTS,
            "too many wrong tokens were shown from your network; try again in "
                + GuessBrake.seconds(pause)
                + " s",
            pause));
  }

  static Admission.Refused alreadyConnected() {
    return refused(HttpResponseStatus.CONFLICT, "device already connected");
  }

  static Admission.Refused tooManyConnections(int limit) {
    return refused(
        HttpResponseStatus.TOO_MANY_REQUESTS,
        "this edge lets one user have "
            + limit
            + (limit == 1 ? " connection" : " connections")
            + " at once; close some and try again");
  }

  private static Admission.Refused refused(HttpResponseStatus status, String reason) {
    return new Admission.Refused(new Refusal(status, reason));
  }
}
