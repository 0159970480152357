package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.WindowMemory;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.control.TableColumn;

/** The columns of one kind of table as the user has set them. FX thread. */
final class KeptWidths {
  private final WindowMemory memory;
  private final String table;

  /**
   * Loads saved widths.
   *
   * @param table the kind of table
   */
  KeptWidths(WindowMemory memory, String table) {
    this.memory = memory;
    this.table = table;
  }

  /** The width in pixels at the default font size, or empty. */
  OptionalInt of(TableColumn<?, ?> column) {
    return memory.columns().of(name(column));
  }

  void keep(TableColumn<?, ?> column, int width) {
    memory.remember(memory.columns().with(name(column), width));
  }

  /** Whether a column is shown; empty if the user has not said so. */
  Optional<Boolean> shows(TableColumn<?, ?> column) {
    return memory.columns().shows(name(column));
  }

  void show(TableColumn<?, ?> column, boolean visible) {
    memory.remember(memory.columns().showing(name(column), visible));
  }

  private String name(TableColumn<?, ?> column) {
    return table + "." + column.getId();
  }
}
