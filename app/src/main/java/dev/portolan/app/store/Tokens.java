package dev.portolan.app.store;

import dev.portolan.app.model.EdgeItem;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tokens of this session, in memory and nowhere else; FX thread only. */
public final class Tokens {
  private final Map<String, String> byEdge = new HashMap<>();

  /** Keeps a token until the console ends; an empty one forgets what was kept. */
  public void put(EdgeItem edge, String token) {
    String trimmed = token.strip();
    if (trimmed.isEmpty()) {
      byEdge.remove(edge.id());
    } else {
      byEdge.put(edge.id(), trimmed);
    }
    edge.tokenHeldProperty().set(!trimmed.isEmpty());
    edge.loginNeededProperty().set(false);
    edge.tokenRevisionProperty().set(edge.tokenRevisionProperty().get() + 1);
  }

  public Optional<String> of(EdgeItem edge) {
    return Optional.ofNullable(byEdge.get(edge.id()));
  }
}
