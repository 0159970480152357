package dev.portolan.app.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a terminal's shell is doing. */
public sealed interface TerminalState {
  /** Whether there is a shell, or will be again without anybody's doing. */
  default boolean isLive() {
    return switch (this) {
      case Connecting _, Connected _, Stale _, Lost _, Waiting _ -> true;
      case Ended _, Refused _, Closed _ -> false;
    };
  }

  /** The first shell, or one that a person asked for, is being opened. */
  record Connecting() implements TerminalState {}

  /** A shell answers. */
  record Connected(Instant since) implements TerminalState {}

  /**
   * The way to the device is gone; a fresh shell is opened by itself when it is back.
   *
   * @param since when it was noticed
   * @param why one plain sentence
   * @param attempt which attempt at a fresh shell is under way or comes next, from 1
   * @param retryAt when the next attempt is made, or null while one is under way
   */
  record Lost(Instant since, String why, int attempt, @Nullable Instant retryAt)
      implements TerminalState {}

  /**
   * There is a shell, but nothing comes from the edge any more: what is typed is not sent, since it
   * would arrive who knows when. {@link Connected} again as soon as something comes.
   *
   * @param since when the shell was opened
   * @param why one plain sentence
   */
  record Stale(Instant since, String why) implements TerminalState {}

  /**
   * The device is not there; a fresh shell is opened by itself when it is back.
   *
   * @param since when it was noticed
   * @param why one plain sentence
   */
  record Waiting(Instant since, String why) implements TerminalState {}

  /** The shell ended as shells do; the protocol does not say with which exit code. */
  record Ended(Instant at) implements TerminalState {}

  /**
   * A shell was refused; asking again by itself would not help.
   *
   * @param why one plain sentence with the far side's own words
   * @param advice what a person can do
   * @param untilLink whether it is asked for again by itself once the connection to the edge works
   */
  record Refused(Instant at, String why, String advice, boolean untilLink)
      implements TerminalState {}

  /** The terminal was closed on this side, for good. */
  record Closed() implements TerminalState {}

  /** Whether what is on the screen is from before something broke that mends by itself. */
  default boolean isInterrupted() {
    return switch (this) {
      case Stale _, Lost _, Waiting _ -> true;
      case Connecting _, Connected _, Ended _, Refused _, Closed _ -> false;
    };
  }

  /** Since when there is a shell; null if there is none. */
  default @Nullable Instant shellSince() {
    return switch (this) {
      case Connected connected -> connected.since();
      case Stale stale -> stale.since();
      case Connecting _, Lost _, Waiting _, Ended _, Refused _, Closed _ -> null;
    };
  }

  /** Since when a shell is missed that comes back by itself; null if none is. */
  default @Nullable Instant missedSince() {
    return switch (this) {
      case Lost lost -> lost.since();
      case Waiting waiting -> waiting.since();
      case Connecting _, Connected _, Stale _, Ended _, Refused _, Closed _ -> null;
    };
  }

  /** Whether keys reach a shell. */
  default boolean takesKeys() {
    return this instanceof Connected;
  }

  /** Whether a person may ask for a fresh shell now. */
  default boolean canReopen() {
    return switch (this) {
      case Ended _, Refused _, Lost _, Waiting _ -> true;
      case Connecting _, Connected _, Stale _, Closed _ -> false;
    };
  }
}
