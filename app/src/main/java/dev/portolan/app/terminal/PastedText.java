package dev.portolan.app.terminal;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Text from the clipboard made fit for a terminal: no control characters but tab and line end, so
 * that it cannot break out of the marks around a paste or press keys.
 *
 * @param text what will be sent, lines ended by CR
 * @param original what it was made of
 * @param lines how many lines it has
 * @param odd how many characters the original has that are not what they seem, by their kinds;
 *     control characters are no longer in the text
 * @param cut whether it was too long and has lost its end
 */
public record PastedText(
    String text, String original, int lines, Map<OddCharacter, Integer> odd, boolean cut) {
  private static final String BEGIN = "\u001b[200~";
  private static final String END = "\u001b[201~";

  public PastedText {
    odd = Map.copyOf(odd);
  }

  /** Prepares what was on the clipboard. */
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

  /** Whether a person should see it before it is sent: it may do what nobody expects. */
  public boolean needsLook() {
    return runs() || isLong() || !odd.isEmpty();
  }

  /** Whether there is an end of line in it, at which a shell runs what it has. */
  public boolean runs() {
    return text.indexOf('\r') >= 0;
  }

  /** Whether it is longer than what is usually pasted. */
  public boolean isLong() {
    return cut || text.length() > TerminalLimits.PASTE_SHOWN_CHARS;
  }

  /** How many characters of a kind are odd. */
  public int count(OddCharacter kind) {
    return odd.getOrDefault(kind, 0);
  }

  /**
   * The same without an end of line, so that nothing runs by itself: one space between lines, none
   * of the blanks at their ends, and no backslash that says that a line goes on.
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

  /** What to send; {@code marked} if the program asked to be told what was pasted. */
  public String toSend(boolean marked) {
    return marked ? BEGIN + text + END : text;
  }
}
