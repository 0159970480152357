package dev.portolan.app.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A link to a device, as it stands in a wiki or a ticket: {@code
 * portolan://open?edge=URL&device=ID}. Whoever wrote it is a stranger: it says where to, and a
 * person decides.
 *
 * @param edge the address of the edge
 * @param device the device's id, as the edge knows it
 */
public record ConsoleLink(URI edge, String device) {
  /** How a link begins; its scheme in any case. */
  public static final String SCHEME = "portolan";

  private static final int MAX_CHARS = 2048;
  private static final int MAX_DEVICE_CHARS = 255;
  private static final Set<String> KEYS = Set.of("edge", "device");

  /** Whether a program's argument is meant as a link, good or bad. */
  public static boolean isMeant(String argument) {
    return argument.regionMatches(true, 0, SCHEME + ":", 0, SCHEME.length() + 1);
  }

  /**
   * Reads a link.
   *
   * @throws IllegalArgumentException with what is wrong with it, in words for a person
   */
  public static ConsoleLink parse(String text) {
    if (text.length() > MAX_CHARS) {
      throw new IllegalArgumentException("it is longer than " + MAX_CHARS + " characters");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
      throw new IllegalArgumentException("it holds characters that no address may hold");
    }
    URI link = uri(text, "it is not an address");
    if (!SCHEME.equalsIgnoreCase(link.getScheme())
        || !"open".equalsIgnoreCase(link.getRawAuthority())
        || !link.getRawPath().matches("/?")
        || link.getRawFragment() != null
        || link.getRawQuery() == null) {
      throw new IllegalArgumentException("it is not of the form portolan://open?edge=…&device=…");
    }
    Map<String, String> values = values(link.getRawQuery());
    return new ConsoleLink(
        edge(values.getOrDefault("edge", "")), device(values.getOrDefault("device", "")));
  }

  private static Map<String, String> values(String query) {
    Map<String, String> values = new HashMap<>();
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      if (!KEYS.contains(key) || equals < 0) {
        throw new IllegalArgumentException("it holds something else than an edge and a device");
      }
      if (values.put(key, decode(part.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("it names more than one " + key);
      }
    }
    for (String key : KEYS) {
      if (values.getOrDefault(key, "").isBlank()) {
        throw new IllegalArgumentException("it names no " + key);
      }
    }
    return values;
  }

  /** Percent signs and two digits each are bytes of UTF-8; nothing else is changed. */
  private static String decode(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '%') {
        // The address was read before, so two digits follow.
        bytes.put((byte) Integer.parseInt(text.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.put((byte) text.charAt(i));
      }
    }
    try {
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      if (UnseenCharacters.areIn(decoded)) {
        throw new IllegalArgumentException("it holds characters that cannot be seen");
      }
      return decoded;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    }
  }

  private static URI edge(String text) {
    try {
      return EdgeAddress.parse(text).uri();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("the edge's address " + wrong.getMessage(), wrong);
    }
  }

  private static String device(String text) {
    if (text.length() > MAX_DEVICE_CHARS) {
      throw new IllegalArgumentException(
          "the device's id is longer than " + MAX_DEVICE_CHARS + " characters");
    }
    return text;
  }

  private static URI uri(String text, String otherwise) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(otherwise, e);
    }
  }

  /** Whether an edge in the list, by its address, is the one that is meant. */
  public boolean isAt(String address) {
    return new EdgeAddress(edge).isAt(address);
  }
}
