package dev.portolan.app.model;

import java.util.Objects;

/**
 * What a person said about a tunnel.
 *
 * @param name as shown; may be empty
 * @param forward from where to where
 * @param autoStart whether it is switched on whenever the console starts
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
