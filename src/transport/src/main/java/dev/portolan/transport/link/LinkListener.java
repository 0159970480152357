package dev.portolan.transport.link;

/**
 * Receives the states of an {@link EdgeLink} in order. Called on its event loop; must not block.
 */
@FunctionalInterface
public interface LinkListener {
  /** The state has changed. */
  void changed(LinkState state);
}
