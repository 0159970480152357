package dev.portolan.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * How a file is read and named.
 *
 * @param name its name in notices, such as {@code rules file}
 * @param absence what a removed file means
 * @param parser parses the contents; throws {@link IllegalArgumentException} with the reason, never
 *     with a secret
 * @param summary describes the value, such as {@code 12 rules}
 */
record FileKind<T>(
    String name,
    Absence absence,
    Function<List<ByteBuffer>, T> parser,
    Function<T, String> summary) {

  /** What a file means that is removed while it is watched. */
  enum Absence {
    /** The same as when it is empty. */
    EMPTY,
    /** An error: the last value stays. */
    FAULT
  }

  /** One file of lines, which the parser checks by {@link TextLines}. */
  static <T> FileKind<T> ofLines(
      String name, Function<String, T> parser, Function<T, String> summary) {
    return new FileKind<>(
        name, Absence.EMPTY, contents -> parser.apply(utf8(contents.getFirst())), summary);
  }

  /** Decodes UTF-8, without a byte order mark. */
  static String utf8(ByteBuffer content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(content.duplicate()).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8 text", e);
    }
  }
}
