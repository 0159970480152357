package dev.portolan.transport.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The negotiation of half-close: a FIN then ends only one direction of a TCP tunnel.
 *
 * <p>Every client, device and edge of ours sends {@link #HEADER} with {@link #HEADER_VALUE} in its
 * upgrade request or answer; other peers ignore it. The rest is negotiated per stream, see {@link
 * TcpTunnelRequest}. The header also announces support for STOP_SENDING and resets (see {@link
 * dev.portolan.smux.SmuxConfig#peerSupportsReset}), which tell a full close from a half-close.
 */
public final class HalfCloseOffer {
  /** The header in the upgrade request and in its response. */
  public static final String HEADER = "Portolan-Half-Close";

  /** Its only value. */
  public static final String HEADER_VALUE = "1";

  /** The second line of a TCP tunnel request, and the payload of the OK that grants it. */
  public static final String OPTION = "half-close";

  private static final byte[] OPTION_BYTES = OPTION.getBytes(StandardCharsets.US_ASCII);

  private HalfCloseOffer() {}

  /** The OK of a device that grants half-close. */
  public static Message ok() {
    return Message.ok(OPTION);
  }

  /** Whether the payload of an OK grants half-close. */
  public static boolean granted(byte[] okPayload) {
    return Arrays.equals(okPayload, OPTION_BYTES);
  }

  /** Whether a value of {@link #HEADER}, or null if absent, announces half-close. */
  public static boolean announced(@Nullable String headerValue) {
    return HEADER_VALUE.equals(headerValue);
  }
}
