package dev.portolan.app.terminal;

import dev.portolan.app.terminal.KnownSequence.Action;
import dev.portolan.app.terminal.KnownSequence.Answered;
import dev.portolan.app.terminal.KnownSequence.Done;
import dev.portolan.app.terminal.KnownSequence.Emulated;
import dev.portolan.app.terminal.KnownSequence.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of escape sequences: {@code ESC} and one or two characters. */
final class EscapeSequences {
  /** The final characters of supported character sets. */
  private static final String SETS = "AB012";

  static final List<KnownSequence> ALL =
      List.of(
          done(
              "ESC 6",
              "DECBI",
              "moves left, or the text right",
              (a, t) -> t.scroller().backIndex()),
          done("ESC 7", "DECSC", "puts the cursor aside", (a, t) -> t.screens().saveCursor()),
          done("ESC 8", "DECRC", "brings the cursor back", (a, t) -> t.screens().restoreCursor()),
          done(
              "ESC 9",
              "DECFI",
              "moves right, or the text left",
              (a, t) -> t.scroller().forwardIndex()),
          done("ESC # 8", "DECALN", "fills the screen with E", (a, t) -> t.alignmentPattern()),
          set("ESC ( C", '('),
          set("ESC ) C", ')'),
          set("ESC * C", '*'),
          set("ESC + C", '+'),
          done("ESC =", "DECKPAM", "mode 66 on", (a, t) -> t.set(Mode.KEYPAD, true)),
          done("ESC >", "DECKPNM", "mode 66 off", (a, t) -> t.set(Mode.KEYPAD, false)),
          emulated("ESC D", "IND", "moves down, or the text up", 'D'),
          emulated("ESC E", "NEL", "goes to the next row", 'E'),
          emulated("ESC H", "HTS", "sets a tab stop", 'H'),
          emulated("ESC M", "RI", "moves up, or the text down", 'M'),
          emulated("ESC N", "SS2", "the next character is of G2", 'N'),
          emulated("ESC O", "SS3", "the next character is of G3", 'O'),
          done(
              "ESC V",
              "SPA",
              "what follows is protected against all erasing",
              (a, t) -> t.eraser().protect(true, Eraser.Protection.ALL)),
          done(
              "ESC W",
              "EPA",
              "what follows is not protected",
              (a, t) -> t.eraser().protect(false, Eraser.Protection.ALL)),
          new KnownSequence(
              "ESC Z", "DECID", "as DA1", new Answered((a, answers) -> answers.attributes())),
          done("ESC c", "RIS", "all as at first", (a, t) -> t.reset()),
          emulated("ESC n", "LS2", "G2 is in use", 'n'),
          emulated("ESC o", "LS3", "G3 is in use", 'o'),
          emulated("ESC |", "LS3R", "G3 is in use for the upper half, which UTF-8 has not", '|'),
          emulated("ESC }", "LS2R", "G2 likewise", '}'),
          emulated("ESC ~", "LS1R", "G1 likewise", '~'),
          refused("ESC # 3", "DECDHL", "rows of double size, also `4`, `5` and `6`", "\u001b#3"),
          refused("ESC SP G", "S8C1T", "controls of one byte have no place in UTF-8", "\u001b G"),
          refused("ESC % @", "", "the text stays UTF-8", "\u001b%@"));

  private static final Map<Integer, KnownSequence> BY_KEY = new HashMap<>();

  static {
    for (KnownSequence each : ALL) {
      String[] words = each.form().split(" ", -1);
      char intermediate = words.length == 2 ? 0 : words[1].equals("SP") ? ' ' : words[1].charAt(0);
      char last = words[words.length - 1].charAt(0);
      if (intermediate != 0 && "()*+".indexOf(intermediate) >= 0) {
        SETS.chars().forEach(c -> BY_KEY.put(key(intermediate, (char) c), each));
      } else if (BY_KEY.put(key(intermediate, last), each) != null) {
        throw new AssertionError("twice in the table: " + each.form());
      }
    }
  }

  private EscapeSequences() {}

  /** The table row of a sequence, or null. {@code intermediate} is 0 for none. */
  static @Nullable KnownSequence find(char intermediate, char last) {
    return BY_KEY.get(key(intermediate, last));
  }

  private static int key(char intermediate, char last) {
    return intermediate << 8 | last;
  }

  private static KnownSequence emulated(String form, String name, String effect, char last) {
    return new KnownSequence(form, name, effect, new Emulated((a, t, out) -> out.escape(last)));
  }

  /**
   * A designation. The set is the sequence's final character, which the filter puts into the
   * arguments.
   */
  private static KnownSequence set(String form, char place) {
    return new KnownSequence(
        form,
        "SCS",
        "G" + "()*+".indexOf(place) + " is a set: `0`, `2` frames, `A` British, `B`, `1` ASCII",
        new Emulated((a, t, out) -> out.escape(place, a.last())));
  }

  private static KnownSequence done(String form, String name, String effect, Action action) {
    return new KnownSequence(form, name, effect, new Done(action));
  }

  private static KnownSequence refused(String form, String name, String effect, String example) {
    return new KnownSequence(form, name, effect, new Refused(example));
  }
}
