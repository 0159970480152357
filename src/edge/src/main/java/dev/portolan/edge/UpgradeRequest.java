package dev.portolan.edge;

import dev.portolan.transport.message.HalfCloseOffer;
import dev.portolan.transport.message.PresenceOffer;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request head says that an edge cares for.
 *
 * @param upgrade whether it asks to leave HTTP for this protocol
 * @param authorization the credentials of a client; null for a device. A secret
 * @param deviceId the device that the path names, or null
 * @param halfClose whether the sender carries half-close
 * @param presence whether it wants to be told which devices are connected
 */
record UpgradeRequest(
    boolean upgrade,
    @Nullable String authorization,
    @Nullable String deviceId,
    boolean halfClose,
    boolean presence) {

  static final String PROTOCOL = "qbee-v1";

  private static final Pattern DEVICE_PATH =
      Pattern.compile("(?:/[^?#]*)?/device/([A-Za-z0-9_.-]{1,128})/?(?:\\?.*)?");

  static UpgradeRequest of(HttpRequest request) {
    var headers = request.headers();
    // Upgrade and protocol are lists by HTTP's rules; case matters in none of the three.
    boolean upgrade =
        request.method().equals(HttpMethod.GET)
            && headers.containsValue(HttpHeaderNames.CONNECTION, "upgrade", true)
            && headers.containsValue(HttpHeaderNames.UPGRADE, "websocket", true)
            && headers.containsValue(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, PROTOCOL, true);
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
    return new UpgradeRequest(
        upgrade,
        authorization == null || authorization.isEmpty() ? null : authorization,
        deviceIn(request.uri()),
        HalfCloseOffer.announced(headers.get(HalfCloseOffer.HEADER)),
        PresenceOffer.announced(headers.get(PresenceOffer.HEADER)));
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
