package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.KeyPress;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodTextRun;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Dispatches keys on a terminal: commands of the tab, shortcuts of the window, input for the shell.
 * FX thread.
 */
final class ShellKeys {
  private final Commands commands;
  private final Keys.Modes modes;
  private final Set<KeyCode> held = EnumSet.noneOf(KeyCode.class);
  private boolean typedIsDone;

  /** The commands of keys. */
  interface Commands {
    boolean hasSelection();

    void copy();

    void paste();

    void find();

    void findNext();

    void findPrevious();

    /** Toggles logging. */
    void toggleLog();

    /** Opens the question about copied text. */
    void answerCopy();

    void previousPrompt();

    void nextPrompt();

    void selectOutput();

    void zoomIn();

    void zoomOut();

    void zoomReset();

    void scrollPages(int pages);

    void scrollToStart();

    void scrollToEnd();

    /** The composed text of an input method, empty when done. */
    void composing(String text);

    /** Sends a key to the shell, as these bytes. */
    void press(KeyPress press, byte[] code);

    /** Sends typed text to the shell. */
    void type(byte[] text);

    /** Enter without a shell. Returns false if there is one. */
    boolean reopen();
  }

  ShellKeys(Commands commands, Keys.Modes modes) {
    this.commands = commands;
    this.modes = modes;
  }

  /** Installs handlers on the terminal. */
  void listenOn(Node terminal) {
    terminal.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    terminal.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
    terminal.addEventHandler(KeyEvent.KEY_RELEASED, this::released);
    terminal.focusedProperty().subscribe(held::clear);
    terminal.setOnInputMethodTextChanged(this::composed);
  }

  private void pressed(KeyEvent event) {
    typedIsDone = true;
    if (command(event)) {
      event.consume();
      return;
    }
    if (Keys.isOfWindow(event)) {
      KeyCode code = event.getCode();
      typedIsDone = code != KeyCode.UNDEFINED && !code.isModifierKey();
      if (code.isModifierKey()) {
        tell(event, phaseOf(event));
      }
      return;
    }
    event.consume();
    if (event.getCode() == KeyCode.ENTER && commands.reopen()) {
      return;
    }
    typedIsDone = tell(event, phaseOf(event));
  }

  private KeyPress.Phase phaseOf(KeyEvent event) {
    return held.add(event.getCode()) ? KeyPress.Phase.PRESSED : KeyPress.Phase.REPEATED;
  }

  /** Reports a release, only for keys whose press was sent. */
  private void released(KeyEvent event) {
    if (held.remove(event.getCode())) {
      tell(event, KeyPress.Phase.RELEASED);
    }
  }

  /** Sends a key. Returns false if its typed text is to be sent instead. */
  private boolean tell(KeyEvent event, KeyPress.Phase phase) {
    KeyPress press = Keys.press(event, phase);
    byte[] bytes = press == null ? null : modes.code(press);
    if (press != null && bytes != null && bytes.length > 0) {
      commands.press(press, bytes);
    }
    return bytes != null;
  }

  private void typed(KeyEvent event) {
    byte[] bytes = typedIsDone ? null : Keys.typed(event);
    if (bytes != null) {
      event.consume();
      commands.type(bytes);
    }
  }

  private void composed(InputMethodEvent event) {
    commands.composing(
        event.getComposed().stream()
            .map(InputMethodTextRun::getText)
            .collect(Collectors.joining()));
    if (!event.getCommitted().isEmpty()) {
      commands.type(Keys.utf8(event.getCommitted()));
    }
  }

  /** Handles commands that work everywhere in the tab, including the find bar. */
  boolean windowCommand(KeyEvent event) {
    boolean ofText =
        switch (event.getCode()) {
          case C, V, INSERT, HOME, END, PAGE_UP, PAGE_DOWN -> true;
          default -> false;
        };
    return !ofText && command(event);
  }

  private boolean command(KeyEvent event) {
    if (Keys.MAC && event.isMetaDown()) {
      return ofCommandKey(event);
    }
    return ofControlKey(event) || ofShiftKey(event);
  }

  private boolean ofCommandKey(KeyEvent event) {
    return switch (event.getCode()) {
      case C -> done(commands::copy);
      case V -> done(commands::paste);
      case F -> done(commands::find);
      case S, Y, Z, X, I -> event.isShiftDown() && ofText(event.getCode());
      case G -> done(event.isShiftDown() ? commands::findPrevious : commands::findNext);
      case PLUS, EQUALS, ADD -> done(commands::zoomIn);
      case MINUS, SUBTRACT -> done(commands::zoomOut);
      case DIGIT0, NUMPAD0 -> done(commands::zoomReset);
      default -> false;
    };
  }

  private boolean ofControlKey(KeyEvent event) {
    if (!event.isControlDown() || event.isAltDown()) {
      return false;
    }
    boolean shift = event.isShiftDown();
    return switch (event.getCode()) {
      case C -> (shift || commands.hasSelection()) && done(commands::copy);
      case INSERT -> !shift && done(commands::copy);
      case V -> shift && done(commands::paste);
      case F -> shift && done(commands::find);
      case S, Y, Z, X, I -> shift && ofText(event.getCode());
      case PLUS, EQUALS, ADD -> done(commands::zoomIn);
      case MINUS, SUBTRACT -> !shift && done(commands::zoomOut);
      case DIGIT0, NUMPAD0 -> !shift && done(commands::zoomReset);
      default -> false;
    };
  }

  private boolean ofText(KeyCode letter) {
    return switch (letter) {
      case S -> done(commands::toggleLog);
      case Y -> done(commands::answerCopy);
      case Z -> done(commands::previousPrompt);
      case X -> done(commands::nextPrompt);
      case I -> done(commands::selectOutput);
      default -> false;
    };
  }

  private boolean ofShiftKey(KeyEvent event) {
    if (!event.isShiftDown() || event.isControlDown() || event.isAltDown()) {
      return false;
    }
    return switch (event.getCode()) {
      case INSERT -> done(commands::paste);
      case PAGE_UP -> done(() -> commands.scrollPages(-1));
      case PAGE_DOWN -> done(() -> commands.scrollPages(1));
      case HOME -> done(commands::scrollToStart);
      case END -> done(commands::scrollToEnd);
      default -> false;
    };
  }

  private static boolean done(Runnable action) {
    action.run();
    return true;
  }
}
