package dev.portolan.edge;

import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.PresenceOffer;
import dev.portolan.transport.message.UpgradeTerms;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The relevant parts of an upgrade request.
 *
 * @param upgrade whether it requests the upgrade to this protocol
 * @param authorization a client's credentials, which are secret; null for a device
 * @param deviceId the device id in the path, or null
 * @param halfClose whether the peer supports half-close
 * @param presence whether the client wants presence reports
 */
record UpgradeRequest(
    boolean upgrade,
    @Nullable String authorization,
    @Nullable String deviceId,
    boolean halfClose,
    boolean presence) {

  private static final Pattern DEVICE_PATH =
      Pattern.compile("(?:/[^?#]*)?/device/([A-Za-z0-9_.-]{1,128})/?(?:\\?.*)?");

  static UpgradeRequest of(HttpRequest request) {
    var headers = request.headers();
    // Connection, Upgrade and protocol are case-insensitive lists
    boolean upgrade =
        request.method().equals(HttpMethod.GET)
            && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
            && headers.containsValue(HttpHeaderNames.UPGRADE, UpgradeTerms.UPGRADE, true)
            && headers.containsValue(
                HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, UpgradeTerms.PROTOCOL, true);
    return new UpgradeRequest(
        upgrade,
        authorization(request),
        deviceIn(request.uri()),
        HalfCloseOffer.announced(headers.get(HalfCloseOffer.HEADER)),
        PresenceOffer.announced(headers.get(PresenceOffer.HEADER)));
  }

  /** What a client shows; null if there is nothing, as with a device. */
  static @Nullable String authorization(HttpRequest request) {
    String value = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    return value == null || value.isEmpty() ? null : value;
  }

  /** Why a head cannot be judged at all, though it is HTTP; null if it can. */
  static @Nullable String fault(HttpRequest request) {
    return request.headers().getAll(HttpHeaderNames.AUTHORIZATION).size() > 1
        ? "there is more than one Authorization header"
        : null;
  }

  private static @Nullable String deviceIn(String uri) {
    Matcher matcher = DEVICE_PATH.matcher(uri);
    return matcher.matches() ? matcher.group(1) : null;
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return (authorization == null ? "device" : "client for " + deviceId)
        + (upgrade ? "" : ", no upgrade");
  }
}
