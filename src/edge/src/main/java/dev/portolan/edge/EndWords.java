package dev.portolan.edge;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.relay.RelayEnd;

/** Says in the few words of a record how a client's stream came to its end. */
final class EndWords {
  private EndWords() {}

  /**
   * For two streams that are closed.
   *
   * @param client the stream of the client
   * @param device the one to the device that it was paired with
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

  /**
   * How one side broke off.
   *
   * @param end who is at the other end of the edge's session
   * @param behind who is behind that
   */
  private static String brokenOff(String end, String behind, ResetCause cause) {
    return switch (cause) {
      case ABORTED -> behind + " reset";
      case LOST -> end + " lost";
      case LIMIT -> end + " over a limit";
      case CANCELLED -> end + " gave up";
      case REFUSED -> end + " full";
      case UNKNOWN -> end + " broke off";
    };
  }
}
