package dev.portolan.transport.message;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an edge tells a device which tunnel requests are of the same client, so that the device can
 * give each its share: by a line of its own, {@code client 7}.
 *
 * <p>The edge chooses the number, which says nothing else. It writes the line only for a device
 * that sent {@link HalfCloseOffer#HEADER}, and passes on none that a client wrote.
 */
public final class ClientNumber {
  /** Stands for all clients of an edge that does not tell. */
  public static final int NONE = 0;

  /** The largest number. */
  public static final int MOST = 999_999_999;

  private static final Pattern LINE = Pattern.compile("client ([1-9][0-9]{0,8})");

  private ClientNumber() {}

  /** The line in these, behind the first; {@link #NONE} if there is none. */
  static int in(String[] lines) {
    for (int i = 1; i < lines.length; i++) {
      Matcher matcher = LINE.matcher(lines[i]);
      if (matcher.matches()) {
        return Integer.parseInt(matcher.group(1));
      }
    }
    return NONE;
  }

  /** A line break and the line; nothing for {@link #NONE}. */
  static String line(int client) {
    return client == NONE ? "" : "\nclient " + client;
  }

  /** The payload of a tunnel request, cut into its few lines. */
  static String[] lines(String text) {
    return text.split("\n", 4);
  }
}
