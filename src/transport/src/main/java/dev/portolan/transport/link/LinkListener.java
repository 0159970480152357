package dev.portolan.transport.link;

/** Hears of each state of an {@link EdgeLink}, in order, on its event loop; must not block. */
@FunctionalInterface
public interface LinkListener {
  /** The link is in a new state. */
  void changed(LinkState state);
}
