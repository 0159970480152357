package dev.portolan.app.session;

import dev.portolan.app.task.Timer;
import dev.portolan.transport.link.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a terminal's shell is doing, and when the next one is asked for. Its owner sees to one call
 * at a time; each says whether the state has changed.
 */
final class ShellLife {
  /** A device that has gone is noticed that soon after its shells have ended, at the latest. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);

  private final Clock clock;
  private final ShellRetry retry;
  private final ShellGap gap;
  private TerminalState state = new TerminalState.Connecting();

  /** Why there is no device, while that is known. */
  private @Nullable String away;

  /**
   * @param again asks for a shell, when it is time to, as {@link #linkUp} does
   */
  ShellLife(Clock clock, Timer timer, Backoff backoff, Runnable again) {
    this.clock = clock;
    retry = new ShellRetry(timer, backoff, again);
    gap = new ShellGap(clock);
  }

  TerminalState state() {
    return state;
  }

  boolean isClosed() {
    return state instanceof TerminalState.Closed;
  }

  /** A person asks for a fresh shell. */
  boolean reopen() {
    if (!state.canReopen()) {
      return false;
    }
    retry.cancel();
    retry.reset();
    state =
        switch (state) {
          case TerminalState.Lost lost -> trying(lost);
          case TerminalState.Waiting waiting -> waiting;
          case TerminalState.Connecting _,
              TerminalState.Connected _,
              TerminalState.Stale _,
              TerminalState.Ended _,
              TerminalState.Refused _,
              TerminalState.Closed _ ->
              new TerminalState.Connecting();
        };
    return true;
  }

  /** As {@link TerminalSession#deviceAway}. */
  boolean deviceAway(String why, boolean endIsLoss) {
    away = why;
    switch (state) {
      case TerminalState.Lost lost -> {
        gap.deviceLost(lost.since());
        state = new TerminalState.Waiting(lost.since(), why);
      }
      case TerminalState.Ended ended
          when endIsLoss && ended.at().plus(NOTICED_WITHIN).isAfter(clock.instant()) -> {
        gap.deviceLost(ended.at());
        state = new TerminalState.Waiting(ended.at(), why);
      }
      case TerminalState.Connected connected ->
          state = new TerminalState.Stale(connected.since(), why);
      case TerminalState.Ended _,
          TerminalState.Connecting _,
          TerminalState.Stale _,
          TerminalState.Waiting _,
          TerminalState.Refused _,
          TerminalState.Closed _ -> {
        return false;
      }
    }
    retry.cancel();
    return true;
  }

  /** Nothing comes from the edge any more. */
  boolean silent(String why) {
    if (!(state instanceof TerminalState.Connected connected)) {
      return false;
    }
    state = new TerminalState.Stale(connected.since(), why);
    return true;
  }

  /** The edge or the device was silent and answers again. */
  boolean answers() {
    if (!(state instanceof TerminalState.Stale stale)) {
      return false;
    }
    state = new TerminalState.Connected(stale.since());
    return true;
  }

  /**
   * The way to the device is back, or may be: a shell that is missed is to be opened, if this
   * changes anything.
   *
   * @param opening whether one is being opened already
   */
  boolean linkUp(boolean opening) {
    away = null;
    if (opening) {
      return false;
    }
    switch (state) {
      case TerminalState.Lost lost -> state = trying(lost);
      case TerminalState.Waiting _ -> {} // Shown until there is a shell.
      case TerminalState.Refused refused when refused.untilLink() ->
          state = new TerminalState.Connecting();
      case TerminalState.Refused _,
          TerminalState.Connecting _,
          TerminalState.Connected _,
          TerminalState.Stale _,
          TerminalState.Ended _,
          TerminalState.Closed _ -> {
        return false;
      }
    }
    retry.cancel();
    return true;
  }

  /**
   * As {@link TerminalSession#linkTrying}.
   *
   * @param started whether a shell has been asked for yet
   */
  boolean linkTrying(String why, boolean started) {
    boolean awaited =
        switch (state) {
          case TerminalState.Refused refused -> refused.untilLink();
          case TerminalState.Connecting _ -> started && !why.isEmpty();
          case TerminalState.Lost _,
              TerminalState.Waiting _,
              TerminalState.Connected _,
              TerminalState.Stale _,
              TerminalState.Ended _,
              TerminalState.Closed _ ->
              false;
        };
    if (awaited) {
      state =
          why.isEmpty()
              ? new TerminalState.Connecting()
              : new TerminalState.Lost(clock.instant(), why, retry.next(), null);
    }
    return awaited;
  }

  /** A shell was opened; returns what is to be written before its text, or null for the first. */
  @Nullable String opened() {
    state = new TerminalState.Connected(clock.instant());
    return gap.note();
  }

  /** No shell could be opened. */
  boolean refused(ShellException problem) {
    Instant now = clock.instant();
    Instant since = Objects.requireNonNullElse(state.missedSince(), now);
    switch (problem.remedy()) {
      case DEVICE -> waiting(since, problem.sentence());
      case TIME -> lost(since, problem.sentence());
      case LINK, PERSON ->
          state =
              new TerminalState.Refused(
                  now,
                  problem.sentence(),
                  problem.advice(),
                  problem.remedy() == ShellException.Remedy.LINK);
    }
    return true;
  }

  /**
   * The shell is gone.
   *
   * @param lost why it was lost; null if it ended as shells do
   */
  boolean gone(@Nullable String lost) {
    Instant opened = state.shellSince();
    if (opened == null) {
      return false;
    }
    Instant now = clock.instant();
    retry.held(Duration.between(opened, now));
    if (lost == null) {
      gap.ended(now);
      retry.reset();
      state = new TerminalState.Ended(now);
      return true;
    }
    if (away == null) {
      gap.linkLost(now);
    } else {
      gap.deviceLost(now);
    }
    lost(now, lost);
    return true;
  }

  /** The terminal is closed, for good. */
  boolean close() {
    retry.cancel();
    state = new TerminalState.Closed();
    return true;
  }

  private TerminalState.Lost trying(TerminalState.Lost lost) {
    return new TerminalState.Lost(lost.since(), lost.why(), retry.count(), null);
  }

  /** The state of having lost the shell, with the next attempt on its way. */
  private void lost(Instant since, String why) {
    if (away != null) {
      waiting(since, away);
      return;
    }
    Duration wait = retry.later();
    state = new TerminalState.Lost(since, why, retry.next(), clock.instant().plus(wait));
  }

  /**
   * The state of waiting for the device. If nobody says whether it is there, it is asked for now
   * and then.
   */
  private void waiting(Instant since, String why) {
    state = new TerminalState.Waiting(since, why);
    if (away == null) {
      retry.later();
      retry.count();
    }
  }
}
