package dev.portolan.app.view.frame;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javafx.scene.Scene;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * The window's global shortcuts. Some are passed to a focused shell instead; the others take
 * precedence over it.
 */
final class WindowKeys {
  private final Map<KeyCombination, Runnable> always = new LinkedHashMap<>();
  private final Map<KeyCombination, Runnable> outsideShells = new LinkedHashMap<>();
  private final BooleanSupplier inShell;
  private final BooleanSupplier blocked;
  private boolean ran;

  /**
   * Creates an empty set.
   *
   * @param inShell whether a shell has the focus
   * @param blocked whether a dialog is open, which disables shortcuts
   */
  WindowKeys(BooleanSupplier inShell, BooleanSupplier blocked) {
    this.inShell = inShell;
    this.blocked = blocked;
  }

  WindowKeys always(String keys, Runnable action) {
    always.put(KeyCombination.valueOf(keys), action);
    return this;
  }

  WindowKeys outsideShells(String keys, Runnable action) {
    outsideShells.put(KeyCombination.valueOf(keys), action);
    return this;
  }

  void install(Scene scene) {
    scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    scene.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
  }

  private void pressed(KeyEvent event) {
    ran =
        !blocked.getAsBoolean()
            && (ran(always, event) || (!inShell.getAsBoolean() && ran(outsideShells, event)));
  }

  /** Consumes the typed event of a shortcut, so that the new focus owner does not get it. */
  private void typed(KeyEvent event) {
    if (ran) {
      event.consume();
    }
  }

  private static boolean ran(Map<KeyCombination, Runnable> keys, KeyEvent event) {
    for (Map.Entry<KeyCombination, Runnable> each : keys.entrySet()) {
      if (each.getKey().match(event)) {
        event.consume();
        each.getValue().run();
        return true;
      }
    }
    return false;
  }
}
