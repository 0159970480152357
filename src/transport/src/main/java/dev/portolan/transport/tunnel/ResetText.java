package dev.portolan.transport.tunnel;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.smux.StreamResetException;
import dev.portolan.transport.open.StreamLoss;

/** Describes in a few words why a tunnel connection's stream was cut off. */
final class ResetText {
  private ResetText() {}

  /** The text for a stream that is closed but did not end in order. */
  static String of(SmuxStream stream) {
    ResetCause cause = StreamLoss.cause(stream);
    return switch (cause) {
      case ABORTED -> "broken off by the service";
      case LOST -> "broken off: " + lost(stream);
      case UNKNOWN, LIMIT, CANCELLED, REFUSED, FORBIDDEN -> "broken off " + cause.words();
    };
  }

  private static String lost(SmuxStream stream) {
    if (stream.closeCause() instanceof StreamResetException) {
      return "the device, or its connection to the edge, was lost";
    }
    return stream.session().closeCause() == null
        ? "the connection to the edge was closed"
        : "the connection to the edge was lost";
  }
}
