package dev.portolan.app.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a terminal's shell. */
public sealed interface TerminalState {
  /** Whether there is a shell, or will be one without the user's help. */
  default boolean isLive() {
    return switch (this) {
      case Connecting _, Connected _, Stale _, Lost _, Waiting _ -> true;
      case Ended _, Refused _, Closed _ -> false;
    };
  }

  /** The first shell, or one requested by the user, is being opened. */
  record Connecting() implements TerminalState {}

  /** A shell is open. */
  record Connected(Instant since) implements TerminalState {}

  /**
   * The connection is lost. A new shell is opened automatically.
   *
   * @param since when it was detected
   * @param why one plain sentence
   * @param attempt the number of the present or next attempt, from 1
   * @param retryAt the time of the next attempt, or null during one
   */
  record Lost(Instant since, String why, int attempt, @Nullable Instant retryAt)
      implements TerminalState {}

  /**
   * A shell is open, but the edge is silent. Input is refused, since it might arrive much later.
   * {@link Connected} again with the next byte.
   *
   * @param since when the shell was opened
   * @param why one plain sentence
   */
  record Stale(Instant since, String why) implements TerminalState {}

  /**
   * The device is absent. A new shell is opened automatically when it is back.
   *
   * @param since when it was detected
   * @param why one plain sentence
   */
  record Waiting(Instant since, String why) implements TerminalState {}

  /** The shell has ended normally. The protocol has no exit code. */
  record Ended(Instant at) implements TerminalState {}

  /**
   * A shell was refused. An automatic retry would not help.
   *
   * @param why one plain sentence with the far side's reason
   * @param advice what a person can do
   * @param untilLink whether it is retried automatically once the connection to the edge works
   */
  record Refused(Instant at, String why, String advice, boolean untilLink)
      implements TerminalState {}

  /** The terminal was closed here. */
  record Closed() implements TerminalState {}

  /** Whether the screen is outdated until an automatic reconnect. */
  default boolean isInterrupted() {
    return switch (this) {
      case Stale _, Lost _, Waiting _ -> true;
      case Connecting _, Connected _, Ended _, Refused _, Closed _ -> false;
    };
  }

  /** When the shell was opened, or null. */
  default @Nullable Instant shellSince() {
    return switch (this) {
      case Connected connected -> connected.since();
      case Stale stale -> stale.since();
      case Connecting _, Lost _, Waiting _, Ended _, Refused _, Closed _ -> null;
    };
  }

  /** Since when an automatic reconnect is pending, or null. */
  default @Nullable Instant missedSince() {
    return switch (this) {
      case Lost lost -> lost.since();
      case Waiting waiting -> waiting.since();
      case Connecting _, Connected _, Stale _, Ended _, Refused _, Closed _ -> null;
    };
  }

  /** Whether input is accepted. */
  default boolean takesKeys() {
    return this instanceof Connected;
  }

  /** Whether the user may request a new shell. */
  default boolean canReopen() {
    return switch (this) {
      case Ended _, Refused _, Lost _, Waiting _ -> true;
      case Connecting _, Connected _, Stale _, Closed _ -> false;
    };
  }
}
