package dev.portolan.app.terminal;

import dev.portolan.app.terminal.KnownSequence.Action;
import dev.portolan.app.terminal.KnownSequence.Answered;
import dev.portolan.app.terminal.KnownSequence.Done;
import dev.portolan.app.terminal.KnownSequence.Question;
import dev.portolan.app.terminal.KnownSequence.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of strings ({@code OSC} and {@code DCS}). */
final class StringCommands {
  static final List<KnownSequence> ALL =
      List.of(
          done("OSC 0 ; Pt", "the title of the window", (a, t) -> t.title().set(a.text())),
          done("OSC 2 ; Pt", "the title of the window", (a, t) -> t.title().set(a.text())),
          answered(
              "OSC 4 ; Ps ; ?",
              "a colour of the palette",
              (a, answers) -> paletteColors(a.text(), answers)),
          done(
              "OSC 7 ; Pt",
              "the folder of the shell: a `file:` address",
              (a, t) -> t.setFolder(RemoteFolder.parse(a.text()))),
          done("OSC 8 ; Pt ; Pt", "what follows is a link", (a, t) -> link(a.text(), t)),
          answered(
              "OSC 10 ; ?",
              "the colour of text, then of 11 and 12",
              (a, answers) -> screenColors(10, a.text(), answers)),
          answered(
              "OSC 11 ; ?",
              "the colour behind text, then of 12",
              (a, answers) -> screenColors(11, a.text(), answers)),
          answered(
              "OSC 12 ; ?",
              "the colour of the cursor",
              (a, answers) -> screenColors(12, a.text(), answers)),
          done(
              "OSC 52 ; Pc ; Pt",
              "text for the clipboard, in Base64; see below",
              (a, t) -> t.offer(CopiedText.parse(a.text()))),
          done(
              "OSC 133 ; Pt",
              "A: a prompt begins; C: the output of a command begins; D ; Ps: it has ended",
              (a, t) -> t.commandMarks().accept(a.text())),
          new KnownSequence(
              "DCS $ q Pt",
              "DECRQSS",
              "SGR (`m`), margins (`r`, `s`), DECSCUSR (` q`), DECSCA (`\"q`), level (`\"p`)",
              new Answered((a, answers) -> answers.setting(a.text()))),
          refused("OSC 1 ; Pt", "there is no icon with a name of its own", "\u001b]1;icon\u001b\\"),
          refused(
              "OSC 4 ; Ps ; Pt",
              "colours are the person's: no program sets them; 5, 10 to 19 "
                  + "and 104 to 119 likewise",
              "\u001b]4;1;#ffffff\u001b\\"),
          refused("OSC 50 ; Pt", "the font is the person's", "\u001b]50;?\u001b\\"),
          refused(
              "OSC 52 ; Pc ; ?",
              "what is on the clipboard is the person's",
              "\u001b]52;c;?\u001b\\"),
          refused(
              "DCS + q Pt",
              "names would come back in the far side's words",
              "\u001bP+q544e\u001b\\"),
          refused("DCS Ps | Pt", "keys keep their meaning", "\u001bP0;1|17/6c73\u001b\\"),
          refused("DCS Ps q Pt", "no pictures", "\u001bPq#0;2;0;0;0#0~~@@\u001b\\"));

  private static final String CLIPBOARD = "52;";

  private StringCommands() {}

  /** The table row of a string, or null. */
  static @Nullable KnownSequence find(char opener, String content) {
    for (KnownSequence each : ALL) {
      if (!(each.handling() instanceof Refused) && head(opener, content).equals(head(each))) {
        return each;
      }
    }
    return null;
  }

  /**
   * The maximum length of a string with this beginning. Must be fast, as it is called per
   * character.
   */
  static int most(char opener, StringBuilder begun) {
    return opener == ']' && begins(begun, CLIPBOARD)
        ? TerminalLimits.COPY_CHARS
        : TerminalLimits.STRING_CHARS;
  }

  private static boolean begins(StringBuilder text, String start) {
    for (int i = 0; i < start.length(); i++) {
      if (i >= text.length() || text.charAt(i) != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The OSC number, or the head of a DCS. */
  private static String head(char opener, String content) {
    if (opener == ']') {
      int end = content.indexOf(';');
      return end < 0 ? "" : "OSC " + content.substring(0, end);
    }
    return opener == 'P' && content.startsWith("$q") ? "DCS $ q" : "";
  }

  private static String head(KnownSequence row) {
    String[] words = row.form().split(" ", -1);
    return words[0].equals("OSC") ? "OSC " + words[1] : "DCS $ q";
  }

  /** The text behind the head. */
  static String text(char opener, String content) {
    return opener == ']' ? content.substring(content.indexOf(';') + 1) : content.substring(2);
  }

  private static KnownSequence done(String form, String effect, Action action) {
    return new KnownSequence(form, "", effect, new Done(action));
  }

  private static KnownSequence answered(String form, String effect, Question question) {
    return new KnownSequence(form, "", effect, new Answered(question));
  }

  private static KnownSequence refused(String form, String effect, String example) {
    return new KnownSequence(form, "", effect, new Refused(example));
  }

  /** {@code params;address}; an empty address ends the link. */
  private static void link(String text, ShellTerminal terminal) {
    int separator = text.indexOf(';');
    if (separator >= 0) {
      terminal.pen().setLink(WebAddress.parse(text.substring(separator + 1)));
    }
  }

  /** {@code index;?}, once or more. */
  private static void paletteColors(String text, Answers answers) {
    String[] parts = text.split(";", 2 * TerminalLimits.PARAMETERS);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      if (parts[i + 1].equals("?") && parts[i].matches("[0-9]{1,3}")) {
        answers.paletteColor(Integer.parseInt(parts[i]));
      }
    }
  }

  /** One {@code ?} for each colour from {@code first} on. */
  private static void screenColors(int first, String text, Answers answers) {
    String[] parts = text.split(";", TerminalLimits.PARAMETERS);
    for (int i = 0; i < parts.length && first + i <= 12; i++) {
      if (parts[i].equals("?")) {
        answers.screenColor(first + i);
      }
    }
  }
}
