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
 * All settings in display order. A new setting needs a line here, its texts, and the code that uses
 * it; profile and settings dialog pick it up from here.
 */
public final class Settings {
  private static final List<Setting<?>> LIST = new ArrayList<>();

  public static final Choice<ThemeChoice> THEME =
      listed(new Choice<>("theme", Group.WINDOW, ThemeChoice.SYSTEM));

  /** Scale of the user interface. */
  public static final Percent SCALE = listed(new Percent("scale", Group.WINDOW, 100, 75, 200, 5));

  /** Whether tabs and switched-on tunnels are restored at the next start. */
  public static final Switch RESTORE = listed(new Switch("restore", Group.WINDOW, true));

  /** Whether the desktop tells what was not wanted while another window has the focus. */
  public static final Switch NOTIFY = listed(new Switch("notify", Group.WINDOW, true));

  /** Whether notifications name devices and reasons, also on a locked screen. */
  public static final Switch NOTIFY_NAMES = listed(new Switch("notifyNames", Group.WINDOW, true));

  /** The order of devices in the sidebar. */
  public static final Choice<DeviceOrder> DEVICE_ORDER =
      listed(new Choice<>("deviceOrder", Group.ELSEWHERE, DeviceOrder.LISTED));

  /** Terminal font family. The bundled font is used if it is missing. */
  public static final Line FONT =
      listed(new Line("terminalFontFamily", Group.SHELLS, "JetBrains Mono", 100));

  /** Terminal font size, in pixels at scale 1. */
  public static final WholeNumber FONT_SIZE =
      listed(new WholeNumber("terminalFont", Group.SHELLS, 13, 8, 32, 1));

  /** Terminal colour scheme. */
  public static final Choice<SchemeChoice> SCHEME =
      listed(new Choice<>("scheme", Group.SHELLS, SchemeChoice.PORTOLAN));

  /** When the contrast of terminal text is raised. */
  public static final Choice<ReadableText> READABLE_TEXT =
      listed(new Choice<>("readableText", Group.SHELLS, ReadableText.EVERYWHERE));

  /** Lines of scrollback. */
  public static final WholeNumber SCROLLBACK =
      listed(new WholeNumber("scrollback", Group.SHELLS, 25_000, 0, 1_000_000, 1000));

  /** Whether selecting terminal text copies it. */
  public static final Switch COPY_ON_SELECT =
      listed(new Switch("copyOnSelect", Group.SHELLS, false));

  /** Whether to check for a newer release at each start. */
  public static final Switch RELEASES = listed(new Switch("releases", Group.ELSEWHERE, false));

  /** Whether terminal programs may ask to write to the clipboard (OSC 52). */
  public static final Switch PROGRAMS_COPY =
      listed(new Switch("programsCopy", Group.SHELLS, false));

  /** Terminal cursor shape. */
  public static final Choice<CursorChoice> CURSOR =
      listed(new Choice<>("cursor", Group.SHELLS, CursorChoice.BLOCK));

  /** Whether the cursor may blink. */
  public static final Switch CURSOR_BLINK = listed(new Switch("cursorBlink", Group.SHELLS, true));

  /** What the terminal bell does. */
  public static final Choice<BellChoice> BELL =
      listed(new Choice<>("bell", Group.SHELLS, BellChoice.FRAME));

  /** Path of a terminal's log file. */
  public static final Line LOG_FILE =
      listed(new Line("shellLog", Group.SHELLS, "~/Portolan logs/%device %date.log", 400));

  /** Content of the log file. */
  public static final Choice<LogContent> LOG_CONTENT =
      listed(new Choice<>("shellLogContent", Group.SHELLS, LogContent.TEXT));

  /** Path of a terminal's recording. */
  public static final Line RECORDING_FILE =
      listed(
          new Line(
              "recordingFile",
              Group.SHELLS,
              "~/Portolan recordings/%device %date %time.cast",
              400));

  /** Whether recordings hold what is typed. */
  public static final Switch RECORD_INPUT = listed(new Switch("recordInput", Group.SHELLS, false));

  /** On how many devices at once a command is run. */
  public static final WholeNumber RUN_AT_ONCE =
      listed(new WholeNumber("runAtOnce", Group.ELSEWHERE, 10, 1, 100, 1));

  /** How long a command may take on each device, in seconds. */
  public static final WholeNumber RUN_LIMIT =
      listed(new WholeNumber("runLimit", Group.ELSEWHERE, 60, 1, 3_600, 10));

  /** Where tokens are stored between sessions. */
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
