package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TerminalKeyEncoder;
import dev.portolan.app.terminal.KeyPress.Modifier;
import dev.portolan.app.terminal.KeyPress.Phase;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encodes keys as xterm does, with modifyOtherKeys if enabled. Guarded by the screen's lock. */
final class KeyEncoder {
  private static final String ESC = "\u001b";
  private static final String CSI = "\u001b[";

  private final Modes modes;
  private final KeyModes keyModes;
  private final KittyKeys kitty;
  private final TerminalKeyEncoder table = new TerminalKeyEncoder();

  KeyEncoder(Modes modes, KeyModes keyModes) {
    this.modes = modes;
    this.keyModes = keyModes;
    this.kitty = new KittyKeys(keyModes);
  }

  /** The bytes to send, possibly none; null if the key's text is sent by its typed event. */
  byte @Nullable [] encode(KeyPress press) {
    String text = text(press);
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable String text(KeyPress press) {
    if (keyModes.flags() != 0) {
      KittyKeys.Encoded encoded = kitty.encode(press);
      if (!(encoded instanceof KittyKeys.AsEver)) {
        return encoded instanceof KittyKeys.Sequence sequence ? sequence.text() : null;
      }
    }
    NamedKey named = press.named();
    if (press.phase() == Phase.RELEASED || (named != null && named.isModifier())) {
      return "";
    }
    if (isTold(press)) {
      int code = named == null ? press.typed() : named.number();
      return CSI + "27;" + (press.modifierBits() + 1) + ";" + code + "~";
    }
    return named == null ? character(press) : named(named, press);
  }

  // modifyOtherKeys.

  private boolean isTold(KeyPress press) {
    if (press.modifierBits() == 0) {
      return false;
    }
    return switch (keyModes.otherKeys()) {
      case 1 -> isToldIfUnclear(press);
      case 2 -> isToldAlways(press);
      default -> false;
    };
  }

  /** Whether level 1 encodes the key, which has no legacy sequence. */
  private static boolean isToldIfUnclear(KeyPress press) {
    NamedKey named = press.named();
    if (named != null) {
      // Shift+Tab has a legacy sequence
      boolean backTab = named == NamedKey.TAB && press.modifierBits() == 1;
      return named == NamedKey.ENTER || (named == NamedKey.TAB && !backTab);
    }
    if (!press.has(Modifier.CONTROL)) {
      return false;
    }
    boolean more = press.modifierBits() != 4;
    return controlOf(press.typed()) < 0 || (more && isLetterRow(press.typed()));
  }

  private static boolean isToldAlways(KeyPress press) {
    NamedKey named = press.named();
    if (named != null) {
      boolean backTab = named == NamedKey.TAB && press.modifierBits() == 1;
      return named.isControlCharacter() && !backTab;
    }
    boolean shiftAlone = press.modifierBits() == 1;
    return !shiftAlone || press.character() == ' ';
  }

  private static boolean isLetterRow(int character) {
    return character >= '@' && character < 0x7f;
  }

  // legacy

  private String named(NamedKey named, KeyPress press) {
    boolean alt = press.has(Modifier.ALT);
    String prefix = alt ? ESC : "";
    return switch (named) {
      case ENTER -> prefix + (modes.isOn(Mode.NEW_LINE) ? "\r\n" : "\r");
      case TAB -> press.has(Modifier.SHIFT) ? prefix + CSI + "Z" : prefix + "\t";
      case ESC -> prefix + ESC;
      case BACKSPACE -> {
        boolean backspace = modes.isOn(Mode.BACKSPACE) != press.has(Modifier.CONTROL);
        yield prefix + (backspace ? "\b" : "\u007f");
      }
      case ARROW_UP,
          ARROW_DOWN,
          ARROW_RIGHT,
          ARROW_LEFT,
          HOME,
          END,
          INSERT,
          DELETE,
          PREVIOUS_PAGE,
          NEXT_PAGE,
          F1,
          F2,
          F3,
          F4,
          F5,
          F6,
          F7,
          F8,
          F9,
          F10,
          F11,
          F12 ->
          function(named, press.modifierBits());
      case SHIFT, CONTROL, ALT -> "";
    };
  }

  /** The table's sequence with modifiers: {@code CSI 1 ; 3 A}, {@code CSI 5 ; 3 ~}. */
  private String function(NamedKey named, int modifiers) {
    byte[] plain = table.getCode(named.emulatorCode(), 0);
    if (plain == null) {
      return "";
    }
    String body = new String(plain, 2, plain.length - 2, StandardCharsets.US_ASCII);
    if (modifiers == 0) {
      boolean application = isCursorKey(named) && modes.isOn(Mode.CURSOR_KEYS);
      return application ? ESC + "O" + body : new String(plain, StandardCharsets.US_ASCII);
    }
    String number = body.length() == 1 ? "1" : body.substring(0, body.length() - 1);
    return CSI + number + ";" + (modifiers + 1) + body.charAt(body.length() - 1);
  }

  private static boolean isCursorKey(NamedKey named) {
    return named.compareTo(NamedKey.ARROW_UP) >= 0 && named.compareTo(NamedKey.END) <= 0;
  }

  private static @Nullable String character(KeyPress press) {
    if (!press.has(Modifier.CONTROL)) {
      return null;
    }
    int control = controlOf(press.character());
    if (control < 0) {
      control = controlOf(press.typed());
    }
    if (control < 0) {
      return null;
    }
    return (press.has(Modifier.ALT) ? ESC : "") + (char) control;
  }

  /** The control character of a key with Ctrl, or -1. */
  static int controlOf(int character) {
    if (character >= 'a' && character <= 'z') {
      return character & 0x1f;
    }
    if (character >= '@' && character <= '_') {
      return character & 0x1f;
    }
    return switch (character) {
      case ' ', '2', '`' -> 0;
      case '3' -> 0x1b;
      case '4' -> 0x1c;
      case '5' -> 0x1d;
      case '6', '~' -> 0x1e;
      case '7', '/' -> 0x1f;
      case '8', '?' -> 0x7f;
      default -> -1;
    };
  }
}
