package dev.portolan.app.model;

import java.util.Objects;

/**
 * The user's settings for a tunnel.
 *
 * @param name display name; may be empty
 * @param forward local and remote addresses
 * @param autoStart whether it is switched on when the console starts
 */
public record TunnelSettings(String name, Forward forward, boolean autoStart) {
  public TunnelSettings {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(forward, "forward");
  }

  public TunnelSettings withForward(Forward changed) {
    return new TunnelSettings(name, changed, autoStart);
  }
}
