package dev.portolan.app.model;

import java.util.Objects;

/**
 * One step of trying out the way to an edge.
 *
 * @param kind which step
 * @param state how far it is
 * @param detail what was found, or what went wrong and what to do; may be empty
 */
public record TestStep(Kind kind, State state, String detail) {
  /** The steps, in their order. */
  public enum Kind {
    RESOLVE,
    CONNECT,
    TLS,
    UPGRADE
  }

  /** How far a step is. */
  public enum State {
    AHEAD,
    RUNNING,
    DONE,
    FAILED
  }

  public TestStep {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(detail, "detail");
  }
}
