package dev.portolan.edge;

/** What an edge answers a client that wants to reach a device. */
public sealed interface ClientDecision {

  /**
   * The client may come in; each of its streams is still judged by itself.
   *
   * @param client who it is, for rules and logs; no secret
   */
  record Granted(String client) implements ClientDecision {
    /** Checks the name. */
    public Granted {
      if (client.isBlank()) {
        throw new IllegalArgumentException("a client has a name");
      }
    }
  }

  /** Nobody with these credentials is known: status 401. */
  record Unknown(String reason) implements ClientDecision {}

  /** The client is known but may not reach this device: status 403. */
  record Forbidden(String reason) implements ClientDecision {}
}
