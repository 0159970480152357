package dev.portolan.app.view.control;

import dev.portolan.app.model.TrafficHistory;
import dev.portolan.app.view.common.Css;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A chart of the last minute's traffic: down as an area, up as a line. */
public final class Sparkline extends Region {
  private final Path down = new Path();
  private final Path up = new Path();
  private @Nullable TrafficHistory history;
  private Subscription watching = Subscription.EMPTY;

  public Sparkline() {
    getStyleClass().add(Css.SPARKLINE);
    down.getStyleClass().add(Css.SPARK_DOWN);
    up.getStyleClass().add(Css.SPARK_UP);
    down.setManaged(false);
    up.setManaged(false);
    getChildren().addAll(down, up);
  }

  /** Shows a history, updated while {@code visible} is true. */
  public void show(TrafficHistory shown, ObservableValue<Boolean> visible) {
    clear();
    history = shown;
    watching = shown.revisionProperty().when(visible).subscribe(value -> requestLayout());
    requestLayout();
  }

  /** Shows nothing. */
  public void clear() {
    watching.unsubscribe();
    watching = Subscription.EMPTY;
    history = null;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    down.getElements().clear();
    up.getElements().clear();
    TrafficHistory shown = history;
    double width = getWidth() - getInsets().getLeft() - getInsets().getRight();
    double height = getHeight() - getInsets().getTop() - getInsets().getBottom();
    if (shown == null || width <= 0 || height <= 0) {
      return;
    }
    double left = getInsets().getLeft();
    double bottom = getInsets().getTop() + height;
    // the scale is at least 1 kB/s
    double unit = (height - 2) / Math.max(1_000, shown.peak());
    double step = width / (TrafficHistory.SAMPLES - 1);
    down.getElements().add(new MoveTo(left, bottom));
    for (int i = 0; i < TrafficHistory.SAMPLES; i++) {
      double x = left + i * step;
      down.getElements().add(new LineTo(x, bottom - shown.down(i) * unit));
      double y = bottom - shown.up(i) * unit;
      PathElement next = i == 0 ? new MoveTo(x, y) : new LineTo(x, y);
      up.getElements().add(next);
    }
    down.getElements().add(new LineTo(left + width, bottom));
  }
}
