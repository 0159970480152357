package dev.portolan.app.view.common;

import java.time.Instant;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;

/**
 * Whether the tab of a page is selected, and the time for that page, which stands still while it is
 * not: what nobody sees is neither counted up nor laid out. FX thread.
 */
public final class PageVisibility {
  private final ReadOnlyBooleanWrapper visible = new ReadOnlyBooleanWrapper(this, "visible");
  private final ObservableValue<Instant> now;

  /** {@code now} is the time of the whole program. */
  public PageVisibility(ObservableValue<Instant> now) {
    this.now = now.when(visible);
  }

  public ReadOnlyBooleanProperty visibleProperty() {
    return visible.getReadOnlyProperty();
  }

  public void setVisible(boolean selected) {
    visible.set(selected);
  }

  /** The time while the page is visible; it changes once a second. */
  public ObservableValue<Instant> now() {
    return now;
  }
}
