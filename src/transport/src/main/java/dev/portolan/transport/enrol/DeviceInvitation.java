package dev.portolan.transport.enrol;

import dev.portolan.transport.endpoint.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a device needs to get its first certificate.
 *
 * @param code what the device shows
 * @param edge where it shows it: host and port, without a path
 * @param validity how long the code is good, from now on; at least a second, at most a day
 */
public record DeviceInvitation(InvitationCode code, URI edge, Duration validity) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /** No character that a shell would take for more than itself. */
  private static final Pattern EDGE =
      Pattern.compile(
          "https://(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(?::[1-9][0-9]{0,4})?");

  private static final Pattern LINE =
      Pattern.compile("invitation (\\S{1,100}) (\\S{1,300}) ([0-9]{1,5})");

  /** Checks the address and the time. */
  public DeviceInvitation {
    if (!EDGE.matcher(edge.toString()).matches()) {
      throw new IllegalArgumentException("an edge's address is https://host:port here");
    }
    if (validity.toSeconds() < 1 || validity.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("an invitation is good for a second to a day");
    }
  }

  /**
   * Reads the line of an edge.
   *
   * @throws IllegalArgumentException with half a sentence that holds no part of it
   */
  static DeviceInvitation parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalArgumentException("that is no invitation");
    }
    return new DeviceInvitation(
        InvitationCode.parse(parts.group(1)),
        Endpoint.parseUrl(parts.group(2)),
        Duration.ofSeconds(Integer.parseInt(parts.group(3))));
  }

  /** The line of an edge. A secret. */
  public String toLine() {
    return "invitation " + code.text() + " " + edge + " " + validity.toSeconds();
  }

  /** What is typed on the device. A secret. */
  public String command() {
    return "portolan device --enrol " + edge + " --code " + code.text();
  }
}
