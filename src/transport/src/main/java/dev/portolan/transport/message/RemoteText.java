package dev.portolan.transport.message;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Sanitises text from the network for display in one line.
 *
 * <p>Such text may hold control characters that drive a terminal, bidirectional or invisible
 * characters that disguise it, or megabytes of data.
 */
public final class RemoteText {
  /** Most characters that {@link #clean(String)} returns. */
  public static final int MAX_CHARS = 300;

  /** Most characters for a pane with details. */
  public static final int MAX_DETAIL_CHARS = 4_096;

  /** Characters of input considered. More could not be shown anyway. */
  private static final int MAX_INPUT = 16_384;

  /** Escape sequences, which are removed whole; without ESC alone they would leave garbage. */
  private static final Pattern ESCAPES =
      Pattern.compile(
          "(?:\\x1b\\[|\\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]"
              + "|(?:\\x1b[PX\\]^_]|[\\x90\\x98\\x9d-\\x9f])[^\\x07\\x1b\\x9c]{0,4096}(?:\\x07|\\x1b\\\\|\\x9c)"
              + "|\\x1b[ -/]{0,8}[0-~]");

  private RemoteText() {}

  /** The text in one line of at most {@value #MAX_CHARS} visible characters. */
  public static String clean(String text) {
    return clean(text, MAX_CHARS);
  }

  /** As above, for UTF-8 bytes. */
  public static String clean(byte[] text) {
    int length = Math.min(text.length, MAX_INPUT);
    return clean(new String(text, 0, length, StandardCharsets.UTF_8));
  }

  /**
   * The text in one line of at most {@code maxChars} UTF-16 units. Truncation is marked by an
   * ellipsis. Line ends, tabs and runs of blanks become a single blank.
   */
  public static String clean(String text, int maxChars) {
    String input = text.length() > MAX_INPUT ? text.substring(0, MAX_INPUT) : text;
    StringBuilder out = new StringBuilder(Math.min(input.length(), maxChars + 2));
    boolean gap = false;
    String visible = ESCAPES.matcher(input).replaceAll("");
    for (int i = 0; i < visible.length(); ) {
      int c = visible.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\n' || c == '\r' || c == '\t' || Character.isSpaceChar(c)) {
        gap = true;
        continue;
      }
      int shown = visible(c);
      if (shown < 0) {
        continue;
      }
      if (gap && !out.isEmpty()) {
        out.append(' ');
      }
      gap = false;
      out.appendCodePoint(shown);
      if (out.length() > maxChars) {
        return cut(out, maxChars);
      }
    }
    return out.toString();
  }

  /** The text as one field of a log line: sanitised, and quoted if necessary. */
  public static String field(String text) {
    String clean = clean(text);
    return clean.chars().allMatch(c -> c > ' ' && c != '"' && c != '=')
        ? clean
        : '"' + clean.replace('"', '\'') + '"';
  }

  private static String cut(StringBuilder text, int maxChars) {
    int end = maxChars - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    text.setLength(end);
    return text.append('\u2026').toString();
  }

  /** The character itself, U+FFFD if it has no glyph, or -1 to remove it. */
  private static int visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT -> -1;
      case Character.SURROGATE, Character.UNASSIGNED, Character.PRIVATE_USE -> '\ufffd';
      // filler letters and variation selectors, which are invisible
      default ->
          switch (c) {
            case 0x115f, 0x1160, 0x3164, 0xffa0, 0x034f, 0x17b4, 0x17b5 -> -1;
            default -> isVariationSelector(c) ? -1 : c;
          };
    };
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xfe00 && c <= 0xfe0f)
        || (c >= 0xe0100 && c <= 0xe01ef)
        || (c >= 0x180b && c <= 0x180f);
  }
}
