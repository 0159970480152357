package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.WindowMemory;
import java.util.OptionalInt;
import javafx.scene.control.TableColumn;

/** The column widths set by the user for one kind of table. FX thread. */
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

  private String name(TableColumn<?, ?> column) {
    return table + "." + column.getId();
  }
}
