package dev.portolan.app.terminal;

/**
 * Text from the clipboard made fit for a terminal: no control characters but tab and line end, so
 * that it cannot break out of the marks around a paste or press keys.
 *
 * @param text what will be sent, lines ended by CR
 * @param lines how many lines it has
 * @param removed how many characters were taken out
 * @param cut whether it was too long and has lost its end
 */
public record PastedText(String text, int lines, int removed, boolean cut) {
  private static final String BEGIN = "\u001b[200~";
  private static final String END = "\u001b[201~";

  /** Prepares what was on the clipboard. */
  public static PastedText of(String clipboard) {
    boolean cut = clipboard.length() > TerminalLimits.PASTE_CHARS;
    String raw = cut ? clipboard.substring(0, TerminalLimits.PASTE_CHARS) : clipboard;
    StringBuilder clean = new StringBuilder(raw.length());
    int removed = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\n' && i > 0 && raw.charAt(i - 1) == '\r') {
        continue; // CR LF is one line end.
      }
      if (c == '\n' || c == '\r') {
        clean.append('\r');
      } else if (c == '\t' || (c >= ' ' && (c < 0x7f || c > 0x9f))) {
        clean.append(c);
      } else {
        removed++;
      }
    }
    String text = clean.toString();
    return new PastedText(text, linesOf(text), removed, cut);
  }

  private static int linesOf(String text) {
    int ends = (int) text.chars().filter(c -> c == '\r').count();
    boolean open = !text.isEmpty() && text.charAt(text.length() - 1) != '\r';
    return ends + (open ? 1 : 0);
  }

  /** Whether a person should see it before it is sent: it may run commands at once. */
  public boolean needsLook() {
    return text.indexOf('\r') >= 0 || text.length() > TerminalLimits.PASTE_SHOWN_CHARS || cut;
  }

  /** What to send; {@code marked} if the program asked to be told what was pasted. */
  public String toSend(boolean marked) {
    return marked ? BEGIN + text + END : text;
  }
}
