package dev.portolan.app.model;

import java.util.Objects;

/**
 * One step of testing the connection to an edge.
 *
 * @param kind which step
 * @param state its progress
 * @param detail the result, or what failed with advice; may be empty
 */
public record TestStep(Kind kind, State state, String detail) {
  /** The steps, in their order. */
  public enum Kind {
    RESOLVE,
    CONNECT,
    TLS,
    UPGRADE
  }

  /** Progress of a step. */
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
