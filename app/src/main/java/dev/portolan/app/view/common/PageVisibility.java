package dev.portolan.app.view.common;

import java.time.Instant;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;

/**
 * Whether a page's tab is selected, with a clock for the page that stops while it is not, so that
 * hidden pages are not updated. FX thread.
 */
public final class PageVisibility {
  private final ReadOnlyBooleanWrapper visible = new ReadOnlyBooleanWrapper(this, "visible");
  private final ObservableValue<Instant> now;

  /** {@code now} is the clock of the program. */
  public PageVisibility(ObservableValue<Instant> now) {
    this.now = now.when(visible);
  }

  public ReadOnlyBooleanProperty visibleProperty() {
    return visible.getReadOnlyProperty();
  }

  public void setVisible(boolean selected) {
    visible.set(selected);
  }

  /** The time, updated every second while the page is visible. */
  public ObservableValue<Instant> now() {
    return now;
  }
}
