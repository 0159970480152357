package dev.portolan.platform;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a device is connected. */
sealed interface DeviceStatus {
  /** To no edge. */
  record NoRemoteAccess() implements DeviceStatus {}

  /**
   * To an edge.
   *
   * @param url of the device there
   * @param version of the edge's protocol
   */
  record AtEdge(URI url, long version) implements DeviceStatus {}

  /** Host, port and path of an edge. */
  Pattern EDGE =
      Pattern.compile(
          "([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?(/[A-Za-z0-9_-]{1,128}){0,8}");

  /** The id of a device at an edge. */
  Pattern UUID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /**
   * Reads an answer.
   *
   * @throws PlatformException if it lacks something, or names no valid edge or device
   */
  static DeviceStatus read(JsonObject json, CallFailures failures) throws PlatformException {
    Boolean access = json.flag("remote_access");
    if (access == null) {
      throw failures.nonsense("does not say whether remote access is on");
    }
    if (!access) {
      return new NoRemoteAccess();
    }
    // The server leaves out a zero.
    Long version = json.number("edge_version");
    URI url = url(json.text("edge"), json.text("uuid"));
    if (url == null) {
      throw failures.nonsense("names no valid edge for the device");
    }
    return new AtEdge(url, version == null ? 0 : version);
  }

  private static @Nullable URI url(String edge, String uuid) {
    if (!EDGE.matcher(edge).matches() || !UUID.matcher(uuid).matches()) {
      return null;
    }
    try {
      URI url = new URI("https://" + edge + "/device/" + uuid);
      return url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535 ? null : url;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
