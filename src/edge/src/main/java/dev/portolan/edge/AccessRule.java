package dev.portolan.edge;

import dev.portolan.transport.message.MessageType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One line of a rules file: these clients may open these types of stream to these targets on these
 * devices. In each pattern {@code *} stands for any run of characters.
 */
record AccessRule(Pattern client, Pattern device, Set<String> types, List<Pattern> targets) {

  private static final Pattern TYPE = Pattern.compile("\\*|tcp|udp|pty|file|reload|0x[0-9a-f]{2}");

  /**
   * Reads {@code allow CLIENT DEVICE TYPE[,TYPE…] [TARGET…]}.
   *
   * @throws IllegalArgumentException with a plain sentence when the line is not one
   */
  static AccessRule parse(String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length < 4 || !words[0].equals("allow")) {
      throw new IllegalArgumentException("a rule is: allow CLIENT DEVICE TYPE[,TYPE] [TARGET ...]");
    }
    Set<String> types = Set.copyOf(List.of(words[3].split(",", -1)));
    for (String type : types) {
      if (!TYPE.matcher(type).matches()) {
        throw new IllegalArgumentException(
            "'" + type + "' is no type; types are tcp, udp, pty, file, reload, 0x7f and *");
      }
    }
    return new AccessRule(
        glob(words[1]),
        glob(words[2]),
        types,
        List.of(words).subList(4, words.length).stream().map(AccessRule::glob).toList());
  }

  boolean allows(StreamRequest request) {
    return client.matcher(request.client()).matches()
        && device.matcher(request.device()).matches()
        && (types.contains("*") || types.contains(request.typeName()))
        && allowsTarget(request);
  }

  private boolean allowsTarget(StreamRequest request) {
    // A resize names a session that was started under a rule of its own.
    boolean resize = request.typeName().equals("pty") && isCommand(request);
    if (targets.isEmpty() || resize) {
      return true;
    }
    return targets.stream().anyMatch(t -> t.matcher(request.target()).matches());
  }

  private static boolean isCommand(StreamRequest request) {
    return request.type() == MessageType.PTY_COMMAND;
  }

  private static Pattern glob(String text) {
    StringBuilder regex = new StringBuilder();
    for (String part : text.toLowerCase(Locale.ROOT).split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
