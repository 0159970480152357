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
 * One session with the edge. When it is asked to go away it still serves what comes, for the edge
 * has nowhere else to send it until the device is connected anew, and waits for a quiet moment.
 *
 * <p>Everything but {@link #received} is called on the device's loop; streams may come on another.
 */
final class ServedSession implements StreamAcceptor.Receiver {

  /** Hears of what concerns the device; called on the device's loop. */
  interface Owner {

    /** The edge asked to go away; it may ask more than once. */
    void goAway(ServedSession session);

    /** A draining session has had no stream for a while. */
    void drained(ServedSession session);
  }

  /** Far longer than a frame is under way, and than programs pause between two connections. */
  private static final long QUIET_MILLIS = 1_000;

  private final EventLoop loop;
  private final StreamHandlers handlers;
  private final Owner owner;
  private boolean draining;
  private int streams;
  private @Nullable SmuxSession session;
  private @Nullable Future<?> deadline;
  private @Nullable Future<?> quiet;

  ServedSession(EventLoop loop, StreamHandlers handlers, Owner owner) {
    this.loop = loop;
    this.handlers = handlers;
    this.owner = owner;
  }

  /** Gives it the session once that is connected. */
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
    if (draining) {
      awaitQuiet();
    }
  }

  /**
   * Waits for a while without streams: what the edge has sent already may be under way, and what
   * opens one stream after the other is not at its end between two of them.
   */
  private void awaitQuiet() {
    stopWaiting();
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
   * Looks for a quiet moment from now on.
   *
   * @param longest when the session is closed although it has streams
   * @return false if it was draining already
   */
  boolean drain(Duration longest) {
    if (draining) {
      return false;
    }
    draining = true;
    awaitQuiet();
    deadline = loop.schedule(this::close, longest.toNanos(), TimeUnit.NANOSECONDS);
    return true;
  }

  boolean isDraining() {
    return draining;
  }

  /** Whether it has had no stream for a while since it began to drain. */
  boolean isQuiet() {
    return draining && streams == 0 && quiet == null;
  }

  /** Done when the session is closed; a second call changes nothing. */
  Future<Void> close() {
    return session == null ? loop.newSucceededFuture(null) : session.close();
  }

  /** The session is gone. */
  void ended() {
    stopWaiting();
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
