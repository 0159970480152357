package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.ControlSequenceUses.columns;
import static dev.portolan.app.terminal.ControlSequenceUses.count;
import static dev.portolan.app.terminal.ControlSequenceUses.each;
import static dev.portolan.app.terminal.ControlSequenceUses.modes;
import static dev.portolan.app.terminal.ControlSequenceUses.oneOf;
import static dev.portolan.app.terminal.ControlSequenceUses.rows;

import dev.portolan.app.terminal.KnownSequence.Action;
import dev.portolan.app.terminal.KnownSequence.Answered;
import dev.portolan.app.terminal.KnownSequence.Done;
import dev.portolan.app.terminal.KnownSequence.Emulated;
import dev.portolan.app.terminal.KnownSequence.Question;
import dev.portolan.app.terminal.KnownSequence.Refused;
import dev.portolan.app.terminal.KnownSequence.Rewriting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of control sequences (CSI). */
final class ControlSequences {
  static final List<KnownSequence> ALL =
      List.of(
          emulated("CSI Ps @", "ICH", "puts blanks in", columns('@')),
          emulated("CSI Ps A", "CUU", "moves the cursor up", rows('A')),
          emulated("CSI Ps B", "CUD", "moves the cursor down", rows('B')),
          emulated("CSI Ps C", "CUF", "moves the cursor right", columns('C')),
          emulated(
              "CSI Ps D",
              "CUB",
              "moves the cursor left",
              (a, t, out) -> out.sequence('D', count(a, t.columns() * t.rows()))),
          done(
              "CSI Ps E",
              "CNL",
              "moves to the start of a row below",
              (a, t) -> {
                t.cursor().down(count(a, t.rows()));
                t.cursor().carriageReturn();
              }),
          done(
              "CSI Ps F",
              "CPL",
              "moves to the start of a row above",
              (a, t) -> {
                t.cursor().up(count(a, t.rows()));
                t.cursor().carriageReturn();
              }),
          emulated("CSI Ps G", "CHA", "moves to a column", columns('G')),
          emulated("CSI Ps ; Ps H", "CUP", "moves to a place", ControlSequenceUses::place),
          done("CSI Ps I", "CHT", "goes on by tab stops", (a, t) -> t.tab(count(a, t.columns()))),
          emulated("CSI Ps J", "ED", "erases a part of the screen", oneOf('J', 0, 1, 2, 3)),
          done(
              "CSI ? Ps J",
              "DECSED",
              "erases a part of the screen, sparing what is protected",
              (a, t) -> t.eraser().inDisplaySelectively(a.at(0, 0))),
          emulated("CSI Ps K", "EL", "erases a part of the row", oneOf('K', 0, 1, 2)),
          done(
              "CSI ? Ps K",
              "DECSEL",
              "erases a part of the row, sparing what is protected",
              (a, t) -> t.eraser().inLineSelectively(a.at(0, 0))),
          emulated("CSI Ps L", "IL", "puts rows in", rows('L')),
          emulated("CSI Ps M", "DL", "takes rows out", rows('M')),
          emulated("CSI Ps P", "DCH", "takes characters out", columns('P')),
          emulated("CSI Ps S", "SU", "moves the text up", rows('S')),
          emulated("CSI Ps T", "SD", "moves the text down", ControlSequenceUses::scrollDown),
          emulated("CSI Ps X", "ECH", "erases characters", columns('X')),
          done(
              "CSI Ps Z",
              "CBT",
              "goes back by tab stops",
              (a, t) -> t.cursor().backTab(t.tabs(), count(a, t.columns()))),
          emulated("CSI Ps ^", "SD", "moves the text down", rows('T')),
          emulated("CSI Ps `", "HPA", "moves to a column", columns('G')),
          done(
              "CSI Ps a",
              "HPR",
              "moves the cursor right, whatever the margins",
              (a, t) -> t.cursor().rightward(count(a, t.columns()))),
          emulated(
              "CSI Ps b",
              "REP",
              "writes the character before it again",
              (a, t, out) -> out.repeat(count(a, t.columns()))),
          answered(
              "CSI Ps c",
              "DA1",
              "a VT420 with the parts that it has",
              (a, answers) -> {
                if (a.at(0, 0) == 0) {
                  answers.attributes();
                }
              }),
          answered(
              "CSI > Ps c",
              "DA2",
              "as xterm 379",
              (a, answers) -> {
                if (a.at(0, 0) == 0) {
                  answers.secondaryAttributes();
                }
              }),
          emulated("CSI Ps d", "VPA", "moves to a row", rows('d')),
          done(
              "CSI Ps e",
              "VPR",
              "moves the cursor down, whatever the margins",
              (a, t) -> t.cursor().downward(count(a, t.rows()))),
          emulated("CSI Ps ; Ps f", "HVP", "moves to a place", ControlSequenceUses::place),
          emulated("CSI Ps g", "TBC", "removes tab stops", oneOf('g', 0, 3)),
          done("CSI Pm h", "SM", "turns modes on", (a, t) -> modes(a, t, Mode.Kind.ANSI, true)),
          done(
              "CSI ? Pm h", "DECSET", "turns modes on", (a, t) -> modes(a, t, Mode.Kind.DEC, true)),
          done(
              "CSI Ps j",
              "HPB",
              "moves the cursor left, whatever the margins",
              (a, t) -> t.cursor().leftward(count(a, t.columns()))),
          done("CSI Pm l", "RM", "turns modes off", (a, t) -> modes(a, t, Mode.Kind.ANSI, false)),
          done(
              "CSI ? Pm l",
              "DECRST",
              "turns modes off",
              (a, t) -> modes(a, t, Mode.Kind.DEC, false)),
          emulated("CSI Pm m", "SGR", "sets how text looks", AttributeRules::apply),
          done(
              "CSI > 4 ; Ps m",
              "XTMODKEYS",
              "modifyOtherKeys, 0 to 2",
              (a, t) -> {
                if (a.at(0, 0) == 4) {
                  t.keyModes().setOtherKeys(a.at(1, 0));
                }
              }),
          answered(
              "CSI ? 4 m",
              "XTQMODKEYS",
              "modifyOtherKeys",
              (a, answers) -> {
                if (a.at(0, 0) == 4) {
                  answers.otherKeys();
                }
              }),
          answered(
              "CSI Ps n",
              "DSR",
              "5: all is well; 6: where the cursor is",
              (a, answers) -> answers.status(a.at(0, 0))),
          answered(
              "CSI ? Ps n",
              "DECDSR",
              "6: where the cursor is; 15, 25, 26, 53, 55, 56, 62, 63, 75, 85: devices that there are not; "
                  + "996: dark (`CSI ? 997 ; 1 n`) or light (2)",
              (a, answers) -> answers.privateStatus(a.at(0, 0), a.at(1, 0))),
          done(
              "CSI Ps SP @",
              "SL",
              "moves the text left",
              (a, t) -> t.scroller().left(count(a, t.columns()))),
          done(
              "CSI Ps SP A",
              "SR",
              "moves the text right",
              (a, t) -> t.scroller().right(count(a, t.columns()))),
          done(
              "CSI ! p",
              "DECSTR",
              "modes and attributes as at first; the text stays",
              (a, t) -> t.softReset()),
          answered(
              "CSI Ps $ p",
              "DECRQM",
              "whether a mode is on",
              (a, answers) -> answers.mode(Mode.Kind.ANSI, a.at(0, 0))),
          answered(
              "CSI ? Ps $ p",
              "DECRQM",
              "whether a mode is on",
              (a, answers) -> answers.mode(Mode.Kind.DEC, a.at(0, 0))),
          done(
              "CSI Ps SP q",
              "DECSCUSR",
              "the cursor's shape, 0 to 6",
              (a, t) -> {
                if (a.at(0, 0) <= 6) {
                  t.setShape(a.at(0, 0));
                }
              }),
          done(
              "CSI Ps \" q",
              "DECSCA",
              "1: what follows is protected against selective erasing",
              (a, t) -> t.eraser().protect(a.at(0, 0) == 1, Eraser.Protection.SELECTIVE)),
          answered(
              "CSI > q",
              "XTVERSION",
              "`Portolan`",
              (a, answers) -> {
                if (a.at(0, 0) == 0) {
                  answers.nameOfTerminal();
                }
              }),
          done("CSI Ps ; Ps r", "DECSTBM", "the rows that scroll", ControlSequenceUses::rowMargins),
          done(
              "CSI ? Pm r",
              "XTRESTORE",
              "brings modes back as they were put aside",
              (a, t) -> each(a, mode -> t.modeSwitch().restore(mode))),
          done(
              "CSI s",
              "SCOSC",
              "puts the cursor aside; with mode 69 on as DECSLRM",
              ControlSequenceUses::columnMargins),
          done(
              "CSI ? Pm s",
              "XTSAVE",
              "puts aside how modes stand",
              (a, t) -> each(a, mode -> t.modeSwitch().save(mode))),
          done(
              "CSI u",
              "SCORC",
              "brings the cursor back",
              (a, t) -> {
                if (a.count() == 0) {
                  t.screens().restoreCursor();
                }
              }),
          answered(
              "CSI ? u",
              "",
              "the flags of the kitty keyboard protocol",
              (a, answers) -> answers.keyboardFlags()),
          done(
              "CSI > Ps u",
              "",
              "puts the flags of the kitty keyboard protocol aside and sets them",
              (a, t) -> t.keyModes().push(a.at(0, 0))),
          done(
              "CSI < Ps u",
              "",
              "brings such flags back",
              (a, t) -> t.keyModes().pop(Math.max(1, a.at(0, 1)))),
          done(
              "CSI = Ps ; Ps u",
              "",
              "changes such flags; 1: to these, 2: adds these, 3: takes these away",
              (a, t) -> t.keyModes().change(a.at(0, 0), a.at(1, 1))),
          done(
              "CSI Ps ' }",
              "DECIC",
              "puts columns in",
              (a, t) -> t.scroller().insertColumns(count(a, t.columns()))),
          done(
              "CSI Ps ' ~",
              "DECDC",
              "takes columns out",
              (a, t) -> t.scroller().deleteColumns(count(a, t.columns()))),
          done(
              "CSI Pt ; Pl ; Pb ; Pr ; Pp ; Pt ; Pl ; Pp $ v",
              "DECCRA",
              "copies a rectangle",
              (a, t) -> t.rectangles().copy(t.rectangles().named(a, 0), a.at(5, 1), a.at(6, 1))),
          done(
              "CSI Pc ; Pt ; Pl ; Pb ; Pr $ x",
              "DECFRA",
              "fills a rectangle",
              (a, t) -> t.rectangles().fill(a.at(0, 0), t.rectangles().named(a, 1))),
          done(
              "CSI Pt ; Pl ; Pb ; Pr $ z",
              "DECERA",
              "erases a rectangle",
              (a, t) -> t.rectangles().erase(t.rectangles().named(a, 0))),
          done(
              "CSI Pt ; Pl ; Pb ; Pr $ {",
              "DECSERA",
              "erases a rectangle, sparing what is protected",
              (a, t) -> t.rectangles().eraseSelectively(t.rectangles().named(a, 0))),
          answered(
              "CSI Ps ; Ps t",
              "XTWINOPS",
              "14, 16, 18: the size in pixels, of a cell, in cells; 22, 23: puts the title aside, "
                  + "brings it back",
              ControlSequenceUses::window),
          refused("CSI Ps i", "MC", "printing and dumping the screen into the input", "\u001b[0i"),
          refused(
              "CSI Ps k", "VPB", "xterm knows none, and recordings of it show that", "\u001b[2k"),
          refused("CSI Ps x", "DECREQTPARM", "lines with speeds are gone", "\u001b[x"),
          refused("CSI Ps ; Ps \" p", "DECSCL", "the conformance stays", "\u001b[61\"p"),
          refused(
              "CSI Pt ; Pl ; Pb ; Pr * y",
              "DECRQCRA",
              "checksums of the screen would tell its text",
              "\u001b[1;1;1;1;1;1*y"),
          refused("CSI > Ps ; Ps t", "XTSMTITLE", "titles are text", "\u001b[>0t"));

  private static final Map<Integer, KnownSequence> BY_KEY = new HashMap<>();

  /** Sequences without prefix and intermediate, by final character. */
  private static final @Nullable KnownSequence[] PLAIN = new KnownSequence[128];

  static {
    for (KnownSequence each : ALL) {
      if (BY_KEY.put(key(each.form()), each) != null) {
        throw new AssertionError("twice in the table: " + each.form());
      }
      if (key(each.form()) < PLAIN.length) {
        PLAIN[key(each.form())] = each;
      }
    }
  }

  private ControlSequences() {}

  /** The table row of a sequence, or null. */
  static @Nullable KnownSequence find(ControlSequenceArguments arguments, char last) {
    int key = key(arguments.prefix(), arguments.intermediate(), last);
    return key < PLAIN.length ? PLAIN[key] : BY_KEY.get(key);
  }

  private static int key(String form) {
    char prefix = 0;
    char intermediate = 0;
    char last = 0;
    for (String word : form.substring("CSI ".length()).split(" ", -1)) {
      char c = word.equals("SP") ? ' ' : word.charAt(0);
      if (last == 0 && word.length() == 1 && "<=>?".indexOf(c) >= 0) {
        prefix = c;
      } else if (word.equals("SP") || (word.length() == 1 && "!\"#$%&'*".indexOf(c) >= 0)) {
        intermediate = c;
      } else if (word.length() == 1 && c >= '@') {
        last = c;
      }
    }
    return key(prefix, intermediate, last);
  }

  private static int key(char prefix, char intermediate, char last) {
    return prefix << 16 | intermediate << 8 | last;
  }

  private static KnownSequence emulated(
      String form, String name, String effect, Rewriting rewriting) {
    return new KnownSequence(form, name, effect, new Emulated(rewriting));
  }

  private static KnownSequence done(String form, String name, String effect, Action action) {
    return new KnownSequence(form, name, effect, new Done(action));
  }

  private static KnownSequence answered(
      String form, String name, String effect, Question question) {
    return new KnownSequence(form, name, effect, new Answered(question));
  }

  private static KnownSequence refused(String form, String name, String effect, String example) {
    return new KnownSequence(form, name, effect, new Refused(example));
  }
}
