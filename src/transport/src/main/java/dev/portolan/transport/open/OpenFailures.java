package dev.portolan.transport.open;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.smux.StreamResetException;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.LimitWords;
import dev.portolan.transport.problem.Problem;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Describes why a stream was not opened. */
public final class OpenFailures {
  /** The longest silence of a healthy idle edge. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private OpenFailures() {}

  /** What the request asks for, for the middle of a sentence. */
  public static String what(Message request) {
    MessageType type = request.type();
    if (type == null) {
      return "a stream of the unknown type " + request.typeCode();
    }
    return switch (type) {
      case TCP_TUNNEL, UDP_TUNNEL -> type.words() + " to " + target(request, type);
      case OK, ERROR, GO_AWAY, PTY, PTY_COMMAND, RELOAD, FILE, WATCH, PRESENCE -> type.words();
    };
  }

  private static String target(Message request, MessageType type) {
    String text = request.text();
    int line = text.indexOf('\n');
    String target = line < 0 ? text : text.substring(0, line);
    if (type == MessageType.UDP_TUNNEL) {
      target = target.substring(target.indexOf(':') + 1);
    }
    return RemoteText.clean(target, 120);
  }

  /**
   * The answer timed out.
   *
   * @param silence how long the edge has been silent: if for the whole limit, the device may not be
   *     to blame
   */
  static EdgeException timeout(String edge, Message request, Duration limit, Duration silence) {
    if (silence.compareTo(limit) >= 0 && silence.compareTo(KEEP_ALIVE) >= 0) {
      return silent(edge, silence);
    }
    return new EdgeException(
        Problem.STREAM_TIMEOUT,
        "The device did not answer the request for "
            + what(request)
            + " within "
            + LimitWords.of(limit)
            + ".");
  }

  /** The edge has been silent. */
  public static EdgeException silent(String edge, Duration silence) {
    return new EdgeException(
        Problem.EDGE_SILENT,
        "Nothing has come from " + edge + " for " + silence.toSeconds() + " s.");
  }

  /** The stream ended in order without an answer, as old agents do for unknown requests. */
  static EdgeException noAnswer(Message request) {
    String hint = request.type() == MessageType.FILE ? " (files need agent 2026.19 or newer)" : "";
    return new EdgeException(
        Problem.STREAM_UNSUPPORTED,
        "The device does not support " + what(request) + ", or refused it" + hint + ".");
  }

  /** The stream was cut off, mostly together with the connection. */
  static EdgeException lost(String edge, Message request, SmuxStream stream) {
    Throwable cause = stream.closeCause();
    if (cause instanceof StreamResetException reset) {
      return brokenOff(request, reset);
    }
    if (cause == null && stream.session().isOpen()) {
      return noAnswer(request);
    }
    if (cause == null) {
      return new EdgeException(
          Problem.LINK_CLOSED,
          "The connection to " + edge + " was closed before " + what(request) + " was answered.");
    }
    return new EdgeException(
        Problem.LINK_LOST,
        "The connection to " + edge + " was lost before " + what(request) + " was answered.",
        cause);
  }

  private static EdgeException brokenOff(Message request, StreamResetException reset) {
    Problem problem =
        switch (reset.reset()) {
          case LOST -> Problem.DEVICE_NOT_CONNECTED;
          case REFUSED, LIMIT -> Problem.TOO_MANY_STREAMS;
          case UNKNOWN, ABORTED, CANCELLED, FORBIDDEN -> Problem.STREAM_REFUSED;
        };
    String sentence =
        reset.reset() == ResetCause.LOST
            ? "The device was lost before " + what(request) + " was answered."
            : "The request for " + what(request) + " was broken off " + reset.reset().words() + ".";
    return new EdgeException(problem, sentence, reset);
  }

  /** The session could not open a stream. */
  static EdgeException notOpened(
      String edge, Message request, boolean sessionOpen, @Nullable Throwable cause) {
    if (!sessionOpen) {
      return new EdgeException(
          Problem.LINK_LOST, "There is no connection to " + edge + " any more.", cause);
    }
    return new EdgeException(
        Problem.TOO_MANY_STREAMS,
        "The connection to " + edge + " has no room for " + what(request) + ".",
        cause);
  }

  /** The answer is not OK. */
  static EdgeException refused(Message request, Message answer) {
    MessageType type = answer.type();
    if (type == MessageType.GO_AWAY) {
      return new EdgeException(Problem.EDGE_GOING_AWAY);
    }
    if (type != MessageType.ERROR) {
      return new EdgeException(
          Problem.STREAM_BAD_ANSWER,
          "The device answered the request for "
              + what(request)
              + " with neither OK nor an error.");
    }
    String reason = RemoteText.clean(answer.payload());
    boolean tunnel =
        request.type() == MessageType.TCP_TUNNEL || request.type() == MessageType.UDP_TUNNEL;
    Refusal refusal = tunnel ? ofDialError(reason) : ofRefusal(reason);
    return new EdgeException(refusal.problem, sentence(refusal, request, reason), 0, reason);
  }

  /** What an error that a device or an edge answers is known as. */
  private enum Refusal {
    NO_DEVICE(Problem.DEVICE_NOT_CONNECTED),
    NOT_ALLOWED(Problem.STREAM_NOT_ALLOWED),
    TARGET_REFUSED(Problem.TARGET_REFUSED),
    TARGET_TIMEOUT(Problem.TARGET_TIMEOUT),
    TARGET_UNREACHABLE(Problem.TARGET_UNREACHABLE),
    TARGET_UNKNOWN(Problem.TARGET_UNKNOWN),
    OTHER(Problem.STREAM_REFUSED);

    final Problem problem;

    Refusal(Problem problem) {
      this.problem = problem;
    }
  }

  private static String sentence(Refusal refusal, Message request, String reason) {
    MessageType type = request.type();
    if (type == null) {
      return "The far side refused " + what(request);
    }
    return switch (refusal) {
      case NO_DEVICE -> "There is no device for " + what(request);
      case NOT_ALLOWED ->
          reason.startsWith("you may not")
              ? "It is not allowed"
              : "You may not open " + what(request);
      case TARGET_REFUSED -> "Nothing accepts connections at " + target(request, type);
      case TARGET_TIMEOUT -> target(request, type) + " did not answer the device in time";
      case TARGET_UNREACHABLE -> "The device has no way to " + target(request, type);
      case TARGET_UNKNOWN -> "The device does not know " + target(request, type);
      case OTHER -> "The far side refused " + what(request);
    };
  }

  private static Refusal ofDialError(String reason) {
    String text = reason.toLowerCase(Locale.ROOT);
    // First, since a name server that refuses or does not answer is not the target.
    if (text.contains("lookup ")
        || text.contains("looking up ")
        || text.contains("knows no host")
        || text.contains("no such host")
        || text.contains("unknown host")
        || text.contains("name is not known")
        || text.contains("misbehaving")) {
      return Refusal.TARGET_UNKNOWN;
    }
    if (text.contains("connection refused") || text.contains("refused the connection")) {
      return Refusal.TARGET_REFUSED;
    }
    if (text.contains("i/o timeout") || text.contains("timed out")) {
      return Refusal.TARGET_TIMEOUT;
    }
    if (text.contains("unreachable") || text.contains("no route to host")) {
      return Refusal.TARGET_UNREACHABLE;
    }
    return ofRefusal(reason);
  }

  private static Refusal ofRefusal(String reason) {
    String text = reason.toLowerCase(Locale.ROOT);
    if (text.contains("device is not connected") || text.contains("no such device")) {
      return Refusal.NO_DEVICE;
    }
    return text.contains("not allow") // also "the edge's rules do not allow it"
            || text.contains("forbidden")
            || text.contains("not authori")
        ? Refusal.NOT_ALLOWED
        : Refusal.OTHER;
  }
}
