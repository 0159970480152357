package dev.portolan.app.view.files;

import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import java.util.Comparator;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/** The columns of a table of files. */
final class FileColumns {
  /** Times are shown in tables that are at least as wide. */
  private static final double DATED = 350;

  private FileColumns() {}

  /**
   * Adds them.
   *
   * @param side prefix of their ids
   */
  static void addTo(TableView<FileRow> table, String side) {
    TableColumn<FileRow, FileRow> name =
        column(side, "name", Comparator.comparing(FileRow::name, String.CASE_INSENSITIVE_ORDER));
    name.setCellFactory(of -> new NameCell());
    name.setMinWidth(110);
    TableColumn<FileRow, FileRow> size =
        column(side, "size", Comparator.comparingLong(FileRow::bytes));
    size.setCellFactory(
        of -> new TextCell(row -> row.bytes() < 0 ? "" : Formats.bytes(row.bytes())));
    size.getStyleClass().add("number");
    fixed(size, 78);
    TableColumn<FileRow, FileRow> modified =
        column(
            side,
            "modified",
            Comparator.comparing(
                FileRow::modified, Comparator.nullsFirst(Comparator.naturalOrder())));
    modified.setCellFactory(of -> new TextCell(row -> TransferLook.time(row.modified())));
    modified.getStyleClass().add("number");
    fixed(modified, 138);
    modified.setVisible(false);
    table.widthProperty().subscribe(width -> modified.setVisible(width.doubleValue() >= DATED));
    table.getColumns().add(name);
    table.getColumns().add(size);
    table.getColumns().add(modified);
  }

  private static void fixed(TableColumn<FileRow, FileRow> column, double width) {
    column.setMinWidth(width);
    column.setPrefWidth(width);
    column.setMaxWidth(width);
  }

  private static TableColumn<FileRow, FileRow> column(
      String side, String key, Comparator<FileRow> order) {
    TableColumn<FileRow, FileRow> column = new TableColumn<>(Texts.get("files.column." + key));
    column.setId(side + "-column-" + key);
    column.setComparator(order);
    column.setReorderable(false);
    column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
    return column;
  }

  private static final class NameCell extends TableCell<FileRow, FileRow> {
    private static final PseudoClass STAYS = PseudoClass.getPseudoClass("stays");
    private final Tooltip whole = new Tooltip();

    NameCell() {
      setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      whole.setWrapText(true);
      whole.setMaxWidth(420);
    }

    @Override
    protected void updateItem(@Nullable FileRow row, boolean empty) {
      super.updateItem(row, empty);
      if (empty || row == null) {
        setText(null);
        setGraphic(null);
        setTooltip(null);
        return;
      }
      String shown = UnseenCharacters.shown(row.name());
      setText(shown);
      setGraphic(
          Icons.of(
              switch (row.kind()) {
                case FOLDER -> Icons.FOLDER;
                case FILE -> Icons.FILE;
                case OTHER -> Icons.PORT_BUSY;
              }));
      String special = row.kind() == FileRow.Kind.OTHER ? Texts.get("files.other") : "";
      whole.setText((shown + "\n" + UnseenCharacters.shown(row.note()) + "\n" + special).strip());
      setTooltip(whole);
      setAccessibleText(
          Texts.get(
              switch (row.kind()) {
                case FOLDER -> "files.row.folder";
                case FILE -> "files.row.file";
                case OTHER -> "files.row.other";
              },
              shown));
      pseudoClassStateChanged(STAYS, !row.canGo());
    }
  }

  private static final class TextCell extends TableCell<FileRow, FileRow> {
    private final Function<FileRow, String> words;

    TextCell(Function<FileRow, String> words) {
      this.words = words;
      getStyleClass().addAll(Css.NUMERIC, Css.MUTED);
    }

    @Override
    protected void updateItem(@Nullable FileRow row, boolean empty) {
      super.updateItem(row, empty);
      setText(empty || row == null ? null : words.apply(row));
    }
  }
}
