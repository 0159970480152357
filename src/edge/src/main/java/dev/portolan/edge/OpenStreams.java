package dev.portolan.edge;

import io.netty.channel.Channel;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The clients' open streams. Thread-safe. */
final class OpenStreams {

  private final StreamCounters counters = new StreamCounters();
  private final Set<BrokeredStream> brokered = ConcurrentHashMap.newKeySet();
  private int count;
  private @Nullable Runnable whenNone;

  /** Counts a stream until it closes. */
  void add(Channel stream) {
    synchronized (this) {
      count++;
    }
    stream.closeFuture().addListener(closed -> removed());
  }

  /** Keeps a stream that rules have to allow for as long as it is open. */
  void add(BrokeredStream stream, Channel channel) {
    brokered.add(stream);
    channel.closeFuture().addListener(closed -> brokered.remove(stream));
  }

  /** Ends the streams that are not allowed any more. */
  void judgeAgain(StreamAuthorizer rules) {
    brokered.forEach(stream -> stream.judgeAgain(rules));
  }

  StreamCounters counters() {
    return counters;
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
