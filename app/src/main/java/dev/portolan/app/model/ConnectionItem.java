package dev.portolan.app.model;

import dev.portolan.app.model.WrittenBy.Owner;
import java.time.Instant;
import java.util.Objects;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** One connection through a tunnel, open or closed. */
public final class ConnectionItem {
  private final String from;
  private final Instant since;
  private final ReadOnlyLongWrapper bytesDown = new ReadOnlyLongWrapper(this, "bytesDown");
  private final ReadOnlyLongWrapper bytesUp = new ReadOnlyLongWrapper(this, "bytesUp");
  private final ReadOnlyStringWrapper end = new ReadOnlyStringWrapper(this, "end", "");

  public ConnectionItem(String from, Instant since) {
    this.from = Objects.requireNonNull(from, "from");
    this.since = Objects.requireNonNull(since, "since");
  }

  /** The local client's address and port. */
  public String from() {
    return from;
  }

  public Instant since() {
    return since;
  }

  public ReadOnlyLongProperty bytesDownProperty() {
    return bytesDown.getReadOnlyProperty();
  }

  public ReadOnlyLongProperty bytesUpProperty() {
    return bytesUp.getReadOnlyProperty();
  }

  @WrittenBy(Owner.SESSION)
  public void setBytes(long down, long up) {
    bytesDown.set(down);
    bytesUp.set(up);
  }

  /** Why it was closed; empty while it is open. */
  public ReadOnlyStringProperty endProperty() {
    return end.getReadOnlyProperty();
  }

  public boolean isOpen() {
    return end.get().isEmpty();
  }

  @WrittenBy(Owner.SESSION)
  public void setEnd(String how) {
    end.set(how);
  }
}
