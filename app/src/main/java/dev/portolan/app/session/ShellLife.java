package dev.portolan.app.session;

import dev.portolan.app.task.Timer;
import dev.portolan.transport.link.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a terminal's shell, including retries. Externally synchronised. Methods
 * return whether the state has changed.
 */
final class ShellLife {
  /** The maximum time to detect that a device has gone after its shells have ended. */
  private static final Duration NOTICED_WITHIN = Duration.ofSeconds(15);

  private final Clock clock;
  private final ShellRetry retry;
  private final ShellGap gap;
  private TerminalState state = new TerminalState.Connecting();

  /** Why the device is absent, or null. */
  private @Nullable String away;

  /**
   * @param again requests a shell when a retry is due
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

  /** The user requests a new shell. */
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

  /** The edge is silent. */
  boolean silent(String why) {
    if (!(state instanceof TerminalState.Connected connected)) {
      return false;
    }
    state = new TerminalState.Stale(connected.since(), why);
    return true;
  }

  /** The edge or device answers again. */
  boolean answers() {
    if (!(state instanceof TerminalState.Stale stale)) {
      return false;
    }
    state = new TerminalState.Connected(stale.since());
    return true;
  }

  /**
   * The device may be reachable again, so a missing shell should be opened.
   *
   * @param opening whether a shell is being opened already
   */
  boolean linkUp(boolean opening) {
    away = null;
    if (opening) {
      return false;
    }
    switch (state) {
      case TerminalState.Lost lost -> state = trying(lost);
      case TerminalState.Waiting _ -> {} // visible until there is a shell
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
   * @param started whether a shell was ever requested
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

  /** A shell was opened. Returns the note before its output, or null for the first. */
  @Nullable String opened() {
    state = new TerminalState.Connected(clock.instant());
    return gap.note();
  }

  /** A shell could not be opened. */
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
   * The shell has ended or was lost.
   *
   * @param lost why it was lost; null if it ended normally
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

  /** The terminal is closed. */
  boolean close() {
    retry.cancel();
    state = new TerminalState.Closed();
    return true;
  }

  private TerminalState.Lost trying(TerminalState.Lost lost) {
    return new TerminalState.Lost(lost.since(), lost.why(), retry.count(), null);
  }

  /** Enters the lost state with a retry scheduled. */
  private void lost(Instant since, String why) {
    if (away != null) {
      waiting(since, away);
      return;
    }
    Duration wait = retry.later();
    state = new TerminalState.Lost(since, why, retry.next(), clock.instant().plus(wait));
  }

  /** Enters the waiting state. Retries from time to time if presence is unknown. */
  private void waiting(Instant since, String why) {
    state = new TerminalState.Waiting(since, why);
    if (away == null) {
      retry.later();
      retry.count();
    }
  }
}
