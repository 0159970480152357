package dev.portolan.edge;

import dev.portolan.transport.message.RemoteText;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a client's connections in, up to a number. Beyond that one of its own that is silent gives
 * way, as after a change of network; while all of them speak, the new one is refused.
 *
 * <p>Safe for any thread.
 */
final class ClientEntrance {

  private final int limit;
  private final Notices notices;
  private final Map<String, Set<ClientPlace>> places = new HashMap<>();

  /**
   * @param limit connections that one client may have at once; positive
   */
  ClientEntrance(int limit, Notices notices) {
    this.limit = limit;
    this.notices = notices;
  }

  /**
   * Gives a new connection a place until it {@linkplain #leave leaves}.
   *
   * @return whether it got one
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

  /** How many connections one client may have at once. */
  int limit() {
    return limit;
  }

  /** The connection has ended; without effect if its place was given to another. */
  synchronized void leave(ClientPlace place) {
    Set<ClientPlace> own = places.get(place.client());
    if (own != null && own.remove(place) && own.isEmpty()) {
      places.remove(place.client());
    }
  }

  /** How many connections of all clients have a place. */
  synchronized int count() {
    return places.values().stream().mapToInt(Set::size).sum();
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
