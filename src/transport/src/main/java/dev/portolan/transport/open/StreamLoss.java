package dev.portolan.transport.open;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.smux.StreamResetException;
import dev.portolan.transport.message.RemoteText;
import org.jspecify.annotations.Nullable;

/** Tells why a closed stream did not end in order. */
public final class StreamLoss {
  private StreamLoss() {}

  /** The cause: that of a reset, or {@link ResetCause#LOST} if the session was lost. Any thread. */
  public static ResetCause cause(SmuxStream stream) {
    if (stream.closeCause() instanceof StreamResetException reset) {
      return reset.reset();
    }
    return stream.session().isOpen() ? ResetCause.UNKNOWN : ResetCause.LOST;
  }

  /**
   * The cause as one plain sentence, or null if the stream ended in order or was closed here. For a
   * closed stream, any thread.
   */
  public static @Nullable String inWords(SmuxStream stream) {
    if (stream.closeCause() instanceof StreamResetException reset) {
      return inWords(reset);
    }
    if (stream.session().isOpen()) {
      return null;
    }
    Throwable cause = stream.session().closeCause();
    String reason = cause == null ? null : cause.getMessage();
    return reason == null
        ? "The connection to the edge was closed."
        : "The connection to the edge was lost: "
            + RemoteText.clean(reason.replaceFirst("\\.$", ""))
            + ".";
  }

  private static String inWords(StreamResetException reset) {
    return switch (reset.reset()) {
      case LOST -> "The device, or its connection to the edge, was lost.";
      case REFUSED -> "The far side has no room for another stream.";
      case FORBIDDEN -> "The edge ended it: its rules do not allow it any more.";
      case UNKNOWN, ABORTED, LIMIT, CANCELLED -> "It was broken off " + reset.reset().words() + ".";
    };
  }
}
