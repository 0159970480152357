package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.Level;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.ChoiceText;
import dev.portolan.app.view.control.StateLabel;
import java.util.List;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The searchable list of all activity. */
final class Timeline {
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final ActivityViewModel model;
  private final ListView<ActivityEntry> entries;
  private final VBox root;

  Timeline(ActivityViewModel model) {
    this.model = model;
    entries = entries();
    root = new VBox(head(), entries);
    root.setId("timeline");
    root.getStyleClass().add("timeline");
    root.setPrefHeight(210);
    root.setMaxHeight(210);
    root.visibleProperty().bind(model.openProperty());
    root.managedProperty().bind(model.openProperty());
  }

  Region root() {
    return root;
  }

  void focus() {
    entries.scrollTo(model.entries().size() - 1);
    entries.requestFocus();
  }

  private HBox head() {
    Label title = new Label(Texts.get("activity.title"));
    title.getStyleClass().add(Css.STRONG);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    TextField filter = new TextField();
    filter.setId("activityFilter");
    filter.setPromptText(Texts.get("activity.filter"));
    filter.getStyleClass().add("small");
    filter.setPrefWidth(200);
    filter.textProperty().bindBidirectional(model.filterProperty());
    Button copy = new Button(Texts.get("activity.copy"), Icons.of(Icons.COPY));
    copy.getStyleClass().add("small");
    copy.setMinWidth(Region.USE_PREF_SIZE);
    copy.setOnAction(event -> copy());
    HBox head = new HBox(8, title, space, filter, least(), copy);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("timeline-head");
    return head;
  }

  private ComboBox<Level> least() {
    ComboBox<Level> least = new ComboBox<>();
    least.setId("least");
    least.getStyleClass().add("small");
    least.setAccessibleText(Texts.get("activity.least"));
    least.getItems().setAll(Level.INFO, Level.WARNING, Level.ERROR);
    least.setConverter(
        ChoiceText.of(
            level -> Texts.get("activity.least." + level.name().toLowerCase(Locale.ROOT))));
    least.valueProperty().bindBidirectional(model.leastProperty());
    return least;
  }

  private ListView<ActivityEntry> entries() {
    ListView<ActivityEntry> list = new ListView<>(model.entries());
    list.setId("entries");
    list.getStyleClass().addAll("edge-to-edge", "dense");
    list.setAccessibleText(Texts.get("activity.title"));
    VBox.setVgrow(list, Priority.ALWAYS);
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(view -> new EntryCell());
    list.setPlaceholder(new Label(Texts.get("activity.none")));
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (COPY.match(event)) {
            copy();
            event.consume();
          }
        });
    model
        .entries()
        .addListener(
            (ListChangeListener<ActivityEntry>)
                change -> list.scrollTo(model.entries().size() - 1));
    return list;
  }

  private void copy() {
    model.copy(List.copyOf(entries.getSelectionModel().getSelectedItems()));
  }

  private static final class EntryCell extends ListCell<ActivityEntry> {
    private final Label time = new Label();
    private final StateLabel level = new StateLabel();
    private final Label subject = new Label();
    private final Label text = new Label();
    private final HBox row = new HBox(12, time, level, subject, text);

    EntryCell() {
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      row.setAlignment(Pos.CENTER_LEFT);
      time.getStyleClass().addAll(Css.NUMERIC, Css.MUTED, "time");
      level.setMinWidth(84);
      subject.getStyleClass().add(Css.STRONG);
      subject.setMinWidth(110);
      subject.setPrefWidth(110);
      setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable ActivityEntry entry, boolean empty) {
      super.updateItem(entry, empty);
      if (empty || entry == null) {
        setGraphic(null);
        setTooltip(null);
        return;
      }
      time.setText(Formats.time(entry.at()));
      level.show(StateLook.of(entry.level()), "");
      subject.setText(entry.subject().isEmpty() ? Texts.get("app.name") : entry.subject());
      text.setText(entry.text());
      setAccessibleText(ActivityViewModel.line(entry));
      Tooltip whole = new Tooltip(ActivityViewModel.line(entry));
      whole.setWrapText(true);
      whole.setMaxWidth(420);
      setTooltip(whole);
      setGraphic(row);
    }
  }
}
