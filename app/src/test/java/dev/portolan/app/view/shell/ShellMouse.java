package dev.portolan.app.view.shell;

import dev.portolan.app.view.Hands;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/**
 * A mouse over the terminal of a test's window. Its events are made here, since the mouse of the
 * robot knows nothing of the robot's keys.
 */
final class ShellMouse {
  private final ShellWindow window;
  private final Set<KeyCode> keys = EnumSet.noneOf(KeyCode.class);

  ShellMouse(ShellWindow window, KeyCode... held) {
    this.window = window;
    keys.addAll(List.of(held));
  }

  /** A place in a cell: 0 is its left edge, 0.5 its middle. */
  Point2D in(double column, double row) {
    return window.onFx(
        () -> {
          TerminalCanvas canvas = (TerminalCanvas) window.terminal();
          Bounds cell = canvas.screenToLocal(canvas.cellOnScreen(0, 0));
          return new Point2D(
              cell.getMinX() + column * cell.getWidth(), cell.getMinY() + row * cell.getHeight());
        });
  }

  /** In which row of the picture a line is that reads {@code line}. */
  int row(String line) {
    return window.text().lines().toList().indexOf(line);
  }

  void press(Point2D at, int clicks) {
    fire(MouseEvent.MOUSE_PRESSED, at, clicks);
  }

  void drag(Point2D to) {
    fire(MouseEvent.MOUSE_DRAGGED, to, 1);
  }

  void release(Point2D at) {
    fire(MouseEvent.MOUSE_RELEASED, at, 1);
  }

  void click(Point2D at, int clicks) {
    press(at, clicks);
    release(at);
  }

  /** Presses at one place and lets go at another. */
  void drag(Point2D from, Point2D to) {
    press(from, 1);
    drag(to);
    release(to);
  }

  /** Turns the wheel, in pixels: to the left and up if positive. */
  void scroll(Point2D at, double left, double up) {
    fire(
        at,
        onScreen ->
            new ScrollEvent(
                window.terminal(),
                window.terminal(),
                ScrollEvent.SCROLL,
                at.getX(),
                at.getY(),
                onScreen.getX(),
                onScreen.getY(),
                keys.contains(KeyCode.SHIFT),
                keys.contains(KeyCode.CONTROL),
                keys.contains(KeyCode.ALT),
                false,
                false,
                false,
                left,
                up,
                left,
                up,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null));
  }

  private void fire(EventType<MouseEvent> type, Point2D at, int clicks) {
    fire(
        at,
        onScreen ->
            new MouseEvent(
                window.terminal(),
                window.terminal(),
                type,
                at.getX(),
                at.getY(),
                onScreen.getX(),
                onScreen.getY(),
                MouseButton.PRIMARY,
                clicks,
                keys.contains(KeyCode.SHIFT),
                keys.contains(KeyCode.CONTROL),
                keys.contains(KeyCode.ALT),
                false,
                true,
                false,
                false,
                true,
                false,
                true,
                null));
  }

  /** Sends the terminal an event that is made for where its place is on the screen. */
  private void fire(Point2D at, Function<Point2D, Event> made) {
    window.onFx(
        () -> {
          window.terminal().fireEvent(made.apply(window.terminal().localToScreen(at)));
          return true;
        });
    Hands.settle();
  }
}
