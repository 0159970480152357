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

/** The running terminals of this device, by session id. Thread-safe. */
final class PtySessions {

  /** Most terminals. Each needs a process and two threads. */
  static final int MAX_SESSIONS = 256;

  private static final int ID_BYTES = 16;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, PtySession> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger places = new AtomicInteger();
  private final Promise<Void> allEnded;
  private volatile boolean ending;

  /**
   * @param loop the loop on which {@link #endAll()} completes
   */
  PtySessions(EventExecutor loop) {
    this.allEnded = loop.newPromise();
  }

  /** A new unguessable id, because it authorises a resize. */
  String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * Reserves a terminal before it is started. Returns false if there are too many. Released by
   * {@link #release()}, or with the session by {@link #remove}.
   *
   * @param most at most {@value #MAX_SESSIONS}
   */
  boolean tryAcquire(int most) {
    return places.getAndUpdate(taken -> taken < most ? taken + 1 : taken) < most;
  }

  /** Releases a reservation without a session. */
  void release() {
    places.decrementAndGet();
  }

  /** How many places nobody has taken. */
  int freePlaces() {
    return MAX_SESSIONS - places.get();
  }

  /**
   * Adds a session with a reservation. Returns false if all sessions are being ended; the caller
   * must then end it.
   */
  boolean add(PtySession session) {
    sessions.put(session.id(), session);
    return !ending;
  }

  void remove(String id) {
    if (sessions.remove(id) != null) {
      release();
    }
    completeWhenEmpty();
  }

  @Nullable PtySession find(String id) {
    return sessions.get(id);
  }

  int count() {
    return sessions.size();
  }

  /** Ends all sessions. Completes when their programs have ended. */
  Future<Void> endAll() {
    ending = true;
    sessions.values().forEach(PtySession::abort);
    completeWhenEmpty();
    return allEnded;
  }

  private void completeWhenEmpty() {
    if (ending && sessions.isEmpty()) {
      allEnded.trySuccess(null);
    }
  }
}
