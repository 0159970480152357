package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;
import javafx.beans.property.LongProperty;
import javafx.beans.property.SimpleLongProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** One connection through a tunnel, open or ended; written by the session layer. */
public final class ConnectionItem {
  private final String from;
  private final Instant since;
  private final LongProperty bytesDown = new SimpleLongProperty(this, "bytesDown");
  private final LongProperty bytesUp = new SimpleLongProperty(this, "bytesUp");
  private final StringProperty end = new SimpleStringProperty(this, "end", "");

  public ConnectionItem(String from, Instant since) {
    this.from = Objects.requireNonNull(from, "from");
    this.since = Objects.requireNonNull(since, "since");
  }

  /** The local program's address and port. */
  public String from() {
    return from;
  }

  public Instant since() {
    return since;
  }

  public LongProperty bytesDownProperty() {
    return bytesDown;
  }

  public LongProperty bytesUpProperty() {
    return bytesUp;
  }

  /** How it ended; empty while it is open. */
  public StringProperty endProperty() {
    return end;
  }

  public boolean isOpen() {
    return end.get().isEmpty();
  }
}
