package dev.portolan.app.terminal;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Clipboard text sanitised for a terminal: without control characters except tab and line end, so
 * that it can neither escape a bracketed paste nor act as keys.
 *
 * @param text the text to send, with CR line ends
 * @param original the original text
 * @param lines the number of lines
 * @param odd the number of suspicious characters in the original by kind; control characters are
 *     removed from the text
 * @param cut whether it was truncated
 */
public record PastedText(
    String text, String original, int lines, Map<OddCharacter, Integer> odd, boolean cut) {
  private static final String BEGIN = "\u001b[200~";
  private static final String END = "\u001b[201~";

  public PastedText {
    odd = Map.copyOf(odd);
  }

  /** Sanitises clipboard text. */
  public static PastedText of(String clipboard) {
    boolean cut = clipboard.length() > TerminalLimits.PASTE_CHARS;
    String original = cut ? clipboard.substring(0, TerminalLimits.PASTE_CHARS) : clipboard;
    StringBuilder clean = new StringBuilder(original.length());
    Map<OddCharacter, Integer> odd = new EnumMap<>(OddCharacter.class);
    int before = 0;
    for (int i = 0; i < original.length(); i += Character.charCount(before)) {
      int c = original.codePointAt(i);
      OddCharacter kind = OddCharacter.of(c, before);
      if (kind != null) {
        odd.merge(kind, 1, Integer::sum);
      }
      boolean endedAlready = c == '\n' && before == '\r'; // CR LF is one line end.
      if (kind != OddCharacter.CONTROL && !endedAlready) {
        clean.appendCodePoint(c == '\n' ? '\r' : c);
      }
      before = c;
    }
    String text = clean.toString();
    return new PastedText(text, original, linesOf(text), odd, cut);
  }

  private static int linesOf(String text) {
    int ends = (int) text.chars().filter(c -> c == '\r').count();
    return ends + (text.isEmpty() || endsLine(text) ? 0 : 1);
  }

  private static boolean endsLine(String text) {
    return text.endsWith("\r");
  }

  /** Whether the user should confirm it. */
  public boolean needsLook() {
    return runs() || isLong() || !odd.isEmpty();
  }

  /** Whether it contains a line end, at which a shell executes. */
  public boolean runs() {
    return text.indexOf('\r') >= 0;
  }

  /** Whether it is unusually long. */
  public boolean isLong() {
    return cut || text.length() > TerminalLimits.PASTE_SHOWN_CHARS;
  }

  /** The number of suspicious characters of a kind. */
  public int count(OddCharacter kind) {
    return odd.getOrDefault(kind, 0);
  }

  /**
   * The same in one line, so that nothing is executed: joined by single spaces, without trailing
   * blanks and continuation backslashes.
   */
  public PastedText asOneLine() {
    String joined =
        text.lines()
            .map(PastedText::withoutContinuation)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining(" "));
    return new PastedText(joined, original, linesOf(joined), odd, cut);
  }

  private static String withoutContinuation(String line) {
    String bare = line.strip();
    boolean goesOn = bare.endsWith("\\") && !bare.endsWith("\\\\");
    return goesOn ? bare.substring(0, bare.length() - 1).strip() : bare;
  }

  /** The text to send, with markers if bracketed paste is on. */
  public String toSend(boolean marked) {
    return marked ? BEGIN + text + END : text;
  }
}
