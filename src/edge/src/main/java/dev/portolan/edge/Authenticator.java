package dev.portolan.edge;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates clients and devices.
 *
 * <p>An unauthenticated peer learns nothing about devices. Only clients that may reach a device are
 * told whether it is connected.
 */
final class Authenticator {

  private final TrustedDevices devices;
  private final ClientAuthorizer clients;
  private final Predicate<String> connected;

  /**
   * @param connected whether the device with an id is connected
   */
  Authenticator(TrustedDevices devices, ClientAuthorizer clients, Predicate<String> connected) {
    this.devices = devices;
    this.clients = clients;
    this.connected = connected;
  }

  /**
   * Decides about one upgrade request.
   *
   * @param certificates the peer's TLS certificate chain, leaf first; empty without one
   */
  Admission judge(UpgradeRequest request, List<X509Certificate> certificates) {
    if (!request.upgrade()) {
      return refused(
          HttpResponseStatus.UPGRADE_REQUIRED,
          "this address speaks only " + UpgradeRequest.PROTOCOL + " after an upgrade");
    }
    String authorization = request.authorization();
    return authorization == null
        ? judgeDevice(certificates)
        : judgeClient(authorization, request.deviceId(), request.presence());
  }

  private Admission judgeDevice(List<X509Certificate> certificates) {
    if (certificates.isEmpty()) {
      return refused(
          HttpResponseStatus.UNAUTHORIZED,
          "a client sends Authorization, a device shows its certificate; there was neither");
    }
    if (!devices.trusts(certificates)) {
      return refused(HttpResponseStatus.FORBIDDEN, "this edge does not know this device");
    }
    return new Admission.Device(DeviceId.of(certificates.getFirst()));
  }

  /**
   * @param presence whether the client is accepted although its device is away, because it receives
   *     presence
   */
  private Admission judgeClient(String authorization, @Nullable String device, boolean presence) {
    if (device == null) {
      // Judged first all the same: a stranger is not told how addresses look here.
      return switch (clients.authorize(authorization, "")) {
        case ClientDecision.Unknown(String reason) ->
            refused(HttpResponseStatus.UNAUTHORIZED, reason);
        case ClientDecision.Forbidden _, ClientDecision.Granted _ ->
            refused(
                HttpResponseStatus.NOT_FOUND, "the address names no device; it ends in /device/ID");
      };
    }
    return switch (clients.authorize(authorization, device)) {
      case ClientDecision.Unknown(String reason) ->
          refused(HttpResponseStatus.UNAUTHORIZED, reason);
      case ClientDecision.Forbidden(String reason) -> refused(HttpResponseStatus.FORBIDDEN, reason);
      case ClientDecision.Granted(String client) ->
          presence || connected.test(device)
              ? new Admission.Client(client, device, presence, id -> mayReach(authorization, id))
              : refused(HttpResponseStatus.NOT_FOUND, "device not connected");
    };
  }

  private boolean mayReach(String authorization, String device) {
    return switch (clients.authorize(authorization, device)) {
      case ClientDecision.Granted _ -> true;
      case ClientDecision.Unknown _, ClientDecision.Forbidden _ -> false;
    };
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
