package dev.portolan.transport.alive;

import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.loop.EventLoops;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the far side of a session still answers, though its connection stands: a
 * program that was stopped, or a line that swallows everything, says nothing and closes nothing.
 *
 * <p>Whatever comes is an answer. Where nothing came for a little longer than a keep-alive takes,
 * it is asked by an {@link EmptyStream}. So a far side that is well is never asked, and one that
 * merely says little is asked before it is doubted. On the session's event loop.
 */
public final class AnswerCheck {
  /** Our ends send a keep-alive each 15 s, others more often. */
  static final Duration ASK_AFTER = Duration.ofSeconds(16);

  /** From this much silence on, the question included, the far side counts as stale. */
  static final Duration STALE_AFTER = Duration.ofSeconds(20);

  /** How often a stale one is looked at. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  /** A listener, on the event loop. */
  public interface Listener {
    /** Nothing has come for {@link #STALE_AFTER}. */
    void silent();

    /** It was silent, and now something has come. */
    void answers();
  }

  private final SmuxSession session;
  private final Listener listener;
  private @Nullable Future<?> timer;
  private @Nullable Promise<Boolean> question;
  private long askedAt;
  private boolean asked;
  private boolean stale;

  /** Of a session, from {@link #start} on. */
  public AnswerCheck(SmuxSession session, Listener listener) {
    this.session = session;
    this.listener = listener;
  }

  /** Begins, and goes on until the session ends. */
  public void start() {
    EventLoops.onLoop(
        session.eventLoop(),
        () -> {
          session.closeFuture().addListener(closed -> stop());
          look();
        });
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private void look() {
    if (!session.isOpen()) {
      return;
    }
    Duration silence = session.silence();
    if (silence.compareTo(ASK_AFTER) < 0) {
      heard();
      again(ASK_AFTER.minus(silence));
    } else if (!asked) {
      ask();
      again(STALE_AFTER.minus(ASK_AFTER));
    } else if (stale) {
      again(LOOK_AGAIN);
    } else {
      judge(silence);
    }
  }

  /** A computer that slept finds old silence: what counts is the time since the question. */
  private void judge(Duration silence) {
    Duration sinceAsked = Duration.ofNanos(session.eventLoop().ticker().nanoTime() - askedAt);
    Duration left = STALE_AFTER.minus(ASK_AFTER).minus(sinceAsked);
    if (silence.compareTo(sinceAsked) < 0) {
      heard();
      again(ASK_AFTER.minus(silence));
    } else if (left.isPositive()) {
      again(left);
    } else {
      stale = true;
      listener.silent();
      again(LOOK_AGAIN);
    }
  }

  private void heard() {
    asked = false;
    Promise<Boolean> open = question;
    question = null;
    if (open != null) {
      open.trySuccess(true);
    }
    if (stale) {
      stale = false;
      listener.answers();
    }
  }

  private void ask() {
    asked = true;
    askedAt = session.eventLoop().ticker().nanoTime();
    Promise<Boolean> answered = session.eventLoop().newPromise();
    question = answered;
    EmptyStream.open(session::open, answered);
    answered.addListener(
        done -> {
          if (!answered.getNow()) {
            asked = false; // No room for it now: asked again soon, and doubted after that.
          }
        });
  }

  private void again(Duration delay) {
    if (session.isOpen()) {
      timer =
          session
              .eventLoop()
              .schedule(this::look, Math.max(1, delay.toNanos()), TimeUnit.NANOSECONDS);
    }
  }
}
