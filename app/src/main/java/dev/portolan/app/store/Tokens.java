package dev.portolan.app.store;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The tokens in memory. FX thread only. */
public final class Tokens {
  private final Map<String, String> byEdge = new HashMap<>();
  private final List<Consumer<EdgeItem>> listeners = new CopyOnWriteArrayList<>();
  private boolean known = true;

  /** Sets an edge's token. An empty one removes it. */
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

  /** Marks the edge's token as refused, so that the user must enter one. */
  public void refused(EdgeItem edge) {
    edge.setLoginNeeded(true);
  }

  /** Marks the edge's token as accepted. */
  public void accepted(EdgeItem edge) {
    edge.setLoginNeeded(false);
  }

  /**
   * Whether stored tokens are loaded. Before that, missing tokens may still be loaded. Loading
   * changes the revision of each edge's token.
   */
  public boolean areKnown() {
    return known;
  }

  /** Calls {@code listener} with an edge whose token the user has entered or removed. */
  void onPut(Consumer<EdgeItem> listener) {
    listeners.add(listener);
  }

  /** Stored tokens are being loaded. */
  void expect() {
    known = false;
  }

  /** Stored tokens are loaded. Tokens entered meanwhile take precedence. */
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
