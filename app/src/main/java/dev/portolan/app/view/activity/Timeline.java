package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.ChoiceText;
import dev.portolan.app.view.control.Menus;
import dev.portolan.app.view.control.Nodes;
import dev.portolan.app.view.control.StateLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** The searchable list of all activity. */
final class Timeline {
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final ActivityViewModel model;
  private final ListView<ActivityEntry> entries;
  private final BooleanProperty away = new SimpleBooleanProperty(this, "away");
  private final VBox root;
  private boolean scrolls;

  Timeline(ActivityViewModel model) {
    this.model = model;
    entries = entries();
    root = new Root(head(), entries);
    root.setId("timeline");
    root.getStyleClass().add("timeline");
    root.setPrefHeight(210);
    root.setMaxHeight(210);
    root.visibleProperty().bind(model.openProperty());
    root.managedProperty().bind(model.openProperty());
    // what the pointer is on, or what was scrolled to, stays where it is
    model.heldProperty().bind(model.openProperty().and(away.or(entries.hoverProperty())));
    entries.skinProperty().subscribe(skin -> followScrolling());
  }

  Region root() {
    return root;
  }

  void focus() {
    showNewest();
    entries.requestFocus();
  }

  /** Scrolls to the end with the next layout, once for many new entries. */
  private void showNewest() {
    away.set(false);
    root.requestLayout();
    scrolls = true;
  }

  /** A list can scroll to a new entry only after its layout. */
  private final class Root extends VBox {
    Root(Node... children) {
      super(children);
    }

    @Override
    protected void layoutChildren() {
      super.layoutChildren();
      if (scrolls) {
        scrolls = false;
        entries.layout();
        if (entries.lookup(".virtual-flow") instanceof VirtualFlow<?> flow) {
          flow.setPosition(1);
        }
      }
    }
  }

  private void followScrolling() {
    for (Node node : entries.lookupAll(".scroll-bar")) {
      if (node instanceof ScrollBar bar && bar.getOrientation() == Orientation.VERTICAL) {
        bar.valueProperty().subscribe(() -> scrolled(bar));
        bar.visibleProperty().subscribe(() -> scrolled(bar));
      }
    }
  }

  private void scrolled(ScrollBar bar) {
    away.set(
        bar.isVisible()
            && bar.getValue() < bar.getMax() - 0.5 / Math.max(1, model.entries().size()));
  }

  private HBox head() {
    Label title = new Label(Texts.get("activity.title"));
    title.getStyleClass().add(Css.STRONG);
    title.setMinWidth(Region.USE_PREF_SIZE);
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    TextField filter = new TextField();
    filter.setId("activityFilter");
    filter.setPromptText(Texts.get("activity.filter"));
    filter.setAccessibleText(Texts.get("activity.filter"));
    filter.getStyleClass().add("small");
    filter.setPrefWidth(160);
    filter.textProperty().bindBidirectional(model.filterProperty());
    HBox head = new HBox(8, title, space, newer(), filter, devices(), shown(), more());
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("timeline-head");
    return head;
  }

  /** The mark for entries that are not shown yet, because the list is being read. */
  private Button newer() {
    Button newer = new Button("", Icons.of(Icons.DOWN));
    newer.setId("newer");
    newer.getStyleClass().addAll("small", Css.ACCENT);
    newer.setMinWidth(Region.USE_PREF_SIZE);
    newer.setTooltip(new Tooltip(Texts.get("activity.newer.tip")));
    newer.setOnAction(event -> showNewest());
    model
        .missedProperty()
        .subscribe(
            count -> {
              newer.setText(Texts.get("activity.newer", count.intValue()));
              Nodes.show(newer, count.intValue() > 0);
            });
    return newer;
  }

  private ComboBox<@Nullable KnownDevice> devices() {
    ComboBox<@Nullable KnownDevice> devices = new ComboBox<>();
    devices.setId("activityDevice");
    devices.getStyleClass().add("small");
    devices.setPrefWidth(150);
    devices.setMinWidth(80);
    devices.setAccessibleText(Texts.get("activity.device"));
    devices.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable KnownDevice device) {
            return device == null ? Texts.get("activity.device.all") : device.name();
          }

          @Override
          public @Nullable KnownDevice fromString(String text) {
            throw new UnsupportedOperationException("not editable");
          }
        });
    devices.getItems().add(null);
    devices.setOnShowing(
        event -> {
          KnownDevice chosen = devices.getValue();
          List<@Nullable KnownDevice> all = new ArrayList<>();
          all.add(null);
          all.addAll(model.devices());
          devices.getItems().setAll(all);
          devices.setValue(chosen);
        });
    devices.valueProperty().bindBidirectional(model.deviceProperty());
    return devices;
  }

  private ComboBox<Shown> shown() {
    ComboBox<Shown> shown = new ComboBox<>();
    shown.setId("activityShown");
    shown.getStyleClass().add("small");
    shown.setMinWidth(80);
    shown.setAccessibleText(Texts.get("activity.shown"));
    shown.getItems().setAll(Shown.values());
    shown.setConverter(
        ChoiceText.of(
            which -> Texts.get("activity.shown." + which.name().toLowerCase(Locale.ROOT))));
    shown.valueProperty().bindBidirectional(model.shownProperty());
    return shown;
  }

  private MenuButton more() {
    MenuButton more = new MenuButton("", Icons.of(Icons.MORE));
    more.setId("activityMore");
    more.getStyleClass().addAll("button-icon", "no-arrow", "small");
    more.setMinWidth(Region.USE_PREF_SIZE);
    more.setAccessibleText(Texts.get("activity.more"));
    more.setTooltip(new Tooltip(Texts.get("activity.more")));
    more.getItems().setAll(actions());
    return more;
  }

  private List<MenuItem> actions() {
    return List.of(
        Menus.item(Texts.get("activity.note"), Icons.EDIT, model::addNote),
        Menus.item(Texts.get("activity.report"), Icons.FILE, model::report),
        Menus.item(Texts.get("activity.copy"), Icons.COPY, this::copy),
        Menus.item(Texts.get("activity.export"), Icons.EXPORT, () -> model.export(selected())));
  }

  private ListView<ActivityEntry> entries() {
    ListView<ActivityEntry> list = new ListView<>(model.entries());
    list.setId("entries");
    list.getStyleClass().addAll("edge-to-edge", "dense");
    list.setAccessibleText(Texts.get("activity.title"));
    VBox.setVgrow(list, Priority.ALWAYS);
    list.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    list.setCellFactory(view -> new EntryCell(model));
    list.setPlaceholder(new Label(Texts.get("activity.none")));
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (COPY.match(event)) {
            copy();
            event.consume();
          } else if (event.getCode() == KeyCode.ENTER) {
            openSelected();
            event.consume();
          }
        });
    ContextMenu menu = new ContextMenu();
    list.setOnContextMenuRequested(event -> Menus.show(menu, menuOf(), list, event));
    model
        .entries()
        .addListener(
            (ListChangeListener<ActivityEntry>)
                change -> {
                  if (!model.heldProperty().get()) {
                    showNewest();
                  }
                });
    return list;
  }

  private List<MenuItem> menuOf() {
    List<MenuItem> items = new ArrayList<>();
    List<ActivityEntry> selected = selected();
    if (selected.size() == 1 && ActivityViewModel.deviceOf(selected.getFirst()).isPresent()) {
      items.add(Menus.item(Texts.get("activity.open-device"), Icons.DEVICE, this::openSelected));
    }
    items.addAll(actions());
    return items;
  }

  private void openSelected() {
    List<ActivityEntry> selected = selected();
    if (selected.size() == 1 && ActivityViewModel.deviceOf(selected.getFirst()).isPresent()) {
      model.openDevice(selected.getFirst());
    }
  }

  private List<ActivityEntry> selected() {
    return List.copyOf(entries.getSelectionModel().getSelectedItems());
  }

  private void copy() {
    model.copy(selected());
  }

  private static final class EntryCell extends ListCell<ActivityEntry> {
    private final Label time = new Label();
    private final StateLabel level = new StateLabel();
    private final Hyperlink device = new Hyperlink();
    private final Label subject = new Label();
    private final Label text = new Label();
    private final HBox row = new HBox(12, time, level, subject, text);

    EntryCell(ActivityViewModel model) {
      setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
      row.setAlignment(Pos.CENTER_LEFT);
      time.getStyleClass().addAll(Css.NUMERIC, Css.MUTED, "time");
      level.setMinWidth(84);
      for (Region name : List.of(subject, device)) {
        name.getStyleClass().add(Css.STRONG);
        name.setMinWidth(110);
        name.setPrefWidth(110);
      }
      device.getStyleClass().add("entry-device");
      device.setFocusTraversable(false);
      device.setOnAction(
          event -> {
            device.setVisited(false);
            if (getItem() != null) {
              model.openDevice(getItem());
            }
          });
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
      level.show(StateLook.of(entry), "");
      String name = entry.subject().isEmpty() ? Texts.get("app.name") : entry.subject();
      subject.setText(name);
      device.setText(name);
      row.getChildren().set(2, ActivityViewModel.deviceOf(entry).isPresent() ? device : subject);
      text.setText(entry.text());
      setAccessibleText(ActivityViewModel.line(entry));
      Tooltip whole = new Tooltip(Formats.dateTime(entry.at()) + "  " + name + ": " + entry.text());
      whole.setWrapText(true);
      whole.setMaxWidth(420);
      setTooltip(whole);
      setGraphic(row);
    }
  }
}
