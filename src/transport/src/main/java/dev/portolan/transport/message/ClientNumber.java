package dev.portolan.transport.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line {@code client 7} in a tunnel request, with which an edge tells a device whose request it
 * is, so that the device can limit each client separately.
 *
 * <p>The number is chosen by the edge and has no other meaning. The edge sends the line only to a
 * device that sent {@link HalfCloseOffer#HEADER}, and removes any that a client wrote.
 */
public final class ClientNumber {
  /** No number: all clients of an edge that sends none. */
  public static final int NONE = 0;

  /** The largest number. */
  public static final int MAX = 999_999_999;

  private static final Pattern LINE = Pattern.compile("client ([1-9][0-9]{0,8})");

  private ClientNumber() {}

  /** The client number in the lines after the first, or {@link #NONE}. */
  static int in(String[] lines) {
    for (int i = 1; i < lines.length; i++) {
      Matcher matcher = LINE.matcher(lines[i]);
      if (matcher.matches()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return NONE;
  }

  /** A line break followed by the line, or an empty text for {@link #NONE}. */
  static String line(int client) {
    return client == NONE ? "" : "\nclient " + client;
  }

  /** The lines of a tunnel request's payload. */
  static String[] lines(String text) {
    return text.split("\n", 4);
  }
}
