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
 * One session with the edge: takes its streams until it is asked to go away, then lets the open
 * ones finish.
 *
 * <p>Everything but {@link #received} is called on the device's loop; streams may come on another.
 */
final class ServedSession implements StreamAcceptor.Receiver {

  /** Hears of what concerns the device; called on the device's loop. */
  interface Owner {

    /** The edge asked to go away; it may ask more than once. */
    void goAway(ServedSession session);

    /** A draining session has no more streams. */
    void drained(ServedSession session);
  }

  private final EventLoop loop;
  private final StreamHandlers handlers;
  private final Owner owner;
  private volatile boolean draining;
  private int streams;
  private @Nullable SmuxSession session;
  private @Nullable Future<?> deadline;

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
    } else if (draining) {
      Answer.error(stream, "this device is moving to another edge; try again in a moment");
    } else {
      loop.execute(() -> streams++);
      stream.closeFuture().addListener(closed -> loop.execute(this::streamClosed));
      handlers.handle(stream, opening);
    }
  }

  private void streamClosed() {
    streams--;
    if (draining && streams == 0) {
      owner.drained(this);
    }
  }

  /**
   * Takes no more streams.
   *
   * @param longest when the session is closed although it has streams
   * @return false if it was draining already
   */
  boolean drain(Duration longest) {
    if (draining) {
      return false;
    }
    draining = true;
    deadline = loop.schedule(this::close, longest.toNanos(), TimeUnit.NANOSECONDS);
    return true;
  }

  boolean isDraining() {
    return draining;
  }

  boolean isIdle() {
    return streams == 0;
  }

  /** Done when the session is closed; a second call changes nothing. */
  Future<Void> close() {
    return session == null ? loop.newSucceededFuture(null) : session.close();
  }

  /** The session is gone. */
  void ended() {
    if (deadline != null) {
      deadline.cancel(false);
    }
  }
}
