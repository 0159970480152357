package dev.portolan.edge;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Counts the clients' open streams. Thread-safe. */
final class OpenStreams {

  private int count;
  private @Nullable Runnable whenNone;

  /** Counts a stream until it closes. */
  void add(Channel stream) {
    synchronized (this) {
      count++;
    }
    stream.closeFuture().addListener(closed -> removed());
  }

  private void removed() {
    Runnable tell = null;
    synchronized (this) {
      if (--count == 0) {
        tell = whenNone;
        whenNone = null;
      }
    }
    if (tell != null) {
      tell.run();
    }
  }

  synchronized int count() {
    return count;
  }

  /** Runs the action once, now if no stream is open, else when the last one closes. */
  void whenNone(Runnable action) {
    synchronized (this) {
      if (count > 0) {
        whenNone = action;
        return;
      }
    }
    action.run();
  }
}
