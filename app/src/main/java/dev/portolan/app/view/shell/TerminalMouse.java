package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.ScreenLine;
import dev.portolan.app.terminal.ScreenMouse;
import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextLink;
import java.util.Objects;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Cursor;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The mouse on a terminal: selects, scrolls and opens links, or sends reports to a program that has
 * requested them. Shift overrides reports, Alt selects a rectangle. FX thread.
 */
final class TerminalMouse {
  private static final double PIXELS_PER_NOTCH = 40;

  /** Wheel pixels per line. */
  private static final double PIXELS_PER_LINE = PIXELS_PER_NOTCH / 3;

  private static final double PIXELS_PER_FASTER_LINE = 12;
  private static final int MAX_LINES_AT_EDGE = 20;

  private final TerminalCanvas canvas;
  private final TerminalScreen screen;
  private final Selection selection;
  private final Actions actions;
  private final Timeline edgeScroll =
      new Timeline(new KeyFrame(Duration.millis(50), event -> scrollAtEdge()));
  private @Nullable TextLink link;
  private @Nullable MouseEvent lastDrag;
  private boolean selecting;
  private double wheel;

  /** The unreported fraction of a horizontal notch. */
  private double sideWheel;

  /** Callbacks to the surrounding view. */
  interface Actions {
    /** The present view, or null before the first. */
    @Nullable ScreenView shown();

    void scrollBy(long lines);

    void selectionChanged();

    void selected();

    void linkChanged();

    void open(TextLink link);

    void pasteSelection();

    void arrows(int lines);
  }

  TerminalMouse(
      TerminalCanvas canvas, TerminalScreen screen, Selection selection, Actions actions) {
    this.canvas = canvas;
    this.screen = screen;
    this.selection = selection;
    this.actions = actions;
    edgeScroll.setCycleCount(Animation.INDEFINITE);
    canvas.addEventHandler(MouseEvent.MOUSE_PRESSED, this::pressed);
    canvas.addEventHandler(MouseEvent.MOUSE_DRAGGED, this::dragged);
    canvas.addEventHandler(MouseEvent.MOUSE_RELEASED, this::released);
    canvas.addEventHandler(MouseEvent.MOUSE_MOVED, this::moved);
    canvas.addEventHandler(MouseEvent.MOUSE_EXITED, event -> setLink(null));
    canvas.addEventHandler(ScrollEvent.SCROLL, this::scrolled);
    canvas.setCursor(Cursor.TEXT);
  }

  /** The link under the mouse while Ctrl is held. */
  @Nullable TextLink link() {
    return link;
  }

  void stop() {
    edgeScroll.stop();
  }

  /** Handles and consumes a press, because surrounding nodes would take the focus. */
  private void pressed(MouseEvent event) {
    event.consume();
    canvas.requestFocus();
    ScreenView view = actions.shown();
    if (view == null) {
      return;
    }
    if (isForProgram(event.isShiftDown(), view)) {
      tell(ScreenMouse.Kind.PRESSED, event);
    } else if (event.getButton() == MouseButton.PRIMARY) {
      pressedPrimary(event, view);
    } else if (event.getButton() == MouseButton.MIDDLE) {
      actions.pasteSelection();
    }
  }

  private void pressedPrimary(MouseEvent event, ScreenView view) {
    TextLink clicked = isLinkModifier(event) ? linkAt(event, view) : null;
    if (clicked != null) {
      actions.open(clicked);
      return;
    }
    selecting = true;
    long line = line(event, view);
    if (event.isShiftDown() && !screen.wantsMouse() && selection.span(view.generation()) != null) {
      selection.extend(line, column(event, view), gap(event, view));
    } else if (event.isAltDown()) {
      selection.beginBlock(view.generation(), line, gap(event, view));
    } else {
      selection.begin(
          view.generation(),
          line,
          column(event, view),
          gap(event, view),
          Selection.Unit.ofClicks(Math.max(1, event.getClickCount())));
    }
    actions.selectionChanged();
  }

  private void dragged(MouseEvent event) {
    event.consume();
    ScreenView view = actions.shown();
    if (view == null) {
      return;
    }
    if (selecting) {
      extend(event, view);
      lastDrag = event;
      if (linesBeyondEdge(event) == 0) {
        edgeScroll.stop();
      } else {
        edgeScroll.play();
      }
    } else if (isForProgram(event.isShiftDown(), view)) {
      tell(ScreenMouse.Kind.DRAGGED, event);
    }
  }

  private void extend(MouseEvent event, ScreenView view) {
    selection.extend(line(event, view), column(event, view), gap(event, view));
    actions.selectionChanged();
  }

  private void scrollAtEdge() {
    ScreenView view = actions.shown();
    if (lastDrag != null && view != null) {
      // include lines scrolled into view by the last step
      extend(lastDrag, view);
      actions.scrollBy(linesBeyondEdge(lastDrag));
    }
  }

  /** The number of lines to scroll at a time, which grows with the distance from the edge. */
  private int linesBeyondEdge(MouseEvent event) {
    double above = Math.min(0, event.getY());
    double beyond = above + Math.max(0, event.getY() - canvas.getHeight());
    int lines = 1 + (int) (Math.abs(beyond) / PIXELS_PER_FASTER_LINE);
    return (int) Math.signum(beyond) * Math.min(lines, MAX_LINES_AT_EDGE);
  }

  private void released(MouseEvent event) {
    event.consume();
    ScreenView view = actions.shown();
    if (selecting) {
      if (edgeScroll.getStatus() == Animation.Status.RUNNING && view != null) {
        extend(event, view);
      }
      edgeScroll.stop();
      selecting = false;
      actions.selected();
    } else if (view != null && isForProgram(event.isShiftDown(), view)) {
      tell(ScreenMouse.Kind.RELEASED, event);
    }
  }

  private void moved(MouseEvent event) {
    ScreenView view = actions.shown();
    if (view == null) {
      return;
    }
    setLink(isLinkModifier(event) ? linkAt(event, view) : null);
    if (isForProgram(event.isShiftDown(), view)) {
      tell(ScreenMouse.Kind.MOVED, event);
    }
  }

  private static boolean isLinkModifier(MouseEvent event) {
    return Keys.MAC ? event.isMetaDown() : event.isControlDown();
  }

  private @Nullable TextLink linkAt(MouseEvent event, ScreenView view) {
    int row = canvas.rowAt(event.getY());
    int place = canvas.placeAt(event.getX());
    boolean inside = row >= 0 && row < view.rows() && place >= 0 && place < view.columns();
    return inside ? screen.linkAt(view.top() + row, view.lines().get(row).column(place)) : null;
  }

  private void setLink(@Nullable TextLink found) {
    if (!Objects.equals(found, link)) {
      link = found;
      canvas.setCursor(found == null ? Cursor.TEXT : Cursor.HAND);
      actions.linkChanged();
    }
  }

  private void scrolled(ScrollEvent event) {
    ScreenView view = actions.shown();
    if (view == null || event.isControlDown()) {
      return;
    }
    wheel += event.getDeltaY() / PIXELS_PER_LINE;
    int lines = (int) wheel;
    wheel -= lines;
    event.consume();
    if (isForProgram(event.isShiftDown(), view)) {
      wheelForProgram(event, view, lines);
      sideWheelForProgram(event, view);
    } else if (lines != 0 && view.alternate()) {
      actions.arrows(lines);
    } else if (lines != 0) {
      actions.scrollBy(-lines);
    }
  }

  private void wheelForProgram(ScrollEvent event, ScreenView view, int lines) {
    ScreenMouse.Button button =
        lines > 0 ? ScreenMouse.Button.WHEEL_UP : ScreenMouse.Button.WHEEL_DOWN;
    int notches = lines == 0 ? 0 : Math.max(1, Math.abs(lines) / 3);
    tellNotches(event, view, button, notches);
  }

  private void sideWheelForProgram(ScrollEvent event, ScreenView view) {
    sideWheel += event.getDeltaX() / PIXELS_PER_NOTCH;
    int notches = (int) sideWheel;
    sideWheel -= notches;
    ScreenMouse.Button button =
        notches > 0 ? ScreenMouse.Button.WHEEL_LEFT : ScreenMouse.Button.WHEEL_RIGHT;
    tellNotches(event, view, button, Math.abs(notches));
  }

  private void tellNotches(
      ScrollEvent event, ScreenView view, ScreenMouse.Button button, int notches) {
    for (int i = 0; i < notches; i++) {
      screen.mouse(
          new ScreenMouse(
              ScreenMouse.Kind.WHEEL,
              button,
              column(event.getX(), event.getY(), view),
              row(event.getY(), view),
              event.isShiftDown(),
              event.isAltDown(),
              event.isControlDown()));
    }
  }

  private boolean isForProgram(boolean shift, ScreenView view) {
    return screen.wantsMouse() && !shift && view.top() == view.screenTop();
  }

  private void tell(ScreenMouse.Kind kind, MouseEvent event) {
    ScreenView view = actions.shown();
    if (view == null) {
      return;
    }
    ScreenMouse.Button button =
        switch (event.getButton()) {
          case PRIMARY -> ScreenMouse.Button.LEFT;
          case MIDDLE -> ScreenMouse.Button.MIDDLE;
          case SECONDARY -> ScreenMouse.Button.RIGHT;
          default -> ScreenMouse.Button.NONE;
        };
    screen.mouse(
        new ScreenMouse(
            kind,
            button,
            column(event, view),
            row(event.getY(), view),
            event.isShiftDown(),
            event.isAltDown(),
            event.isControlDown()));
  }

  private int row(double y, ScreenView view) {
    return Math.clamp(canvas.rowAt(y), 0, view.rows() - 1);
  }

  private long line(MouseEvent event, ScreenView view) {
    return view.top() + row(event.getY(), view);
  }

  private int column(MouseEvent event, ScreenView view) {
    return column(event.getX(), event.getY(), view);
  }

  private int column(double x, double y, ScreenView view) {
    int place = Math.clamp(canvas.placeAt(x), 0, view.columns() - 1);
    return view.lines().get(row(y, view)).column(place);
  }

  /** The gap nearest to the mouse. */
  private int gap(MouseEvent event, ScreenView view) {
    int place = canvas.placeAt(event.getX());
    int gap = canvas.gapAt(event.getX());
    if (place < 0 || place >= view.columns()) {
      return Math.clamp(gap, 0, view.columns());
    }
    ScreenLine line = view.lines().get(row(event.getY(), view));
    boolean inRightHalf = gap > place;
    return line.column(place) + (inRightHalf == line.isTurned(place) ? 0 : 1);
  }
}
