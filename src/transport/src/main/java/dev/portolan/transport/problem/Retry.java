package dev.portolan.transport.problem;

/** The kinds of failure of a connection attempt, by when another attempt makes sense. */
public enum Retry {
  /** No edge was reached: another attempt costs it nothing. */
  UNREACHED,
  /** The edge answered that it accepts no connection at the moment. */
  NOT_NOW,
  /** Something other than an edge answered. */
  STRANGER,
  /** Credentials, trust or configuration, which only a person can change. */
  PERSON
}
