package dev.portolan.transport.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The payload of a {@link MessageType#WATCH}, or of the OK that answers it.
 *
 * <p>The request has one device id per line. The OK has one {@linkplain Presence#sign() sign} per
 * device, in the same order.
 *
 * @param ids at least one and at most {@value #MAX_IDS}, without duplicates
 */
public record PresenceWatch(List<String> ids) {
  /** Most ids of one watch. For more, open several. */
  public static final int MAX_IDS = 256;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  /** Validates the ids. */
  public PresenceWatch {
    ids = List.copyOf(ids);
    if (ids.isEmpty() || ids.size() > MAX_IDS) {
      throw new IllegalArgumentException("a watch is for 1 to " + MAX_IDS + " devices");
    }
    Set<String> seen = new LinkedHashSet<>();
    for (String id : ids) {
      if (!isId(id)) {
        throw new IllegalArgumentException("a watch names something that is no device id");
      }
      if (!seen.add(id)) {
        throw new IllegalArgumentException("a watch names the same device twice");
      }
    }
  }

  /** Whether a text is a valid device id. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * Reads the payload of a request.
   *
   * @throws IllegalArgumentException with a plain sentence if it is malformed
   */
  public static PresenceWatch parse(String payload) {
    return new PresenceWatch(List.of(payload.split("\n", MAX_IDS + 1)));
  }

  /** The request. */
  public Message toMessage() {
    return Message.ofText(MessageType.WATCH, String.join("\n", ids));
  }

  /** The answer. */
  public static Message ok(List<Presence> inOrder) {
    StringBuilder signs = new StringBuilder(inOrder.size());
    inOrder.forEach(presence -> signs.append(presence.sign()));
    return Message.ok(signs.toString());
  }

  /**
   * Reads the payload of the answer.
   *
   * @return the presence of each device, in the order of {@link #ids()}
   * @throws IllegalArgumentException if it does not match the ids
   */
  public List<Presence> answered(byte[] okPayload) {
    List<Presence> inOrder = new ArrayList<>(okPayload.length);
    for (byte sign : okPayload) {
      Presence presence = Presence.ofSign((char) sign);
      if (presence != null) {
        inOrder.add(presence);
      }
    }
    if (inOrder.size() != ids.size() || okPayload.length != ids.size()) {
      throw new IllegalArgumentException("the edge did not tell of each device that was named");
    }
    return inOrder;
  }
}
