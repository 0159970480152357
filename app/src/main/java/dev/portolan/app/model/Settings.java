package dev.portolan.app.model;

import dev.portolan.app.model.Setting.Choice;
import dev.portolan.app.model.Setting.Group;
import dev.portolan.app.model.Setting.Line;
import dev.portolan.app.model.Setting.Percent;
import dev.portolan.app.model.Setting.Switch;
import dev.portolan.app.model.Setting.WholeNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The settings that there are, in the order in which they are shown. A new one is a line here, its
 * texts, and the place that uses it: profile and dialog take it from here.
 */
public final class Settings {
  private static final List<Setting<?>> LIST = new ArrayList<>();

  public static final Choice<ThemeChoice> THEME =
      listed(new Choice<>("theme", Group.WINDOW, ThemeChoice.SYSTEM));

  /** Size of the interface. */
  public static final Percent SCALE = listed(new Percent("scale", Group.WINDOW, 100, 75, 200, 5));

  /** Whether tabs and switched-on tunnels come back at the next start. */
  public static final Switch RESTORE = listed(new Switch("restore", Group.WINDOW, true));

  /**
   * Family of the letters in shells; the letters that come with the program where it is missing.
   */
  public static final Line FONT =
      listed(new Line("terminalFontFamily", Group.SHELLS, "JetBrains Mono", 100));

  /** Size of the letters in shells, in pixels at a scale of one. */
  public static final WholeNumber FONT_SIZE =
      listed(new WholeNumber("terminalFont", Group.SHELLS, 13, 8, 32, 1));

  /** The colours of shells. */
  public static final Choice<SchemeChoice> SCHEME =
      listed(new Choice<>("scheme", Group.SHELLS, SchemeChoice.PORTOLAN));

  /** Where text that can hardly be read on what is behind it is painted lighter or darker. */
  public static final Choice<ReadableText> READABLE_TEXT =
      listed(new Choice<>("readableText", Group.SHELLS, ReadableText.EVERYWHERE));

  /** How many lines a shell keeps that have left its screen. */
  public static final WholeNumber SCROLLBACK =
      listed(new WholeNumber("scrollback", Group.SHELLS, 25_000, 0, 1_000_000, 1000));

  /** Whether selecting text in a shell copies it. */
  public static final Switch COPY_ON_SELECT =
      listed(new Switch("copyOnSelect", Group.SHELLS, false));

  /** Whether to ask at each start if there is a newer release. */
  public static final Switch RELEASES = listed(new Switch("releases", Group.ELSEWHERE, false));

  /** Whether programs in shells may put text on the clipboard, after a question. */
  public static final Switch PROGRAMS_COPY =
      listed(new Switch("programsCopy", Group.SHELLS, false));

  /** The cursor of shells. */
  public static final Choice<CursorChoice> CURSOR =
      listed(new Choice<>("cursor", Group.SHELLS, CursorChoice.BLOCK));

  /** Whether a cursor may blink at all. */
  public static final Switch CURSOR_BLINK = listed(new Switch("cursorBlink", Group.SHELLS, true));

  /** What happens when a shell rings the bell. */
  public static final Choice<BellChoice> BELL =
      listed(new Choice<>("bell", Group.SHELLS, BellChoice.FRAME));

  /** The file that takes what a shell prints, when a person wants that. */
  public static final Line LOG_FILE =
      listed(new Line("shellLog", Group.SHELLS, "~/Portolan logs/%device %date.log", 400));

  /** What is in that file. */
  public static final Choice<LogContent> LOG_CONTENT =
      listed(new Choice<>("shellLogContent", Group.SHELLS, LogContent.TEXT));

  /** Where tokens are kept from one session to the next. */
  public static final Choice<TokenPlace> TOKENS =
      listed(new Choice<>("tokens", Group.ELSEWHERE, TokenPlace.KEYCHAIN));

  private Settings() {}

  public static List<Setting<?>> all() {
    return Collections.unmodifiableList(LIST);
  }

  private static <S extends Setting<?>> S listed(S setting) {
    LIST.add(setting);
    return setting;
  }
}
