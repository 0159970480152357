package dev.portolan.edge;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.relay.RelayEnd;

/** Describes in a few words for the stream log how a client's stream ended. */
final class EndWords {
  private EndWords() {}

  /**
   * The text for a pair of closed streams.
   *
   * @param client the client's stream
   * @param device the stream to the device
   */
  static String of(RelayEnd end, SmuxStream client, SmuxStream device) {
    return switch (end) {
      case NEAR_CLOSED -> "client closed";
      case FAR_CLOSED -> "device closed";
      case NEAR_LOST -> brokenOff("client", "program", StreamLoss.cause(client));
      case FAR_LOST -> brokenOff("device", "service", StreamLoss.cause(device));
      case STOPPED -> "stopped";
    };
  }

  /** Whether the streams broke off instead of being closed by either side. */
  static boolean isFailure(RelayEnd end) {
    return switch (end) {
      case NEAR_CLOSED, FAR_CLOSED -> false;
      case NEAR_LOST, FAR_LOST, STOPPED -> true;
    };
  }

  /**
   * How one side was reset or lost.
   *
   * @param end the peer of the edge's session
   * @param behind what is behind that peer
   */
  private static String brokenOff(String end, String behind, ResetCause cause) {
    return switch (cause) {
      case ABORTED -> behind + " reset";
      case LOST -> end + " lost";
      case LIMIT -> end + " over a limit";
      case CANCELLED -> end + " gave up";
      case REFUSED -> end + " full";
      case FORBIDDEN -> end + " no longer allowed";
      case UNKNOWN -> end + " broke off";
    };
  }
}
