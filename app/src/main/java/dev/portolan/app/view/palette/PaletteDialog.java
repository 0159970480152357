package dev.portolan.app.view.palette;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.palette.PaletteViewModel.Entry;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The command palette: a search field with results. */
public final class PaletteDialog implements Dialog {
  private final Runnable leave;
  private final TextField query = new TextField();
  private final ListView<Entry> list;
  private final VBox root;

  /**
   * Creates the dialog.
   *
   * @param leave closes the palette before the chosen action runs
   */
  public PaletteDialog(PaletteViewModel model, Runnable leave) {
    this.leave = leave;
    this.list = new ListView<>(model.found());
    query.setId("palette-query");
    query.setPromptText(Texts.get("palette.prompt"));
    query.setAccessibleText(Texts.get("palette.prompt"));
    // a bidirectional binding holds its ends weakly
    query.textProperty().subscribe(text -> model.queryProperty().set(text));
    query.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    query.textProperty().subscribe(text -> list.getSelectionModel().selectFirst());
    list.getStyleClass().addAll("edge-to-edge", "dense", "palette-list");
    list.setFocusTraversable(false);
    list.setPrefHeight(320);
    list.setPlaceholder(new Label(Texts.get("palette.nothing")));
    list.setCellFactory(view -> new EntryCell());
    list.setOnMouseClicked(event -> choose());
    root = new VBox(8, query, list);
    root.setPrefWidth(560);
    VBox.setVgrow(list, Priority.ALWAYS);
    list.getSelectionModel().selectFirst();
  }

  private void pressed(KeyEvent event) {
    switch (event.getCode()) {
      case DOWN -> move(1);
      case UP -> move(-1);
      case PAGE_DOWN -> move(8);
      case PAGE_UP -> move(-8);
      case ENTER -> choose();
      default -> {
        return;
      }
    }
    event.consume();
  }

  private void move(int by) {
    int last = list.getItems().size() - 1;
    int next = Math.clamp(list.getSelectionModel().getSelectedIndex() + by, 0, Math.max(0, last));
    list.getSelectionModel().select(next);
    list.scrollTo(Math.max(0, next - 4));
  }

  private void choose() {
    Entry chosen = list.getSelectionModel().getSelectedItem();
    if (chosen != null) {
      leave.run();
      chosen.action().run();
    }
  }

  @Override
  public String title() {
    return Texts.get("palette.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return query;
  }

  private static final class EntryCell extends ListCell<Entry> {
    private final FontIcon icon = Icons.of(Icons.DEVICE);
    private final Label title = new Label();
    private final Label detail = new Label();
    private final HBox row = new HBox(10, icon, title, detail);

    EntryCell() {
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      row.setAlignment(Pos.CENTER_LEFT);
      detail.getStyleClass().add(Css.MUTED);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable Entry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (empty || entry == null) {
        setGraphic(null);
        return;
      }
      icon.setIconLiteral(entry.icon());
      title.setText(entry.title());
      detail.setText(entry.detail());
      setAccessibleText(entry.title() + " " + entry.detail());
      setGraphic(row);
    }
  }
}
