package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.WindowMemory;
import java.util.OptionalInt;
import javafx.scene.control.TableColumn;

/** The widths of one kind of table's columns, as a person has chosen them. FX thread. */
final class KeptWidths {
  private final WindowMemory memory;
  private final String table;

  /**
   * Those that are remembered.
   *
   * @param table the name of the kind of table
   */
  KeptWidths(WindowMemory memory, String table) {
    this.memory = memory;
    this.table = table;
  }

  /** In pixels at the usual size of letters; empty where nobody has chosen. */
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
