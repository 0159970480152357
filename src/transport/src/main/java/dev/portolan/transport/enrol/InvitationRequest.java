package dev.portolan.transport.enrol;

import java.util.regex.Pattern;

/**
 * How a client asks an edge to invite a device: a POST to {@link #PATH} with the client's token and
 * the name of the device.
 *
 * <p>The edge answers with lines: a {@link DeviceInvitation}, then, when the device has got its
 * certificate, {@link #DEVICE_LINE} with its id. An empty line says only that the edge is there.
 * The end of the answer without a device means that the invitation has expired.
 */
public final class InvitationRequest {

  /** Where an edge is asked, whatever the path of its address. */
  public static final String PATH = "/.well-known/portolan-invitation";

  /** The header with the device's name. */
  public static final String DEVICE = "Portolan-Device";

  /** What the line with a device's id begins with. */
  public static final String DEVICE_LINE = "device ";

  /** The time between two lines of an edge, in seconds. */
  public static final int ALIVE_SECONDS = 30;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  private InvitationRequest() {}

  /**
   * Checks the name of a device.
   *
   * @throws IllegalArgumentException with half a sentence if it is none
   */
  public static void requireName(String device) {
    if (!NAME.matcher(device).matches()) {
      throw new IllegalArgumentException(
          "the name of a device has up to 63 letters, digits and . _ -, and begins with a letter"
              + " or digit");
    }
  }
}
