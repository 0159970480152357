package dev.portolan.edge;

/** The decision about a client's connection. */
public sealed interface ClientDecision {

  /**
   * The client may connect. Each of its streams is authorised separately.
   *
   * @param client the client's name for rules and logs; not a secret
   */
  record Granted(String client) implements ClientDecision {
    /** Validates the name. */
    public Granted {
      if (client.isBlank()) {
        throw new IllegalArgumentException("a client has a name");
      }
    }
  }

  /** The credentials are unknown: status 401. */
  record Unknown(String reason) implements ClientDecision {}

  /** The client is known but may not reach this device: status 403. */
  record Forbidden(String reason) implements ClientDecision {}
}
