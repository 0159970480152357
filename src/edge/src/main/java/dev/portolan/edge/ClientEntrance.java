package dev.portolan.edge;

import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.problem.Notices;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Limits the connections of each client. Beyond the limit a new connection replaces a silent one of
 * the same client, as after a change of network, or is refused if none is silent.
 *
 * <p>Thread-safe.
 */
final class ClientEntrance {

  private final int limit;
  private final Notices notices;
  private final Map<String, Set<ClientPlace>> places = new HashMap<>();

  /**
   * @param limit most concurrent connections of one client; positive
   */
  ClientEntrance(int limit, Notices notices) {
    this.limit = limit;
    this.notices = notices;
  }

  /**
   * Adds a connection until it {@linkplain #leave leaves}.
   *
   * @return whether it was accepted
   */
  boolean enter(ClientPlace newcomer) {
    ClientPlace silent;
    synchronized (this) {
      if (take(newcomer)) {
        return true;
      }
      silent = longestSilent(newcomer.client());
      if (silent != null) {
        leave(silent);
        take(newcomer);
      }
    }
    if (silent == null) {
      tellRefused(newcomer.client());
      return false;
    }
    silent.close();
    return true;
  }

  /** Most concurrent connections of one client. */
  int limit() {
    return limit;
  }

  /** Removes a connection. No effect if it was replaced. */
  synchronized void leave(ClientPlace place) {
    Set<ClientPlace> own = places.get(place.client());
    if (own != null && own.remove(place) && own.isEmpty()) {
      places.remove(place.client());
    }
  }

  /** The number of connections of all clients. */
  synchronized int count() {
    return places.values().stream().mapToInt(Set::size).sum();
  }

  /** The number of clients with a connection. */
  synchronized int clientCount() {
    return places.size();
  }

  private boolean take(ClientPlace newcomer) {
    Set<ClientPlace> own = places.computeIfAbsent(newcomer.client(), key -> new HashSet<>());
    return own.size() < limit && own.add(newcomer);
  }

  private @Nullable ClientPlace longestSilent(String client) {
    return places.getOrDefault(client, Set.of()).stream()
        .filter(ClientPlace::isSilent)
        .max(Comparator.comparing(ClientPlace::silence))
        .orElse(null);
  }

  private void tellRefused(String client) {
    String who = "client " + RemoteText.clean(client);
    notices.tell(
        who + " connections",
        who + " has " + limit + " connections, as many as it may have: new ones are refused");
  }
}
