package dev.portolan.app.view.control;

import dev.portolan.app.task.Timer;
import dev.portolan.app.task.Timer.Scheduled;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import java.time.Duration;
import java.util.concurrent.Executor;
import javafx.geometry.Pos;
import javafx.scene.AccessibleAttribute;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/**
 * Shows toasts, which disappear after a time. One with an undo button stays until it is used or
 * obsolete.
 */
public final class ToastHost extends VBox {
  private static final Duration SHORT = Duration.ofSeconds(4);
  private static final int MAX = 3;

  private final Timer timer;
  private final Executor fx;
  private @Nullable HBox undoable;

  public ToastHost(Timer timer, Executor fx) {
    super(8);
    this.timer = timer;
    this.fx = fx;
    setId("toasts");
    setAlignment(Pos.BOTTOM_CENTER);
    setPickOnBounds(false);
    setMaxHeight(Region.USE_PREF_SIZE);
    getStyleClass().add("toasts");
  }

  /** Shows a message, optionally with an undo button until {@link #forgetUndo}. */
  public void show(String text, @Nullable Runnable undo) {
    if (undo != null) {
      forgetUndo();
    }
    Label words = new Label(text);
    words.setWrapText(true);
    words.setMaxWidth(440);
    HBox toast = new HBox(10, words);
    toast.setAlignment(Pos.CENTER_LEFT);
    toast.setMaxWidth(Region.USE_PREF_SIZE);
    toast.getStyleClass().add(Css.TOAST);
    Scheduled end = () -> {};
    if (undo == null) {
      end = timer.after(SHORT, () -> fx.execute(() -> remove(toast)));
    } else {
      Button back = new Button(Texts.get("toast.undo"));
      back.setId("undo");
      back.getStyleClass().addAll(Css.FLAT, "small");
      back.setMinWidth(Region.USE_PREF_SIZE);
      back.setOnAction(
          event -> {
            remove(toast);
            undo.run();
          });
      toast.getChildren().add(back);
      undoable = toast;
    }
    Scheduled ending = end;
    IconButton leave = new IconButton(Icons.CLOSE, Texts.get("toast.close"));
    leave.setOnAction(
        event -> {
          ending.cancel();
          remove(toast);
        });
    toast.getChildren().add(leave);
    while (getChildren().size() >= MAX) {
      getChildren().removeFirst();
    }
    getChildren().add(toast);
    words.notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
  }

  /** Removes the undo button, because something else was changed. */
  public void forgetUndo() {
    HBox last = undoable;
    if (last != null) {
      remove(last);
    }
  }

  private void remove(HBox toast) {
    getChildren().remove(toast);
    if (toast.equals(undoable)) {
      undoable = null;
    }
  }
}
