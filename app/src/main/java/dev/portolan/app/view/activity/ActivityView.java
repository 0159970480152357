package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.Level;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.StateLabel;
import java.util.List;
import java.util.Locale;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
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
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The foot of the window: status, the newest activity, and the timeline above when it is open. */
public final class ActivityView {
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final ActivityViewModel model;
  private final VBox root;

  @FXML private VBox timeline;
  @FXML private TextField activityFilter;
  @FXML private ComboBox<Level> least;
  @FXML private ListView<ActivityEntry> entries;
  @FXML private Label status;
  @FXML private StateLabel latestLevel;
  @FXML private Button latest;
  @FXML private FontIcon chevron;

  public ActivityView(ActivityViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    status.textProperty().bind(model.statusProperty());
    timeline.visibleProperty().bind(model.openProperty());
    timeline.managedProperty().bind(model.openProperty());
    model
        .openProperty()
        .subscribe(
            isOpen -> {
              chevron.setIconLiteral(isOpen ? Icons.DOWN : Icons.UP);
              latest.setAccessibleText(Texts.get(isOpen ? "activity.close" : "activity.open"));
            });
    model.latestProperty().subscribe(this::showLatest);
    activityFilter.textProperty().bindBidirectional(model.filterProperty());
    least.getItems().setAll(Level.INFO, Level.WARNING, Level.ERROR);
    least.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable Level level) {
            return level == null
                ? ""
                : Texts.get("activity.least." + level.name().toLowerCase(Locale.ROOT));
          }

          @Override
          public Level fromString(String text) {
            throw new UnsupportedOperationException("The choice is not typed");
          }
        });
    least.valueProperty().bindBidirectional(model.leastProperty());
    entries.setItems(model.entries());
    entries.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    entries.setCellFactory(list -> new EntryCell());
    entries.setPlaceholder(new Label(Texts.get("activity.none")));
    entries.addEventHandler(
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
                change -> entries.scrollTo(model.entries().size() - 1));
  }

  private void showLatest(@Nullable ActivityEntry entry) {
    latestLevel.setVisible(entry != null);
    if (entry == null) {
      latest.setText(Texts.get("activity.none"));
      return;
    }
    StateLook look = StateLook.of(entry.level());
    latestLevel.show(new StateLook(look.icon(), Formats.time(entry.at()), look.tone()), "");
    latest.setText(
        entry.subject().isEmpty() ? entry.text() : entry.subject() + ": " + entry.text());
    if (latest.getTooltip() == null) {
      Tooltip tooltip = new Tooltip();
      tooltip.setWrapText(true);
      tooltip.setMaxWidth(420);
      latest.setTooltip(tooltip);
    }
    latest.getTooltip().setText(latest.getText());
  }

  public Region root() {
    return root;
  }

  /** Opens the timeline, or closes it. */
  @FXML
  public void toggle() {
    model.openProperty().set(!model.openProperty().get());
    if (model.openProperty().get()) {
      entries.scrollTo(model.entries().size() - 1);
      entries.requestFocus();
    }
  }

  @FXML
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
      time.getStyleClass().addAll(Css.NUMERIC, Css.MUTED);
      time.setMinWidth(Region.USE_PREF_SIZE);
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
