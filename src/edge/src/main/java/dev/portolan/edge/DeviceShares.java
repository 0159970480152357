package dev.portolan.edge;

import dev.portolan.transport.message.MessageType;
import org.jspecify.annotations.Nullable;

/** What the clients of one device share: its streams, and its shells among them. */
final class DeviceShares {

  /** Streams of a device that one client alone cannot have, on top of those that it can. */
  static final int RESERVED_STREAMS = 256;

  /** As many shells as a device of Portolan's runs at once. */
  static final int SHELLS = 256;

  private static final int RESERVED_SHELLS = 16;

  private final FairShares streams;
  private final FairShares shells = new FairShares(SHELLS, RESERVED_SHELLS);

  /**
   * @param streams how many one client alone may have
   */
  DeviceShares(int streams) {
    this.streams = new FairShares(streams + RESERVED_STREAMS, RESERVED_STREAMS);
  }

  /**
   * Takes a stream for a client.
   *
   * @return null, or one sentence for the client why it gets none; then nothing is taken
   */
  @Nullable String take(String client, @Nullable MessageType type) {
    String refusal = refusal(streams, client, "streams");
    if (refusal == null && type == MessageType.PTY) {
      refusal = refusal(shells, client, "shells");
      if (refusal != null) {
        streams.release(client, 1);
      }
    }
    return refusal;
  }

  /** Gives it back. */
  void release(String client, @Nullable MessageType type) {
    streams.release(client, 1);
    if (type == MessageType.PTY) {
      shells.release(client, 1);
    }
  }

  /** Takes one of these; null if it was given. */
  private static @Nullable String refusal(FairShares shares, String client, String what) {
    return switch (shares.take(client, 1)) {
      case GIVEN -> null;
      case OVER_ITS_PART ->
          "this edge lets one user have "
              + shares.limit(client)
              + " "
              + what
              + " on a device"
              + (shares.isShared(client) ? " while others use it" : "")
              + "; close some and try again";
      case NO_ROOM -> "others have all the " + what + " of this device now; try again in a while";
    };
  }
}
