package dev.portolan.app.view.shell;

import java.util.function.Supplier;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.input.InputMethodRequests;
import org.jspecify.annotations.Nullable;

/** Reports the cursor's position to input methods. FX thread. */
final class CursorInputMethod implements InputMethodRequests {
  private final Node terminal;
  private final Supplier<@Nullable Rectangle2D> cursor;

  CursorInputMethod(Node terminal, Supplier<@Nullable Rectangle2D> cursor) {
    this.terminal = terminal;
    this.cursor = cursor;
  }

  @Override
  public Point2D getTextLocation(int offset) {
    Rectangle2D place = cursor.get();
    Point2D below =
        place == null
            ? terminal.localToScreen(0, 0)
            : terminal.localToScreen(place.getMinX(), place.getMaxY());
    return below == null ? Point2D.ZERO : below;
  }

  @Override
  public int getLocationOffset(int x, int y) {
    return 0;
  }

  @Override
  public void cancelLatestCommittedText() {}

  @Override
  public String getSelectedText() {
    return "";
  }
}
