package dev.portolan.transport.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How ends agree that a FIN ends one direction of a TCP tunnel only.
 *
 * <p>Every client, device and edge of ours sends {@link #HEADER} with {@link #HEADER_VALUE} in its
 * upgrade request or answer; other peers ignore it. The rest is per stream, see {@link
 * TcpTunnelRequest}. Who sends the header also heeds a stop: a window of 0 behind a FIN (see {@link
 * dev.portolan.smux.SmuxConfig#peerSupportsReset}), which tells a full close from a half-close.
 */
public final class HalfCloseOffer {
  /** The header of the upgrade request and of its answer. */
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

  /** Whether the value of {@link #HEADER}, null where there is none, announces half-close. */
  public static boolean announced(@Nullable String headerValue) {
    return HEADER_VALUE.equals(headerValue);
  }
}
