package dev.portolan.app.view;

import static java.util.Objects.requireNonNull;

import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Text typed in one go at what has the focus. TestFX's own writing waits for several pictures after
 * every letter.
 */
public final class Typing {
  private Typing() {}

  /** On the FX thread. */
  public static void type(Scene scene, String text) {
    for (int i = 0; i < text.length(); i++) {
      String letter = text.substring(i, i + 1);
      fire(scene, KeyEvent.KEY_PRESSED, KeyEvent.CHAR_UNDEFINED);
      fire(scene, KeyEvent.KEY_TYPED, letter);
      fire(scene, KeyEvent.KEY_RELEASED, KeyEvent.CHAR_UNDEFINED);
    }
  }

  private static void fire(Scene scene, EventType<KeyEvent> type, String letter) {
    Event.fireEvent(
        requireNonNull(scene.getFocusOwner(), "nothing has the focus"),
        new KeyEvent(type, letter, "", KeyCode.UNDEFINED, false, false, false, false));
  }
}
