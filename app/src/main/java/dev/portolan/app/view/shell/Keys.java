package dev.portolan.app.view.shell;

import java.nio.charset.StandardCharsets;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * What keys mean to a shell. Keys of the window (with Ctrl and Shift, Ctrl+Tab, Ctrl+comma, and all
 * with Command) mean nothing to it and stay with the window.
 */
final class Keys {
  private static final int SHIFT = 1;
  private static final int CONTROL = 2;
  private static final int META = 4;
  private static final int ALT = 8;

  static final int UP = 0x26;
  static final int DOWN = 0x28;

  private static final int BACK_SPACE = 8;
  private static final int TAB = 9;
  private static final int ENTER = 10;
  private static final int INSERT = 0x9b;
  private static final int DELETE = 0x7f;

  static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");

  private Keys() {}

  /** What keys without a character of their own send depends on the terminal's modes. */
  @FunctionalInterface
  interface Modes {
    byte @Nullable [] code(int key, int modifiers);
  }

  /** Whether the key belongs to the window around the terminal. */
  static boolean isOfWindow(KeyEvent event) {
    KeyCode code = event.getCode();
    if (event.isMetaDown()) {
      return true;
    }
    if (!event.isControlDown()) {
      return code.isModifierKey();
    }
    // Ctrl+@ and Ctrl+^ are typed with Shift on many layouts, and no key of the window.
    boolean letters =
        code.isLetterKey()
            || (code.isDigitKey() && code != KeyCode.DIGIT2 && code != KeyCode.DIGIT6);
    return code == KeyCode.TAB
        || code == KeyCode.COMMA
        || code.isModifierKey()
        || (event.isShiftDown() && !event.isAltDown() && letters);
  }

  /**
   * What a pressed key sends at once; null if its character comes with the typed event that
   * follows.
   */
  static byte @Nullable [] pressed(KeyEvent event, Modes modes) {
    KeyCode code = event.getCode();
    int named = named(code);
    if (named != 0) {
      return named(event, named, modes);
    }
    boolean altGraph = event.isControlDown() && event.isAltDown();
    if (event.isControlDown() && !altGraph) {
      return control(code, event.isShiftDown());
    }
    return null;
  }

  private static byte @Nullable [] named(KeyEvent event, int key, Modes modes) {
    if (key == 0x1b) {
      return event.isAltDown() ? new byte[] {0x1b, 0x1b} : new byte[] {0x1b};
    }
    if (key == TAB && !event.isShiftDown()) {
      return event.isAltDown() ? new byte[] {0x1b, '\t'} : new byte[] {'\t'};
    }
    if (key == BACK_SPACE && event.isControlDown()) {
      return new byte[] {'\b'};
    }
    return modes.code(key, modifiers(event));
  }

  private static int modifiers(KeyEvent event) {
    return (event.isShiftDown() ? SHIFT : 0)
        | (event.isControlDown() ? CONTROL : 0)
        | (event.isMetaDown() ? META : 0)
        | (event.isAltDown() ? ALT : 0);
  }

  /** The key's number in the emulator's table (AWT's), or 0. */
  private static int named(KeyCode code) {
    return switch (code) {
      case ENTER -> ENTER;
      case BACK_SPACE -> BACK_SPACE;
      case TAB -> TAB;
      case ESCAPE -> 0x1b;
      case UP, KP_UP -> UP;
      case DOWN, KP_DOWN -> DOWN;
      case LEFT, KP_LEFT -> 0x25;
      case RIGHT, KP_RIGHT -> 0x27;
      case HOME -> 0x24;
      case END -> 0x23;
      case PAGE_UP -> 0x21;
      case PAGE_DOWN -> 0x22;
      case INSERT -> INSERT;
      case DELETE -> DELETE;
      case F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12 -> code.getCode();
      default -> 0;
    };
  }

  private static byte @Nullable [] control(KeyCode code, boolean shift) {
    if (code.isLetterKey() && code.getName().length() == 1) {
      return new byte[] {(byte) (code.getName().charAt(0) & 0x1f)};
    }
    return switch (code) {
      case SPACE, DIGIT2, AT -> new byte[] {0};
      case OPEN_BRACKET, DIGIT3 -> new byte[] {0x1b};
      case BACK_SLASH, DIGIT4 -> new byte[] {0x1c};
      case CLOSE_BRACKET, DIGIT5 -> new byte[] {0x1d};
      case CIRCUMFLEX, DIGIT6 -> new byte[] {0x1e};
      case SLASH, DIGIT7, UNDERSCORE -> new byte[] {0x1f};
      case MINUS -> shift ? new byte[] {0x1f} : null;
      case DIGIT8 -> new byte[] {0x7f};
      default -> null;
    };
  }

  /** What a typed character sends, if its key has not already been sent when it was pressed. */
  static byte @Nullable [] typed(KeyEvent event) {
    String text = event.getCharacter();
    if (text.isEmpty() || text.equals(KeyEvent.CHAR_UNDEFINED) || event.isMetaDown()) {
      return null;
    }
    boolean control = text.codePoints().anyMatch(Character::isISOControl);
    boolean withControl = event.isControlDown() && !event.isAltDown();
    if (withControl) {
      // A layout without Latin letters: the system still knows the control character.
      return control && text.length() == 1 ? utf8(text) : null;
    }
    if (control) {
      // With Alt as well the key is Meta and a control character: ESC, then the character.
      boolean meta = event.isControlDown() && event.isAltDown() && text.length() == 1;
      return meta ? utf8("\u001b" + text) : null;
    }
    // Alt alone is a prefix of ESC; with Ctrl it is AltGr, and on macOS Option: those made the
    // character.
    boolean prefixed = event.isAltDown() && !event.isControlDown() && !MAC;
    return utf8((prefixed ? "\u001b" : "") + text);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
