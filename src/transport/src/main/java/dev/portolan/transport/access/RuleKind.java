package dev.portolan.transport.access;

import dev.portolan.transport.message.MessageType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rules have a word for. Each is asked for by messages of one type. */
enum RuleKind {
  TCP(MessageType.TCP_TUNNEL),
  UDP(MessageType.UDP_TUNNEL),
  /** The login shell. */
  SHELL(MessageType.PTY),
  /** A command on a terminal. */
  RUN(MessageType.PTY),
  /** Files from a device. */
  GET(MessageType.FILE),
  /** Files to a device. */
  PUT(MessageType.FILE),
  RELOAD(MessageType.RELOAD);

  private final MessageType type;

  /** Asked for with each stream that is judged. */
  private final String word = name().toLowerCase(Locale.ROOT);

  RuleKind(MessageType type) {
    this.type = type;
  }

  /** Its word in rules and logs. */
  String word() {
    return word;
  }

  /** The kind with this word; null if there is none. */
  static @Nullable RuleKind ofWord(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElse(null);
  }

  /** The words of all kinds that messages of this type ask for. */
  static Set<String> wordsOf(MessageType type) {
    return Arrays.stream(values())
        .filter(kind -> kind.type == type)
        .map(RuleKind::word)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The words of all kinds, for an error message. */
  static String list() {
    return Arrays.stream(values()).map(RuleKind::word).collect(Collectors.joining(", "));
  }
}
