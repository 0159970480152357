package dev.portolan.app.terminal;

import dev.portolan.app.model.UnseenCharacters;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The title set by a program: sanitised, bounded, with a stack. Written by one thread, read by any.
 */
final class RemoteTitle {
  private final Deque<String> stack = new ArrayDeque<>();
  private volatile String text = "";

  String text() {
    return text;
  }

  void set(String raw) {
    text = cleaned(raw);
  }

  /** Pushes the title. The oldest is dropped if there are too many. */
  void save() {
    if (stack.size() == TerminalLimits.TITLE_STACK) {
      stack.removeLast();
    }
    stack.push(text);
  }

  void restore() {
    String saved = stack.poll();
    if (saved != null) {
      text = saved;
    }
  }

  void clear() {
    stack.clear();
    text = "";
  }

  private static String cleaned(String raw) {
    StringBuilder clean = new StringBuilder();
    raw.codePoints()
        .filter(character -> !UnseenCharacters.isOne(character))
        .limit(TerminalLimits.TITLE_CHARS)
        .forEach(clean::appendCodePoint);
    return clean.toString().strip();
  }
}
