package dev.portolan.app.view.shell;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * The title of a shell tab: the device and the program's title, updated at most ten times a second.
 * FX thread.
 */
final class ShellTitle {
  private static final long PAUSE_NANOS = 100_000_000;

  private final String deviceName;
  private final Supplier<String> remote;
  private final LongSupplier nanoTime;
  private final ReadOnlyStringWrapper text;
  private long changedAt;

  ShellTitle(String deviceName, Supplier<String> remote, LongSupplier nanoTime) {
    this.deviceName = deviceName;
    this.remote = remote;
    this.nanoTime = nanoTime;
    this.changedAt = nanoTime.getAsLong() - PAUSE_NANOS;
    this.text = new ReadOnlyStringWrapper(this, "title", deviceName);
  }

  ReadOnlyStringProperty property() {
    return text.getReadOnlyProperty();
  }

  /** Updates the title if enough time has passed. Returns whether it is up to date. */
  boolean update() {
    String title = remote.get();
    String wanted = title.isEmpty() ? deviceName : deviceName + " \u2014 " + title;
    if (wanted.equals(text.get())) {
      return true;
    }
    if (nanoTime.getAsLong() - changedAt < PAUSE_NANOS) {
      return false;
    }
    changedAt = nanoTime.getAsLong();
    text.set(wanted);
    return true;
  }
}
