package dev.portolan.transport.message;

import org.jspecify.annotations.Nullable;

/**
 * The negotiation of presence reports from an edge to a client.
 *
 * <p>A client that sends {@link #HEADER} with {@link #HEADER_VALUE} in its upgrade request is
 * accepted even if its device is not connected. An edge that responds with the same header accepts
 * {@link MessageType#WATCH} on any stream of the session. Nothing changes for other peers.
 */
public final class PresenceOffer {
  /** The header in the upgrade request and in its response. */
  public static final String HEADER = "Portolan-Presence";

  /** Its only value. */
  public static final String HEADER_VALUE = "1";

  private PresenceOffer() {}

  /** Whether a value of {@link #HEADER}, or null if absent, announces presence. */
  public static boolean announced(@Nullable String headerValue) {
    return HEADER_VALUE.equals(headerValue);
  }
}
