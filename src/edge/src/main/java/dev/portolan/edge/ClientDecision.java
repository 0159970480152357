package dev.portolan.edge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The decision about a client's connection. */
public sealed interface ClientDecision {

  /**
   * The client may connect. Each of its streams is authorised separately.
   *
   * @param client the client's name for rules and logs; not a secret
   * @param until when it must be judged again; null for never
   */
  record Granted(String client, @Nullable Instant until) implements ClientDecision {
    /** Validates the name. */
    public Granted {
      if (client.isBlank()) {
        throw new IllegalArgumentException("a client has a name");
      }
    }

    /** For as long as nothing changes. */
    public Granted(String client) {
      this(client, null);
    }
  }

  /** The credentials are unknown: status 401. */
  record Unknown(String reason) implements ClientDecision {}

  /**
   * The client was known by these credentials until they expired: status 401.
   *
   * @param client who it was
   */
  record Expired(String client) implements ClientDecision {}

  /** The client is known but may not reach this device: status 403. */
  record Forbidden(String reason) implements ClientDecision {}
}
