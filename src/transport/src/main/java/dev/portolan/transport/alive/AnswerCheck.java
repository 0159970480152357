package dev.portolan.transport.alive;

import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.loop.EventLoops;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Detects a session whose peer does not answer although the connection is open, because its program
 * is suspended or the network drops everything.
 *
 * <p>Any received byte counts as an answer. After a silence slightly longer than the keep-alive
 * interval, the peer is checked by an {@link EmptyStream}. So a healthy peer is never checked. On
 * the session's event loop.
 */
public final class AnswerCheck {
  /** The silence before a check. Our keep-alive interval is 15 s. */
  static final Duration ASK_AFTER = Duration.ofSeconds(16);

  /** The silence, including the check, after which the peer is stale. */
  static final Duration STALE_AFTER = Duration.ofSeconds(20);

  /** The interval of checks while stale. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  /** Callbacks, on the event loop. */
  public interface Listener {
    /** The peer has been silent for {@link #STALE_AFTER}. */
    void silent();

    /** The peer answers again. */
    void answers();
  }

  private final SmuxSession session;
  private final Listener listener;
  private @Nullable Future<?> timer;
  private @Nullable Promise<Boolean> question;
  private long askedAt;
  private boolean asked;
  private boolean stale;

  /** Creates a check of a session. */
  public AnswerCheck(SmuxSession session, Listener listener) {
    this.session = session;
    this.listener = listener;
  }

  /** Starts checking until the session ends. */
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

  /**
   * Decides after a check. Only the time since the check counts, because the computer may have been
   * asleep before.
   */
  private void judge(Duration silence) {
    Duration sinceAsked = Duration.ofNanos(session.eventLoop().ticker().nanoTime() - askedAt);
    if (silence.compareTo(sinceAsked) < 0) {
      heard();
      again(ASK_AFTER.minus(silence));
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
            asked = false; // the stream limit is reached: check again soon
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
