package dev.portolan.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * What a file is for, and how a value is read out of it.
 *
 * @param name as sentences call it, such as {@code rules file}
 * @param absence what it means when a file is removed
 * @param parser makes the value out of the contents; throws {@link IllegalArgumentException} with
 *     the reason in words, never with a secret
 * @param summary the value in a few words, such as {@code 12 rules}
 */
record FileKind<T>(
    String name,
    Absence absence,
    Function<List<ByteBuffer>, T> parser,
    Function<T, String> summary) {

  /** What it means when a file is removed while it is watched. */
  enum Absence {
    /** The same as when it is empty. */
    EMPTY,
    /** A fault: the value before stays. */
    FAULT
  }

  /** One file of lines, see {@link TextLines#checked}. */
  static <T> FileKind<T> ofLines(
      String name, Function<String, T> parser, Function<T, String> summary) {
    return new FileKind<>(
        name,
        Absence.EMPTY,
        contents -> parser.apply(TextLines.checked(utf8(contents.getFirst()))),
        summary);
  }

  /** The text of a file, without the mark that some editors put before UTF-8. */
  static String utf8(ByteBuffer content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(content.duplicate()).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8 text", e);
    }
  }
}
