package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.KeyPress;
import dev.portolan.app.terminal.NamedKey;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * Translates keys for a shell. Shortcuts of the window (Ctrl+Shift, Ctrl+Tab, Ctrl+comma, Command)
 * are excluded.
 */
final class Keys {
  static final boolean MAC = System.getProperty("os.name", "").startsWith("Mac");
  private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

  private Keys() {}

  /** Encodes keys by the terminal's modes; null for their typed text. */
  @FunctionalInterface
  interface Modes {
    byte @Nullable [] code(KeyPress press);
  }

  /** Whether the key is a shortcut of the window. */
  static boolean isOfWindow(KeyEvent event) {
    KeyCode code = event.getCode();
    if (event.isMetaDown()) {
      return true;
    }
    if (!event.isControlDown()) {
      return code.isModifierKey();
    }
    // Ctrl+@ and Ctrl+^ need Shift on many layouts, but are no shortcuts
    boolean letters =
        code.isLetterKey()
            || (code.isDigitKey() && code != KeyCode.DIGIT2 && code != KeyCode.DIGIT6);
    return code == KeyCode.TAB
        || code == KeyCode.COMMA
        || code.isModifierKey()
        || (event.isShiftDown() && !event.isAltDown() && letters);
  }

  /** The key, or null if it is known only by its typed event. */
  static @Nullable KeyPress press(KeyEvent event, KeyPress.Phase phase) {
    NamedKey named = named(event.getCode());
    if (named != null) {
      return new KeyPress(named, 0, 0, modifiers(event), phase);
    }
    if (WINDOWS && event.isControlDown() && event.isAltDown()) {
      return null; // AltGr on Windows
    }
    int character = character(event);
    if (character == 0) {
      return null;
    }
    Set<KeyPress.Modifier> modifiers = modifiers(event);
    if (MAC) {
      modifiers.remove(KeyPress.Modifier.ALT); // Option types characters on macOS
    }
    return new KeyPress(null, character, shifted(event, character), modifiers, phase);
  }

  private static Set<KeyPress.Modifier> modifiers(KeyEvent event) {
    Set<KeyPress.Modifier> modifiers = EnumSet.noneOf(KeyPress.Modifier.class);
    if (event.isShiftDown()) {
      modifiers.add(KeyPress.Modifier.SHIFT);
    }
    if (event.isAltDown()) {
      modifiers.add(KeyPress.Modifier.ALT);
    }
    if (event.isControlDown()) {
      modifiers.add(KeyPress.Modifier.CONTROL);
    }
    if (event.isMetaDown()) {
      modifiers.add(KeyPress.Modifier.SUPER);
    }
    return modifiers;
  }

  private static @Nullable NamedKey named(KeyCode code) {
    return switch (code) {
      case ENTER -> NamedKey.ENTER;
      case BACK_SPACE -> NamedKey.BACKSPACE;
      case TAB -> NamedKey.TAB;
      case ESCAPE -> NamedKey.ESC;
      case UP, KP_UP -> NamedKey.ARROW_UP;
      case DOWN, KP_DOWN -> NamedKey.ARROW_DOWN;
      case LEFT, KP_LEFT -> NamedKey.ARROW_LEFT;
      case RIGHT, KP_RIGHT -> NamedKey.ARROW_RIGHT;
      case HOME -> NamedKey.HOME;
      case END -> NamedKey.END;
      case PAGE_UP -> NamedKey.PREVIOUS_PAGE;
      case PAGE_DOWN -> NamedKey.NEXT_PAGE;
      case INSERT -> NamedKey.INSERT;
      case DELETE -> NamedKey.DELETE;
      case F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12 -> NamedKey.valueOf(code.name());
      case SHIFT -> NamedKey.SHIFT;
      case CONTROL -> NamedKey.CONTROL;
      case ALT -> NamedKey.ALT;
      default -> null;
    };
  }

  /** The unshifted character of the key, or 0. */
  private static int character(KeyEvent event) {
    KeyCode code = event.getCode();
    if (code.isLetterKey() && code.getName().length() == 1) {
      return Character.toLowerCase(code.getName().charAt(0));
    }
    if (code.isDigitKey() && !code.isKeypadKey()) {
      return code.getName().charAt(code.getName().length() - 1);
    }
    return switch (code) {
      case SPACE -> ' ';
      case AT -> '@';
      case OPEN_BRACKET -> '[';
      case BACK_SLASH -> '\\';
      case CLOSE_BRACKET -> ']';
      case CIRCUMFLEX -> '^';
      case SLASH -> '/';
      case UNDERSCORE -> '_';
      case MINUS -> '-';
      case EQUALS -> '=';
      case SEMICOLON -> ';';
      case QUOTE -> '\'';
      case BACK_QUOTE -> '`';
      case COMMA -> ',';
      case PERIOD -> '.';
      case PLUS -> '+';
      case NUMBER_SIGN -> '#';
      case LESS -> '<';
      default -> typedAlone(event);
    };
  }

  private static int typedAlone(KeyEvent event) {
    String text = event.getText();
    boolean one = !text.isEmpty() && text.codePointCount(0, text.length()) == 1;
    int character = one ? text.codePointAt(0) : 0;
    return Character.isISOControl(character) ? 0 : Character.toLowerCase(character);
  }

  /** The shifted character of the key, or 0 if unknown. */
  private static int shifted(KeyEvent event, int character) {
    if (!event.isShiftDown()) {
      return 0;
    }
    if (Character.isLetter(character)) {
      return Character.toUpperCase(character);
    }
    String text = event.getText();
    boolean other = text.length() == 1 && text.charAt(0) > ' ' && text.charAt(0) != character;
    if (other) {
      return text.charAt(0);
    }
    // not reported with Ctrl: assume the US layout
    return switch (character) {
      case '2' -> '@';
      case '6' -> '^';
      case '-' -> '_';
      case '/' -> '?';
      default -> 0;
    };
  }

  /** The bytes of a typed character, unless its key press was already sent. */
  static byte @Nullable [] typed(KeyEvent event) {
    String text = event.getCharacter();
    if (text.isEmpty() || text.equals(KeyEvent.CHAR_UNDEFINED) || event.isMetaDown()) {
      return null;
    }
    boolean control = text.codePoints().anyMatch(Character::isISOControl);
    boolean withControl = event.isControlDown() && !event.isAltDown();
    if (withControl) {
      // a non-Latin layout: use the control character of the system
      return control && text.length() == 1 ? utf8(text) : null;
    }
    if (control) {
      // Alt adds an ESC to the control character
      boolean meta = event.isControlDown() && event.isAltDown() && text.length() == 1;
      return meta ? utf8("\u001b" + text) : null;
    }
    // Alt alone adds an ESC; AltGr (Ctrl+Alt) and Option are part of typing the character
    boolean prefixed = event.isAltDown() && !event.isControlDown() && !MAC;
    return utf8((prefixed ? "\u001b" : "") + text);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
