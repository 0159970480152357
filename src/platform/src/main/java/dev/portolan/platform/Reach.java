package dev.portolan.platform;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a device can be reached, or why not. */
public sealed interface Reach {
  /** The protocol that this program speaks. */
  long EDGE_VERSION = 1;

  /**
   * Through an edge that may have the account's token.
   *
   * @param url of the device at its edge
   */
  record Ready(URI url) implements Reach {}

  /** The device reports, but its remote access is off. */
  record RemoteAccessOff() implements Reach {}

  /**
   * The device does not report.
   *
   * @param state delayed or offline
   * @param lastReported when it last did, or null
   */
  record NotReporting(DeviceState state, @Nullable Instant lastReported) implements Reach {}

  /**
   * The agent cannot transfer files.
   *
   * @param own its version
   * @param needed the first that can
   */
  record AgentTooOld(AgentVersion own, AgentVersion needed) implements Reach {}

  /** The edge speaks another protocol. */
  record UnknownEdgeVersion(long version) implements Reach {}

  /**
   * The edge is outside of the account's domain, so the user decides whether it gets the token.
   *
   * @param host of the edge
   * @param domain of the account
   * @param url of the device at its edge, for when the user approves
   */
  record ForeignEdge(String host, String domain, URI url) implements Reach {}

  /** One sentence for the user. */
  default String sentence() {
    return switch (this) {
      case Ready(URI url) -> "The device is connected to the edge " + url.getHost() + ".";
      case RemoteAccessOff() ->
          "Remote access to the device is off: turn it on in the device's settings at qbee.";
      case NotReporting(DeviceState state, Instant last) ->
          "The device is "
              + state.words()
              + (last == null ? "." : ": it last reported at " + last + ".");
      case AgentTooOld(AgentVersion own, AgentVersion needed) ->
          "Files need agent "
              + needed
              + " or newer on the device, which "
              + (own.text().isEmpty() ? "does not say what it has." : "has " + own + ".");
      case UnknownEdgeVersion(long version) ->
          "The device is connected to an edge of kind "
              + version
              + ", which this version of Portolan does not know.";
      case ForeignEdge(String host, String domain, _) ->
          "The edge "
              + host
              + " is not in the account's domain "
              + domain
              + ": it gets the account's token only if you allow it.";
    };
  }

  /** For a device that is connected to an edge. */
  static Reach through(
      DeviceStatus.AtEdge status, PlatformAddress account, Set<String> approvedHosts) {
    if (status.version() != EDGE_VERSION) {
      return new UnknownEdgeVersion(status.version());
    }
    String host = status.url().getHost().toLowerCase(Locale.ROOT);
    return account.covers(host) || approvedHosts.contains(host)
        ? new Ready(status.url())
        : new ForeignEdge(host, account.domain(), status.url());
  }

  /** For a device that is connected to no edge. */
  static Reach without(PlatformDevice device) {
    return switch (device.state()) {
      case ONLINE, UNKNOWN -> new RemoteAccessOff();
      case DELAYED, OFFLINE -> new NotReporting(device.state(), device.lastReported());
    };
  }

  /** For files: as it is, if the agent is new enough. */
  static Reach forFiles(Reach reach, PlatformDevice device) {
    AgentVersion own = device.system().agent();
    return own.isAtLeast(AgentVersion.FILES) ? reach : new AgentTooOld(own, AgentVersion.FILES);
  }
}
