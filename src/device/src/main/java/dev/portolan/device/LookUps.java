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
 * Resolves names, each lookup on a thread of its own, because the system's resolver may block for
 * long. A client may use as many threads as are still free, so that a single client gets at most
 * half of them and one always remains for a newcomer. Further queries wait, round-robin over
 * clients. Queries for the same name share a lookup.
 *
 * <p>Safe for any thread.
 */
final class LookUps {

  /** Most concurrent lookups of all clients, each on a thread of its own. */
  static final int MAX = 64;

  /** The blocking resolver. */
  @FunctionalInterface
  interface Names {
    InetAddress[] find(String host) throws UnknownHostException;
  }

  private final Executor threads;
  private final Names names;

  /** Waiting queries by client, in round-robin order. */
  private final Map<Integer, Set<Query>> waiting = new LinkedHashMap<>();

  /** Running lookups by name. */
  private final Map<String, Lookup> running = new HashMap<>();

  /** The number of running lookups by client. */
  private final Map<Integer, Integer> runningByClient = new HashMap<>();

  /** A query of a client. */
  private record Query(int client, String host, Promise<List<InetAddress>> found) {}

  /** A running lookup with all queries that share it. */
  private record Lookup(int client, String host, Set<Promise<List<InetAddress>>> found) {}

  /**
   * @param threads an executor without a limit on threads
   */
  LookUps(Executor threads, Names names) {
    this.threads = threads;
    this.names = names;
  }

  /**
   * Queues a query for a client.
   *
   * @param found completes with the addresses, in the system's order of preference, or fails with
   *     an {@link UnknownHostException}; if completed by others, the query is dropped
   */
  void ask(int client, String host, Promise<List<InetAddress>> found) {
    Query query = new Query(client, host, found);
    synchronized (this) {
      if (!joins(query)) {
        waiting.computeIfAbsent(client, key -> new LinkedHashSet<>()).add(query);
      }
    }
    startAll();
    found.addListener(done -> forget(query));
  }

  private synchronized void forget(Query query) {
    Set<Query> own = waiting.get(query.client());
    if (own != null && own.remove(query) && own.isEmpty()) {
      waiting.remove(query.client());
    }
    Lookup same = running.get(query.host());
    if (same != null) {
      same.found().remove(query.found());
    }
  }

  /** The number of unanswered queries. */
  synchronized int count() {
    return waiting.values().stream().mapToInt(Set::size).sum()
        + running.values().stream().mapToInt(look -> look.found().size()).sum();
  }

  private void startAll() {
    for (Lookup next = takeNext(); next != null; next = takeNext()) {
      start(next);
    }
  }

  private void start(Lookup look) {
    boolean runs = false;
    try {
      threads.execute(() -> lookUp(look));
      runs = true;
    } finally {
      if (!runs) { // no more threads
        end(look, List.of(), null);
      }
    }
  }

  /** The next query in round-robin order whose client may start a lookup. */
  private synchronized @Nullable Lookup takeNext() {
    for (int client : List.copyOf(waiting.keySet())) {
      if (runningByClient.getOrDefault(client, 0) < MAX - running.size()) {
        Query query = takeFrom(client);
        if (query != null) {
          Lookup next = new Lookup(client, query.host(), new LinkedHashSet<>());
          next.found().add(query.found());
          running.put(query.host(), next);
          runningByClient.merge(client, 1, Integer::sum);
          return next;
        }
      }
    }
    return null;
  }

  /**
   * A client's first query for a name that is not being looked up. The client's other queries move
   * to the end.
   */
  private @Nullable Query takeFrom(int client) {
    Set<Query> own = waiting.remove(client);
    if (own == null) {
      return null;
    }
    Query first = null;
    Iterator<Query> all = own.iterator();
    while (first == null && all.hasNext()) {
      Query query = all.next();
      all.remove();
      first = joins(query) ? null : query;
    }
    if (!own.isEmpty()) {
      waiting.put(client, own);
    }
    return first;
  }

  private boolean joins(Query query) {
    Lookup same = running.get(query.host());
    return same != null && same.found().add(query.found());
  }

  private void lookUp(Lookup look) {
    List<InetAddress> found = List.of();
    Throwable failure = null;
    try {
      found = List.of(names.find(look.host()));
    } catch (UnknownHostException | RuntimeException e) {
      failure = e;
    } finally {
      end(look, found, failure);
    }
    startAll();
  }

  /** Completes all queries of a lookup. An empty result is a failure, too. */
  private void end(Lookup look, List<InetAddress> found, @Nullable Throwable failure) {
    synchronized (this) {
      running.remove(look.host());
      runningByClient.computeIfPresent(
          look.client(), (client, count) -> count == 1 ? null : count - 1);
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
