package dev.portolan.app.view.frame;

import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.model.WindowPlace;
import java.util.List;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.util.Subscription;

/** Restores and saves the window's position. */
final class WindowPlaceKeeper {
  /** The offset of a second console's window. */
  private static final double BESIDE = 48;

  private static final double FRAME_WIDTH = 16;
  private static final double FRAME_HEIGHT = 48;

  private final Stage stage;
  private final WindowMemory memory;
  private Subscription following = Subscription.EMPTY;

  WindowPlaceKeeper(Stage stage, WindowMemory memory) {
    this.stage = stage;
    this.memory = memory;
  }

  /**
   * Positions the window before it is shown.
   *
   * @param beside whether another console's window has the same position
   */
  void place(boolean beside) {
    WindowPlace place = memory.place();
    double shift = beside ? BESIDE : 0;
    // the saved screen may not exist any more
    List<Screen> known = Screen.getScreensForRectangle(place.x() + 40, place.y() + 10, 80, 20);
    Rectangle2D screen =
        (known.isEmpty() ? Screen.getPrimary() : known.getFirst()).getVisualBounds();
    Rectangle2D fit = fit(place, screen);
    Dimension2D least = least(screen);
    stage.setMinWidth(least.getWidth());
    stage.setMinHeight(least.getHeight());
    stage.setWidth(fit.getWidth());
    stage.setHeight(fit.getHeight());
    if (!known.isEmpty()) {
      stage.setX(fit.getMinX() + shift);
      stage.setY(fit.getMinY() + shift);
    } else if (beside) {
      stage.setX(screen.getMinX() + (screen.getWidth() - fit.getWidth()) / 2 + shift);
      stage.setY(screen.getMinY() + (screen.getHeight() - fit.getHeight()) / 3 + shift);
    }
    stage.setMaximized(!beside && (place.maximized() || fills(fit, screen)));
  }

  /**
   * The minimum size. Desktops exclude the frame from it, so on a small screen it must leave room
   * for the frame.
   */
  static Dimension2D least(Rectangle2D screen) {
    return new Dimension2D(
        Math.min(WindowPlace.MIN_WIDTH, screen.getWidth() - FRAME_WIDTH),
        Math.min(WindowPlace.MIN_HEIGHT, screen.getHeight() - FRAME_HEIGHT));
  }

  /** Whether a place leaves no room for the window's frame. */
  static boolean fills(Rectangle2D fit, Rectangle2D screen) {
    return fit.getWidth() >= screen.getWidth() && fit.getHeight() >= screen.getHeight();
  }

  /** Moves and shrinks a place to fit the screen. */
  static Rectangle2D fit(WindowPlace place, Rectangle2D screen) {
    double width = Math.min(place.width(), screen.getWidth());
    double height = Math.min(place.height(), screen.getHeight());
    return new Rectangle2D(
        within(place.x(), screen.getMinX(), screen.getMaxX() - width),
        within(place.y(), screen.getMinY(), screen.getMaxY() - height),
        width,
        height);
  }

  /** A coordinate within bounds; the minimum if unknown. */
  private static double within(double place, double least, double most) {
    return Double.isNaN(place) ? least : Math.clamp(place, least, most);
  }

  /** Starts tracking the position. Call after the window is shown. */
  void follow() {
    following =
        Subscription.combine(
            stage.xProperty().subscribe((before, after) -> remember()),
            stage.yProperty().subscribe((before, after) -> remember()),
            stage.widthProperty().subscribe((before, after) -> remember()),
            stage.heightProperty().subscribe((before, after) -> remember()),
            stage.maximizedProperty().subscribe((before, after) -> remember()));
  }

  /** Saves the position. Call before the window is closed. */
  void close() {
    following.unsubscribe();
  }

  private void remember() {
    WindowPlace old = memory.place();
    boolean full = stage.isMaximized();
    // keep the size before it was maximised
    memory.remember(
        new WindowPlace(
            full ? old.x() : stage.getX(),
            full ? old.y() : stage.getY(),
            full ? old.width() : stage.getWidth(),
            full ? old.height() : stage.getHeight(),
            full,
            old.sidebarWidth()));
  }
}
