package dev.portolan.app.view.files;

import javafx.scene.control.TableView;
import javafx.scene.input.KeyEvent;

/** Selects the file whose name begins with what is typed into a table. FX thread. */
final class TypeAhead {
  /** What is typed after so long begins anew. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private final TableView<FileRow> table;
  private String typed = "";
  private long lastNanos;

  private TypeAhead(TableView<FileRow> table) {
    this.table = table;
  }

  static void install(TableView<FileRow> table) {
    TypeAhead ahead = new TypeAhead(table);
    table.addEventHandler(KeyEvent.KEY_TYPED, event -> ahead.typed(event, System.nanoTime()));
  }

  private void typed(KeyEvent event, long nanos) {
    String character = event.getCharacter();
    boolean goesOn = !typed.isEmpty() && nanos - lastNanos < PAUSE_NANOS;
    boolean plain =
        !character.isEmpty()
            && !Character.isISOControl(character.charAt(0))
            && (goesOn || !character.isBlank())
            && !event.isShortcutDown()
            && !event.isAltDown();
    if (!plain) {
      return;
    }
    lastNanos = nanos;
    typed = goesOn ? typed + character : character;
    // The same letter again leads to the next one that begins with it.
    boolean next = !goesOn || typed.chars().distinct().count() == 1;
    select(next ? typed.substring(0, 1) : typed, next);
    event.consume();
  }

  private void select(String start, boolean next) {
    int count = table.getItems().size();
    int from = Math.max(0, table.getSelectionModel().getSelectedIndex() + (next ? 1 : 0));
    for (int i = 0; i < count; i++) {
      int index = (from + i) % count;
      String name = table.getItems().get(index).name();
      if (name.regionMatches(true, 0, start, 0, start.length())) {
        table.getSelectionModel().clearAndSelect(index);
        table.getFocusModel().focus(index);
        table.scrollTo(index);
        return;
      }
    }
  }
}
