package dev.portolan.transport.message;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The payload of a {@link MessageType#PRESENCE}: for each device that changed, a line with its
 * {@linkplain Presence#sign() sign} and id.
 *
 * @param states by id
 */
public record PresenceNews(Map<String, Presence> states) {
  /** Validates the number of devices. */
  public PresenceNews {
    states = new LinkedHashMap<>(states);
    if (states.isEmpty() || states.size() > PresenceWatch.MAX_IDS) {
      throw new IllegalArgumentException("news are of 1 to " + PresenceWatch.MAX_IDS + " devices");
    }
  }

  /**
   * Reads the payload.
   *
   * @throws IllegalArgumentException with a plain sentence if it is malformed
   */
  public static PresenceNews parse(String payload) {
    Map<String, Presence> states = new LinkedHashMap<>();
    for (String line : payload.split("\n", PresenceWatch.MAX_IDS + 1)) {
      Presence presence = line.isEmpty() ? null : Presence.ofSign(line.charAt(0));
      if (presence == null || !PresenceWatch.isId(line.substring(1))) {
        throw new IllegalArgumentException("news of a device have another form");
      }
      states.put(line.substring(1), presence);
    }
    return new PresenceNews(states);
  }

  /** The message. */
  public Message toMessage() {
    StringBuilder lines = new StringBuilder();
    states.forEach(
        (id, presence) ->
            lines.append(lines.isEmpty() ? "" : "\n").append(presence.sign()).append(id));
    return Message.ofText(MessageType.PRESENCE, lines.toString());
  }
}
