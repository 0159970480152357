package dev.portolan.app.model;

import java.util.Objects;

/**
 * The user's settings for a tunnel.
 *
 * @param name display name; may be empty
 * @param forward local and remote addresses
 * @param start whether it is switched on when the console starts
 * @param limit how long it stays on
 */
public record TunnelSettings(String name, Forward forward, TunnelStart start, TimeLimit limit) {
  public TunnelSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(forward, "forward");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(limit, "limit");
  }

  /** Settings without a time limit. */
  public TunnelSettings(String name, Forward forward, boolean autoStart) {
    this(name, forward, autoStart ? TunnelStart.ALWAYS : TunnelStart.AS_LEFT, TimeLimit.NONE);
  }

  public TunnelSettings withForward(Forward changed) {
    return new TunnelSettings(name, changed, start, limit);
  }

  public TunnelSettings withLimit(TimeLimit changed) {
    return new TunnelSettings(name, forward, start, changed);
  }
}
