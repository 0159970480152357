package dev.portolan.transport.open;

import dev.portolan.smux.SmuxException;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import org.jspecify.annotations.Nullable;

/** Texts for sessions that were lost. */
public final class SessionLoss {
  private SessionLoss() {}

  /**
   * The failure for a session that was lost.
   *
   * @param edge the edge's host
   */
  public static EdgeException of(String edge, SmuxSession session) {
    String why = inWords(session);
    return new EdgeException(
        Problem.LINK_LOST,
        "The connection to " + edge + " was lost" + (why == null ? "." : ": " + why + "."),
        session.closeCause());
  }

  /**
   * The reason for the end of a sentence, without a full stop; null if the session is open or was
   * closed locally. Thread-safe.
   */
  public static @Nullable String inWords(SmuxSession session) {
    Throwable cause = session.closeCause();
    if (cause == null) {
      return null;
    }
    Throwable socket = cause.getCause();
    if (socket != null && !(socket instanceof SmuxException)) {
      return SocketFailure.words(socket);
    }
    String words = cause.getMessage();
    return words == null ? SocketFailure.words(cause) : words.replaceFirst("\\.$", "");
  }
}
