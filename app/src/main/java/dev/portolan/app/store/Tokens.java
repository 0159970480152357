package dev.portolan.app.store;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSecret;
import dev.portolan.app.model.EdgeSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The tokens, and other secrets of edges, in memory. FX thread only. */
public final class Tokens {
  private final Map<String, EdgeSecrets> byEdge = new HashMap<>();
  private final List<BiConsumer<EdgeItem, EdgeSecret>> listeners = new CopyOnWriteArrayList<>();
  private boolean known = true;

  /** Sets an edge's token. An empty one removes it. */
  public void put(EdgeItem edge, String token) {
    put(edge, EdgeSecret.TOKEN, token.strip());
  }

  /** Sets a secret of an edge. An empty one removes it. */
  public void put(EdgeItem edge, EdgeSecret kind, String secret) {
    byEdge.put(edge.id(), all(edge).with(kind, secret));
    changed(edge);
    listeners.forEach(listener -> listener.accept(edge, kind));
  }

  public Optional<String> of(EdgeItem edge) {
    return Optional.of(all(edge).of(EdgeSecret.TOKEN)).filter(token -> !token.isEmpty());
  }

  /** All secrets of an edge. */
  public EdgeSecrets all(EdgeItem edge) {
    return byEdge.getOrDefault(edge.id(), EdgeSecrets.NONE);
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

  /** Calls {@code listener} with an edge and the secret that the user has entered or removed. */
  void onPut(BiConsumer<EdgeItem, EdgeSecret> listener) {
    listeners.add(listener);
  }

  /** Stored tokens are being loaded. */
  void expect() {
    known = false;
  }

  /** Stored secrets are loaded. Those entered meanwhile take precedence. */
  void arrived(List<EdgeItem> edges, Map<EdgeItem, EdgeSecrets> kept) {
    boolean first = !known;
    known = true;
    for (EdgeItem edge : edges) {
      boolean fresh = false;
      EdgeSecrets read = kept.getOrDefault(edge, EdgeSecrets.NONE);
      for (EdgeSecret kind : EdgeSecret.values()) {
        EdgeSecrets held = all(edge);
        if (held.of(kind).isEmpty() && !read.of(kind).isEmpty()) {
          byEdge.put(edge.id(), held.with(kind, read.of(kind)));
          fresh = true;
        }
      }
      if (edge.kind() == EdgeKind.REMOTE && (fresh || first)) {
        changed(edge);
      }
    }
  }

  private void changed(EdgeItem edge) {
    edge.tokenChanged(of(edge).isPresent());
  }
}
