package dev.portolan.app.model;

import java.util.EnumMap;
import java.util.Map;

/** The secrets of one edge. Its text never contains them. */
public final class EdgeSecrets {
  /** No secret at all. */
  public static final EdgeSecrets NONE = new EdgeSecrets(new EnumMap<>(EdgeSecret.class));

  private final Map<EdgeSecret, String> byKind;

  private EdgeSecrets(Map<EdgeSecret, String> byKind) {
    this.byKind = byKind;
  }

  /** The same with another secret. An empty one is none. */
  public EdgeSecrets with(EdgeSecret kind, String secret) {
    Map<EdgeSecret, String> changed = new EnumMap<>(EdgeSecret.class);
    changed.putAll(byKind);
    if (secret.isEmpty()) {
      changed.remove(kind);
    } else {
      changed.put(kind, secret);
    }
    return new EdgeSecrets(changed);
  }

  /** A secret, or an empty text if there is none. */
  public String of(EdgeSecret kind) {
    return byKind.getOrDefault(kind, "");
  }

  /** Which secrets there are. */
  @Override
  public String toString() {
    return "EdgeSecrets" + byKind.keySet();
  }
}
