package dev.portolan.transport.tunnel;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.smux.StreamResetException;
import dev.portolan.transport.open.StreamLoss;

/** Says in a few words why the stream of a tunnel's connection broke off. */
final class BreakWords {
  private BreakWords() {}

  /** For a stream that is closed, and did not end in order. */
  static String of(SmuxStream stream) {
    ResetCause cause = StreamLoss.cause(stream);
    return switch (cause) {
      case ABORTED -> "broken off by the service";
      case LOST -> "broken off: " + lost(stream);
      case UNKNOWN, LIMIT, CANCELLED, REFUSED -> "broken off " + cause.words();
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
