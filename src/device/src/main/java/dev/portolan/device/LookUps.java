package dev.portolan.device;

import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up, each on a thread that may hang for as long as the system does. A client has at
 * most as many under way as are still free, so that whoever is alone takes half of them, and there
 * is one for those who come late; what is more waits, in turn with others. Who asks for a name that
 * is being looked up waits for that.
 *
 * <p>Safe for any thread.
 */
final class LookUps {

  /** Under way at once, of all clients; a thread each. */
  static final int MOST = 64;

  /** Finds the addresses of a name; blocks. */
  @FunctionalInterface
  interface Names {
    InetAddress[] find(String host) throws UnknownHostException;
  }

  private final Executor threads;
  private final Names names;

  /** What waits for a place, by client; whose turn is next comes first. */
  private final Map<Integer, Set<Asked>> waiting = new LinkedHashMap<>();

  /** What is under way, by name. */
  private final Map<String, UnderWay> underWay = new HashMap<>();

  /** How many of these each client has begun. */
  private final Map<Integer, Integer> begun = new HashMap<>();

  /** One question. */
  private record Asked(int client, String host, Promise<List<InetAddress>> found) {}

  /** A look-up, and all who want to know. */
  private record UnderWay(int client, String host, Set<Promise<List<InetAddress>>> found) {}

  /**
   * @param threads runs as many look-ups at once as it is given
   */
  LookUps(Executor threads, Names names) {
    this.threads = threads;
    this.names = names;
  }

  /**
   * Looks a name up for a client, as soon as that has its turn.
   *
   * @param found gets the addresses, in the system's order of preference, or an {@link
   *     UnknownHostException}; when somebody else completes it, the question is forgotten
   */
  void ask(int client, String host, Promise<List<InetAddress>> found) {
    Asked asked = new Asked(client, host, found);
    synchronized (this) {
      if (!joins(asked)) {
        waiting.computeIfAbsent(client, key -> new LinkedHashSet<>()).add(asked);
      }
    }
    beginAll();
    found.addListener(done -> forget(asked));
  }

  private synchronized void forget(Asked asked) {
    Set<Asked> own = waiting.get(asked.client());
    if (own != null && own.remove(asked) && own.isEmpty()) {
      waiting.remove(asked.client());
    }
    UnderWay same = underWay.get(asked.host());
    if (same != null) {
      same.found().remove(asked.found());
    }
  }

  /** How many questions have no answer yet. */
  synchronized int count() {
    return waiting.values().stream().mapToInt(Set::size).sum()
        + underWay.values().stream().mapToInt(look -> look.found().size()).sum();
  }

  private void beginAll() {
    for (UnderWay next = takeNext(); next != null; next = takeNext()) {
      begin(next);
    }
  }

  private void begin(UnderWay look) {
    boolean runs = false;
    try {
      threads.execute(() -> lookUp(look));
      runs = true;
    } finally {
      if (!runs) { // The system gives no more threads.
        end(look, List.of(), null);
      }
    }
  }

  /** The next that has its turn and a place. */
  private synchronized @Nullable UnderWay takeNext() {
    for (int client : List.copyOf(waiting.keySet())) {
      if (begun.getOrDefault(client, 0) < MOST - underWay.size()) {
        Asked asked = takeFrom(client);
        if (asked != null) {
          UnderWay next = new UnderWay(client, asked.host(), new LinkedHashSet<>());
          next.found().add(asked.found());
          underWay.put(asked.host(), next);
          begun.merge(client, 1, Integer::sum);
          return next;
        }
      }
    }
    return null;
  }

  /** The first of a client's questions that cannot join another; the rest goes to the end. */
  private @Nullable Asked takeFrom(int client) {
    Set<Asked> own = waiting.remove(client);
    if (own == null) {
      return null;
    }
    Asked first = null;
    Iterator<Asked> all = own.iterator();
    while (first == null && all.hasNext()) {
      Asked asked = all.next();
      all.remove();
      first = joins(asked) ? null : asked;
    }
    if (!own.isEmpty()) {
      waiting.put(client, own);
    }
    return first;
  }

  private boolean joins(Asked asked) {
    UnderWay same = underWay.get(asked.host());
    return same != null && same.found().add(asked.found());
  }

  private void lookUp(UnderWay look) {
    List<InetAddress> found = List.of();
    Throwable failure = null;
    try {
      found = List.of(names.find(look.host()));
    } catch (UnknownHostException | RuntimeException e) {
      failure = e;
    } finally {
      end(look, found, failure);
    }
    beginAll();
  }

  /** Gives its place back, and the answer: nothing found is a failure, too. */
  private void end(UnderWay look, List<InetAddress> found, @Nullable Throwable failure) {
    synchronized (this) {
      underWay.remove(look.host());
      begun.computeIfPresent(look.client(), (client, count) -> count == 1 ? null : count - 1);
    }
    Throwable unknown =
        new UnknownHostException("this device knows no host " + look.host()).initCause(failure);
    for (Promise<List<InetAddress>> each : look.found()) {
      if (found.isEmpty()) {
        each.tryFailure(unknown);
      } else {
        each.trySuccess(found);
      }
    }
  }
}
