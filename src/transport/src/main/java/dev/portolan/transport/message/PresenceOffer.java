package dev.portolan.transport.message;

import org.jspecify.annotations.Nullable;

/**
 * How a client and an edge agree that the edge tells which devices are connected.
 *
 * <p>A client that sends {@link #HEADER} with {@link #HEADER_VALUE} in its upgrade request is let
 * in although the device that it names is away. An edge that answers with the same header takes
 * {@link MessageType#WATCH} on any stream of this session. Nothing changes for peers that do not
 * know the header.
 */
public final class PresenceOffer {
  /** The header of the upgrade request and of its answer. */
  public static final String HEADER = "Portolan-Presence";

  /** Its only value. */
  public static final String HEADER_VALUE = "1";

  private PresenceOffer() {}

  /** Whether the value of {@link #HEADER}, null where there is none, announces presence. */
  public static boolean announced(@Nullable String headerValue) {
    return HEADER_VALUE.equals(headerValue);
  }
}
