package dev.portolan.transport.problem;

/** Who or what is waited for after a connection could not be made. */
public enum Retry {
  /** Something that answers at all: to ask costs the edge nothing. */
  UNREACHED,
  /** The edge, which answers that it does not let in at the moment. */
  NOT_NOW,
  /** The edge, in whose place something else answers. */
  STRANGER,
  /** A person: credentials, trust, and what was configured. */
  PERSON
}
