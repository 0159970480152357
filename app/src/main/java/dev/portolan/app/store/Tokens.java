package dev.portolan.app.store;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The tokens of this session, in memory and nowhere else; FX thread only. */
public final class Tokens {
  private final Map<String, String> byEdge = new HashMap<>();
  private final List<Consumer<EdgeItem>> listeners = new CopyOnWriteArrayList<>();
  private boolean known = true;

  /** Uses a token from now on; an empty one forgets what was there. */
  public void put(EdgeItem edge, String token) {
    String trimmed = token.strip();
    if (trimmed.isEmpty()) {
      byEdge.remove(edge.id());
    } else {
      byEdge.put(edge.id(), trimmed);
    }
    changed(edge);
    listeners.forEach(listener -> listener.accept(edge));
  }

  public Optional<String> of(EdgeItem edge) {
    return Optional.ofNullable(byEdge.get(edge.id()));
  }

  /** The edge lets nobody in with the token there is: a person must enter one. */
  public void refused(EdgeItem edge) {
    edge.setLoginNeeded(true);
  }

  /** The edge let us in. */
  public void accepted(EdgeItem edge) {
    edge.setLoginNeeded(false);
  }

  /**
   * Whether the tokens of earlier sessions are here already; until then, a token that is missing
   * may yet come. When they have come, the revision of each edge's token changes.
   */
  public boolean areKnown() {
    return known;
  }

  /** Calls {@code listener} with the edge whose token a person has just entered or taken away. */
  void onPut(Consumer<EdgeItem> listener) {
    listeners.add(listener);
  }

  /** Those of earlier sessions are on their way. */
  void expect() {
    known = false;
  }

  /** Those of earlier sessions are here; what a person has entered meanwhile goes before them. */
  void arrived(List<EdgeItem> edges, Map<EdgeItem, String> kept) {
    boolean first = !known;
    known = true;
    for (EdgeItem edge : edges) {
      String token = kept.get(edge);
      boolean fresh = token != null && byEdge.putIfAbsent(edge.id(), token) == null;
      if (edge.kind() == EdgeKind.REMOTE && (fresh || first)) {
        changed(edge);
      }
    }
  }

  private void changed(EdgeItem edge) {
    edge.tokenChanged(byEdge.containsKey(edge.id()));
  }
}
