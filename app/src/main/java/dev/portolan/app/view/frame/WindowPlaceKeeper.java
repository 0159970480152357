package dev.portolan.app.view.frame;

import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.WindowPlace;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Subscription;

/** Puts the window where it stood, and remembers where it stands. */
final class WindowPlaceKeeper {
  private final Stage stage;
  private final Preferences preferences;
  private Subscription following = Subscription.EMPTY;

  WindowPlaceKeeper(Stage stage, Preferences preferences) {
    this.stage = stage;
    this.preferences = preferences;
  }

  /** Before the window is shown. */
  void place() {
    WindowPlace place = preferences.windowProperty().get();
    stage.setMinWidth(WindowPlace.MIN_WIDTH);
    stage.setMinHeight(WindowPlace.MIN_HEIGHT);
    stage.setWidth(place.width());
    stage.setHeight(place.height());
    // A screen that is no longer there must not hide the window.
    if (!Screen.getScreensForRectangle(place.x() + 40, place.y() + 10, 80, 20).isEmpty()) {
      stage.setX(place.x());
      stage.setY(place.y());
    }
    stage.setMaximized(place.maximized());
  }

  /** Once the window is shown. */
  void follow() {
    following =
        Subscription.combine(
            stage.xProperty().subscribe((before, after) -> remember()),
            stage.yProperty().subscribe((before, after) -> remember()),
            stage.widthProperty().subscribe((before, after) -> remember()),
            stage.heightProperty().subscribe((before, after) -> remember()),
            stage.maximizedProperty().subscribe((before, after) -> remember()));
  }

  /** Before the window is taken away. */
  void close() {
    following.unsubscribe();
  }

  private void remember() {
    WindowPlace old = preferences.windowProperty().get();
    boolean full = stage.isMaximized();
    // The size to go back to is the one before it filled the screen.
    preferences
        .windowProperty()
        .set(
            new WindowPlace(
                full ? old.x() : stage.getX(),
                full ? old.y() : stage.getY(),
                full ? old.width() : stage.getWidth(),
                full ? old.height() : stage.getHeight(),
                full,
                old.sidebarWidth()));
  }
}
