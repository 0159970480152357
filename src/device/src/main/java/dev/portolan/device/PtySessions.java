package dev.portolan.device;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The terminals that run on this device, by their session ids. Safe for any thread. */
final class PtySessions {

  /** Each costs two threads and a process: far more than people open, far fewer than would hurt. */
  static final int MAX_SESSIONS = 256;

  private static final int ID_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, PtySession> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger();
  private final Promise<Void> allEnded;
  private volatile boolean ending;

  /**
   * @param loop where {@link #endAll()} completes
   */
  PtySessions(EventExecutor loop) {
    this.allEnded = loop.newPromise();
  }

  /** A fresh id that nobody can guess: whoever knows it may resize the terminal. */
  String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Takes one of the places, before anything is started; false if there is none. It is given back
   * by {@link #giveBackPlace()}, or with the session by {@link #remove}.
   */
  boolean takePlace() {
    return places.getAndUpdate(taken -> Math.min(taken + 1, MAX_SESSIONS)) < MAX_SESSIONS;
  }

  /** Nothing was started on that place. */
  void giveBackPlace() {
    places.decrementAndGet();
  }

  /**
   * Enters a session on a place that was taken for it. False if all are ending: then whoever
   * started it must end it, on a thread that is still there.
   */
  boolean add(PtySession session) {
    sessions.put(session.id(), session);
    return !ending;
  }

  void remove(String id) {
    if (sessions.remove(id) != null) {
      giveBackPlace();
    }
    tellWhenEmpty();
  }

  @Nullable PtySession find(String id) {
    return sessions.get(id);
  }

  int count() {
    return sessions.size();
  }

  /** Ends them all; done when their programs are gone. */
  Future<Void> endAll() {
    ending = true;
    sessions.values().forEach(PtySession::breakOff);
    tellWhenEmpty();
    return allEnded;
  }

  private void tellWhenEmpty() {
    if (ending && sessions.isEmpty()) {
      allEnded.trySuccess(null);
    }
  }
}
