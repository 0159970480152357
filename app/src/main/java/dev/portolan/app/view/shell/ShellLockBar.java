package dev.portolan.app.view.shell;

import javafx.animation.PauseTransition;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bar of a locked shell. FX thread. */
final class ShellLockBar extends HBox {
  private static final PseudoClass ATTENTION = PseudoClass.getPseudoClass("attention");

  private final BooleanProperty locked = new SimpleBooleanProperty(this, "locked");
  private final PauseTransition attention = new PauseTransition(Duration.millis(400));

  ShellLockBar() {
    getStyleClass().add("shell-log");
    setId("shell-lock");
    Label text = new Label(ShellTexts.of("lock.on"));
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    Button unlock = new Button(ShellTexts.of("lock.unlock"));
    unlock.setId("shell-unlock");
    unlock.getStyleClass().add("small");
    unlock.setMinWidth(Region.USE_PREF_SIZE);
    unlock.setFocusTraversable(false);
    unlock.setOnAction(event -> locked.set(false));
    getChildren().addAll(new FontIcon("fth-lock"), text, unlock);
    visibleProperty().bind(locked);
    managedProperty().bind(locked);
    attention.setOnFinished(event -> pseudoClassStateChanged(ATTENTION, false));
  }

  BooleanProperty lockedProperty() {
    return locked;
  }

  boolean isLocked() {
    return locked.get();
  }

  /** Draws attention after refused input. */
  void callAttention() {
    pseudoClassStateChanged(ATTENTION, true);
    attention.playFromStart();
  }

  void stop() {
    attention.stop();
  }
}
