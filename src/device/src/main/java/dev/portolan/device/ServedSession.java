package dev.portolan.device;

import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.accept.StreamAcceptor;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A session with the edge. After a GoAway it drains: it still accepts streams, because the edge has
 * no other session until the device has reconnected, and waits until it is idle.
 *
 * <p>Methods are called on the device's loop, except {@link #received}, which is called on the
 * stream's.
 */
final class ServedSession implements StreamAcceptor.Receiver {

  /** Callbacks, on the device's loop. */
  interface Owner {

    /** The edge has sent a GoAway, possibly not the first. */
    void goAway(ServedSession session);

    /** A draining session has become idle. */
    void drained(ServedSession session);
  }

  private enum Life {
    SERVING,
    /** After a GoAway. */
    DRAINING,
    ENDED
  }

  /**
   * Idle time without streams. Far longer than a frame is in flight, or than programs pause between
   * two connections.
   */
  private static final long QUIET_MILLIS = 1_000;

  private final EventLoop loop;
  private final StreamHandlers handlers;
  private final Owner owner;
  private Life life = Life.SERVING;
  private int streams;
  private @Nullable SmuxSession session;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> quiet;

  ServedSession(EventLoop loop, StreamHandlers handlers, Owner owner) {
    this.loop = loop;
    this.handlers = handlers;
    this.owner = owner;
  }

  /** Sets the session when it is connected. */
  void attach(SmuxSession connected) {
    session = connected;
  }

  @Override
  public void received(SmuxStream stream, Message opening) {
    if (opening.type() == MessageType.GO_AWAY) {
      Answer.okAndClose(stream);
      loop.execute(() -> owner.goAway(this));
    } else {
      loop.execute(this::streamOpened);
      stream.closeFuture().addListener(closed -> loop.execute(this::streamClosed));
      handlers.handle(stream, opening);
    }
  }

  private void streamClosed() {
    streams--;
    if (life == Life.DRAINING) {
      awaitQuiet();
    }
  }

  /**
   * Starts the idle timer if there are no streams. New ones may be in flight, or follow the last
   * one shortly.
   */
  private void awaitQuiet() {
    if (streams == 0) {
      quiet =
          loop.schedule(
              () -> {
                quiet = null;
                owner.drained(this);
              },
              QUIET_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  private void stopWaiting() {
    if (quiet != null) {
      quiet.cancel(false);
      quiet = null;
    }
  }

  private void streamOpened() {
    streams++;
    stopWaiting();
  }

  /**
   * Starts draining.
   *
   * @param longest the time after which the session is closed despite open streams
   * @return false if already draining
   */
  boolean drain(Duration longest) {
    if (life != Life.SERVING) {
      return false;
    }
    life = Life.DRAINING;
    awaitQuiet();
    deadline = loop.schedule(this::close, longest.toNanos(), TimeUnit.NANOSECONDS);
    return true;
  }

  boolean isDraining() {
    return life == Life.DRAINING;
  }

  /** Whether it is draining and idle. */
  boolean isQuiet() {
    return life == Life.DRAINING && streams == 0 && quiet == null;
  }

  /** Closes the session. Idempotent. */
  Future<Void> close() {
    return session == null ? loop.newSucceededFuture(null) : session.close();
  }

  /** The session has ended. */
  void ended() {
    life = Life.ENDED;
    stopWaiting();
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
