package dev.portolan.edge;

import dev.portolan.transport.message.MessageType;
import org.jspecify.annotations.Nullable;

/** The limits on streams and shells of one device, shared by its clients. */
final class DeviceShares {

  /** Streams reserved for further clients, in addition to the limit of a single one. */
  static final int RESERVED_STREAMS = 256;

  /** The limit on shells of our devices. */
  static final int SHELLS = 256;

  private static final int RESERVED_SHELLS = 16;

  private final FairShares streams;
  private final FairShares shells = new FairShares(SHELLS, RESERVED_SHELLS);

  /**
   * @param streams the limit of a single client
   */
  DeviceShares(int streams) {
    this.streams = new FairShares(streams + RESERVED_STREAMS, RESERVED_STREAMS);
  }

  /**
   * Takes a stream for a client.
   *
   * @return null if taken, else the reason as one sentence for the client
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

  /** Releases a stream. */
  void release(String client, @Nullable MessageType type) {
    streams.release(client, 1);
    if (type == MessageType.PTY) {
      shells.release(client, 1);
    }
  }

  /** Takes one share. Returns null if taken, else the reason. */
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
