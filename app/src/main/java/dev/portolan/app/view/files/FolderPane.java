package dev.portolan.app.view.files;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.IconButton;
import dev.portolan.app.view.control.Menus;
import dev.portolan.app.view.control.Nodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.collections.ListChangeListener;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** One side of the files: a folder with its path and its table. FX thread. */
final class FolderPane extends VBox {
  private static final KeyCombination GO =
      new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination PATH =
      new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination HIDDEN =
      new KeyCodeCombination(KeyCode.H, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination PASTE =
      new KeyCodeCombination(KeyCode.V, KeyCombination.SHORTCUT_DOWN);
  static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

  private final FolderViewModel model;
  private final Side side;
  private final Label title = new Label();
  private final TextField path = new TextField();
  private Set<String> selected = Set.of();
  private String listed = "";
  private final TableView<FileRow> table = new TableView<>();
  private final VBox message = new VBox(8);
  private final Label messageTitle = new Label();
  private final Label messageText = new Label();
  private final Button again = new Button(Texts.get("files.again"));
  private final Label note = new Label();
  private final ContextMenu menu = new ContextMenu();
  private final NameBar fresh;
  private final NameBar rename;
  private @Nullable String renamed;

  /** What differs between the two panes. */
  interface Side {
    /** Prefix of its ids and texts: {@code local} or {@code remote}. */
    String id();

    /** Its title. */
    String title();

    /** Icon of the button that transfers. */
    String icon();

    /** Transfers the rows to the other side. */
    void go(List<FileRow> rows);

    /** Whether its files can be edited in another program. */
    default boolean edits() {
      return false;
    }

    /** Opens a file in an editor. */
    default void edit(FileRow row) {}

    /** Deletes these rows, if the user confirms it. */
    void delete(List<FileRow> rows);

    /** What can be done with these rows besides, which may be none. */
    List<MenuItem> menu(List<FileRow> rows);

    /** Puts rows that are dragged or copied on a clipboard. */
    void offer(List<FileRow> rows, ClipboardContent content);

    /** Whether it takes what is dragged or copied. */
    boolean takes(Clipboard offered);

    /** Takes what is dropped on a folder, or pasted. */
    void take(Clipboard offered, String folder);
  }

  FolderPane(FolderViewModel model, Side side) {
    this.model = model;
    this.side = side;
    getStyleClass().add("folder-pane");
    setId("files-" + side.id());
    fresh = new NameBar(side.id(), "new-folder", model::make, table::requestFocus);
    rename = new NameBar(side.id(), "rename", this::rename, table::requestFocus);
    getChildren().addAll(head(), pathRow(), fresh, rename, centre(), note);
    note.getStyleClass().addAll(Css.MUTED, "folder-note");
    note.setWrapText(true);
    note.setMinHeight(Region.USE_PREF_SIZE);
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    model.stateProperty().subscribe(state -> changed(state));
    model.rows().subscribe(() -> show(model.stateProperty().get()));
    model.wantedProperty().subscribe(name -> select(name));
    model.doingProperty().subscribe(() -> showNote());
    addEventHandler(
        DragEvent.DRAG_OVER, event -> pseudoClassStateChanged(DROP, over(event, model.path())));
    addEventHandler(DragEvent.DRAG_EXITED_TARGET, event -> pseudoClassStateChanged(DROP, false));
    addEventHandler(DragEvent.DRAG_DROPPED, event -> dropped(event, model.path()));
  }

  private HBox head() {
    title.setText(side.title());
    title.setGraphic(Icons.of(side.id().equals("local") ? Icons.LAB : Icons.DEVICE));
    title.getStyleClass().add(Css.STRONG);
    title.setMaxWidth(Double.MAX_VALUE);
    title.setMinWidth(40);
    HBox.setHgrow(title, Priority.ALWAYS);
    Button go = new Button(text("go"), Icons.of(side.icon()));
    go.setId(side.id() + "-go");
    go.getStyleClass().add("small");
    go.setMinWidth(USE_PREF_SIZE);
    go.setTooltip(new Tooltip(text("go.tip")));
    go.setOnAction(event -> go());
    HBox head = new HBox(6, title, go);
    if (side.edits()) {
      head.getChildren().add(1, button("edit", Icons.EDIT, this::edit));
    }
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().add("folder-head");
    return head;
  }

  void setTitle(String text) {
    title.setText(text);
  }

  private HBox pathRow() {
    path.setId(side.id() + "-path");
    path.getStyleClass().addAll("small", Css.MONO);
    path.setAccessibleText(text("path"));
    path.setPromptText(text("path.prompt"));
    path.setOnAction(event -> typed());
    path.focusedProperty()
        .subscribe(
            (before, focused) -> {
              if (!focused && model.stateProperty().get() instanceof FolderState.Failed) {
                model.type(path.getText());
              }
            });
    model.pathProperty().subscribe(now -> path.setText(now));
    Tooltip whole = new Tooltip();
    whole.textProperty().bind(path.textProperty());
    path.setTooltip(whole);
    HBox.setHgrow(path, Priority.ALWAYS);
    path.setMinWidth(60);
    ToggleButton hidden = new ToggleButton("", Icons.of(Icons.HIDDEN));
    hidden.setId(side.id() + "-hidden");
    hidden.getStyleClass().addAll("flat", "button-icon", "icon-button");
    hidden.setAccessibleText(Texts.get("files.hidden"));
    hidden.setTooltip(new Tooltip(Texts.get("files.hidden")));
    hidden.selectedProperty().bindBidirectional(model.hiddenProperty());
    HBox row = new HBox(2);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("folder-path");
    if (!model.tops().isEmpty()) {
      row.getChildren().add(tops());
    }
    row.getChildren()
        .addAll(
            path,
            button("up", Icons.ABOVE, model::up),
            button("home", Icons.HOME, model::home),
            button("refresh", Icons.RETRY, model::refresh),
            hidden);
    return row;
  }

  private ComboBox<String> tops() {
    ComboBox<String> tops = new ComboBox<>();
    tops.getItems().setAll(model.tops());
    tops.getStyleClass().add("small");
    tops.setAccessibleText(Texts.get("files.tops"));
    tops.setPromptText(Texts.get("files.tops"));
    tops.setOnAction(
        event -> {
          if (tops.getValue() != null) {
            model.go(tops.getValue());
          }
        });
    return tops;
  }

  private IconButton button(String what, String icon, Runnable action) {
    IconButton button = new IconButton(icon, Texts.get("files." + what));
    button.setId(side.id() + "-" + what);
    button.setOnAction(event -> action.run());
    return button;
  }

  private StackPane centre() {
    table.setId(side.id() + "-files");
    table.getStyleClass().addAll("file-table", "edge-to-edge", "dense");
    table.setAccessibleText(text("table"));
    table.setPlaceholder(new Label());
    table.getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
    FileColumns.addTo(table, side.id());
    table.setSortPolicy(sorted -> true);
    SortedList<FileRow> sorted = new SortedList<>(model.rows());
    sorted
        .comparatorProperty()
        .bind(
            table
                .comparatorProperty()
                .map(chosen -> Comparator.comparing(FileRow::kind).thenComparing(chosen))
                .orElse(FileRow.USUAL));
    table.setItems(sorted);
    table.setRowFactory(of -> new Row());
    table.setOnContextMenuRequested(event -> Menus.show(menu, menuItems(), table, event));
    table
        .getSelectionModel()
        .getSelectedItems()
        .addListener((ListChangeListener<FileRow>) change -> showNote());
    TypeAhead.install(table);
    table.setOnDragDetected(
        event -> {
          List<FileRow> rows = chosen().stream().filter(FileRow::canGo).toList();
          if (!rows.isEmpty()) {
            ClipboardContent content = new ClipboardContent();
            side.offer(rows, content);
            table.startDragAndDrop(TransferMode.COPY).setContent(content);
            event.consume();
          }
        });
    messageTitle.getStyleClass().add("empty-title");
    messageText.getStyleClass().add(Css.MUTED);
    for (Label each : List.of(messageTitle, messageText)) {
      each.setWrapText(true);
      each.setMinHeight(Region.USE_PREF_SIZE);
      each.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
    }
    again.getStyleClass().add("small");
    again.setId(side.id() + "-again");
    again.setOnAction(event -> model.refresh());
    message.getChildren().addAll(messageTitle, messageText, again);
    message.setAlignment(Pos.CENTER);
    message.getStyleClass().add("folder-message");
    message.setPickOnBounds(false);
    StackPane centre = new StackPane(table, message);
    VBox.setVgrow(centre, Priority.ALWAYS);
    centre.setMinHeight(60);
    return centre;
  }

  /** Shows why nothing is listed before the folder is asked for; empty if it is. */
  void await(String reason) {
    if (model.stateProperty().get() instanceof FolderState.Idle) {
      tell(Texts.get("files.waiting"), reason, false);
    }
  }

  private void changed(FolderState state) {
    show(state);
    switch (state) {
      case FolderState.Loading() ->
          selected = chosen().stream().map(FileRow::name).collect(Collectors.toSet());
      case FolderState.Listed _ -> selectAgain();
      case FolderState.Idle(), FolderState.Failed _ -> {}
    }
  }

  private void show(FolderState state) {
    boolean none = model.rows().isEmpty();
    switch (state) {
      case FolderState.Idle() -> tell(Texts.get("files.waiting"), "", false);
      case FolderState.Loading() -> tell(none ? Texts.get("files.loading") : "", "", false);
      case FolderState.Failed(String reason, boolean byPath) ->
          tell(
              Texts.get(byPath ? "files.by-path" : "files.failed"),
              byPath ? reason + " " + Texts.get("files.by-path.how") : reason,
              true);
      case FolderState.Listed _ ->
          tell(none ? Texts.get("files.empty") : "", none ? text("empty") : "", false);
    }
    showNote();
  }

  /** Says how much is selected, and if more is in the folder than is listed. */
  private void showNote() {
    String more =
        model.stateProperty().get() instanceof FolderState.Listed(boolean truncated) && truncated
            ? Texts.get("files.truncated", model.rows().size())
            : "";
    List<FileRow> rows = chosen();
    String selected =
        rows.size() < 2
            ? ""
            : Texts.get(
                "files.selected",
                rows.size(),
                Formats.bytes(rows.stream().mapToLong(row -> Math.max(0, row.bytes())).sum()));
    note.setText(String.join(" ", model.doingProperty().get(), selected, more).strip());
    Nodes.show(note, !note.getText().isEmpty());
  }

  /** Selects what was selected before the folder was listed anew. */
  private void selectAgain() {
    boolean same = listed.equals(model.path());
    listed = model.path();
    table.getSelectionModel().clearSelection();
    if (same) {
      for (FileRow row : table.getItems()) {
        if (selected.contains(row.name())) {
          table.getSelectionModel().select(row);
        }
      }
    }
  }

  private void tell(String title, String text, boolean retry) {
    messageTitle.setText(title);
    messageText.setText(text);
    Nodes.show(messageText, !text.isEmpty());
    Nodes.show(again, retry);
    Nodes.show(message, !title.isEmpty());
  }

  private void select(@Nullable String name) {
    if (name == null) {
      return;
    }
    for (FileRow row : table.getItems()) {
      if (row.name().equals(name)) {
        table.getSelectionModel().clearSelection();
        table.getSelectionModel().select(row);
        table.scrollTo(row);
        return;
      }
    }
  }

  /** Focuses the table. */
  void focus() {
    table.requestFocus();
    if (table.getSelectionModel().isEmpty()) {
      table.getSelectionModel().selectFirst();
    }
  }

  private List<FileRow> chosen() {
    return table.getSelectionModel().getSelectedItems().stream()
        .filter(Objects::nonNull) // While rows come and go.
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private List<MenuItem> menuItems() {
    List<FileRow> rows = chosen().stream().filter(FileRow::canGo).toList();
    List<MenuItem> items = new ArrayList<>();
    if (!rows.isEmpty()) {
      items.add(item(text("go"), side.icon(), GO, this::go));
    }
    items.addAll(side.menu(rows));
    if (!rows.isEmpty()) {
      items.add(item(Texts.get("files.copy"), Icons.COPY, COPY, this::copy));
    }
    if (side.takes(Clipboard.getSystemClipboard()) && !model.path().isEmpty()) {
      items.add(item(Texts.get("files.paste"), side.icon(), PASTE, this::paste));
    }
    if (model.stateProperty().get() instanceof FolderState.Listed) {
      items.add(
          item(
              Texts.get("files.new-folder"),
              Icons.FOLDER,
              new KeyCodeCombination(KeyCode.F7),
              this::askForFolder));
    }
    int selected = chosen().size();
    if (selected == 1) {
      items.add(
          item(
              Texts.get("files.rename"),
              Icons.EDIT,
              new KeyCodeCombination(KeyCode.F2),
              this::askForName));
    }
    if (selected > 0) {
      items.add(
          item(
              Texts.get("files.delete"),
              Icons.DELETE,
              new KeyCodeCombination(KeyCode.DELETE),
              this::delete));
    }
    return items;
  }

  private void askForFolder() {
    rename.close();
    fresh.open("");
  }

  private void askForName() {
    List<FileRow> rows = chosen();
    if (rows.size() == 1) {
      renamed = rows.getFirst().name();
      fresh.close();
      rename.open(renamed);
    }
  }

  private void rename(String to, Consumer<String> done) {
    String name = renamed;
    if (name != null) {
      model.rename(name, to, done);
    }
  }

  private void delete() {
    List<FileRow> rows = chosen();
    if (!rows.isEmpty()) {
      side.delete(rows);
    }
  }

  private static MenuItem item(String text, String icon, KeyCombination key, Runnable action) {
    MenuItem item = Menus.item(text, icon, action);
    item.setAccelerator(key);
    return item;
  }

  /** Copies the rows for the other side and the desktop, and their paths as text. */
  private void copy() {
    List<FileRow> rows = chosen().stream().filter(FileRow::canGo).toList();
    if (!rows.isEmpty()) {
      ClipboardContent content = new ClipboardContent();
      side.offer(rows, content);
      content.putString(rows.stream().map(FileRow::path).collect(Collectors.joining("\n")));
      Clipboard.getSystemClipboard().setContent(content);
    }
  }

  private void paste() {
    Clipboard clipboard = Clipboard.getSystemClipboard();
    if (side.takes(clipboard) && !model.path().isEmpty()) {
      side.take(clipboard, model.path());
    }
  }

  private void typed() {
    if (model.stateProperty().get() instanceof FolderState.Failed(String _, boolean byPath)
        && byPath) {
      model.type(path.getText());
    } else {
      model.go(path.getText());
      table.requestFocus();
    }
  }

  private void go() {
    if (model.stateProperty().get() instanceof FolderState.Failed) {
      model.type(path.getText());
    }
    side.go(chosen());
  }

  private void open(FileRow row) {
    if (row.isFolder()) {
      model.go(row.path());
    } else if (row.canGo()) {
      side.go(List.of(row));
    }
  }

  private void pressed(KeyEvent event) {
    boolean inTable = table.isFocused();
    if (PATH.match(event)) {
      path.requestFocus();
      path.selectAll();
    } else if (HIDDEN.match(event)) {
      model.hiddenProperty().set(!model.hiddenProperty().get());
    } else if (GO.match(event)) {
      go();
    } else if (inTable && COPY.match(event)) {
      copy();
    } else if (inTable && PASTE.match(event)) {
      paste();
    } else if (event.getCode() == KeyCode.F4 && side.edits()) {
      edit();
    } else if (event.getCode() == KeyCode.F7
        && model.stateProperty().get() instanceof FolderState.Listed) {
      askForFolder();
    } else if (inTable && event.getCode() == KeyCode.F2) {
      askForName();
    } else if (inTable && event.getCode() == KeyCode.DELETE) {
      delete();
    } else if (event.getCode() == KeyCode.F5) {
      model.refresh();
    } else if ((inTable && event.getCode() == KeyCode.BACK_SPACE)
        || (event.isAltDown() && event.getCode() == KeyCode.UP)) {
      model.up();
    } else if (inTable && event.getCode() == KeyCode.ENTER) {
      FileRow row = table.getSelectionModel().getSelectedItem();
      if (row != null) {
        open(row);
      }
    } else {
      return;
    }
    event.consume();
  }

  /** Opens the selected file in an editor. */
  private void edit() {
    FileRow row = table.getSelectionModel().getSelectedItem();
    if (row != null && row.kind() == FileRow.Kind.FILE && row.canGo()) {
      side.edit(row);
    }
  }

  private boolean takes(DragEvent event, String folder) {
    return !folder.isEmpty()
        && !table.equals(event.getGestureSource())
        && side.takes(event.getDragboard());
  }

  /** Accepts what is dragged over a folder; returns whether it did. */
  private boolean over(DragEvent event, String folder) {
    boolean takes = takes(event, folder);
    if (takes) {
      event.acceptTransferModes(TransferMode.COPY);
      event.consume();
    }
    return takes;
  }

  private void dropped(DragEvent event, String folder) {
    pseudoClassStateChanged(DROP, false);
    if (takes(event, folder)) {
      side.take(event.getDragboard(), folder);
      event.setDropCompleted(true);
      event.consume();
    }
  }

  private String text(String key) {
    return Texts.get("files." + side.id() + "." + key);
  }

  /** A row that opens by a double click; a folder takes what is dropped on it. */
  private final class Row extends TableRow<FileRow> {
    Row() {
      setOnMouseClicked(
          click -> {
            FileRow row = getItem();
            if (row != null
                && click.getClickCount() == 2
                && click.getButton() == MouseButton.PRIMARY) {
              open(row);
            }
          });
      addEventHandler(DragEvent.DRAG_OVER, this::over);
      addEventHandler(DragEvent.DRAG_EXITED, event -> pseudoClassStateChanged(DROP, false));
      addEventHandler(
          DragEvent.DRAG_DROPPED,
          event -> {
            pseudoClassStateChanged(DROP, false);
            FileRow row = getItem();
            if (row != null && row.isFolder()) {
              dropped(event, row.path());
            }
          });
    }

    /** Other rows leave it to the pane, which takes it for the folder that is shown. */
    private void over(DragEvent event) {
      FileRow row = getItem();
      if (row != null && row.isFolder()) {
        boolean takes = FolderPane.this.over(event, row.path());
        pseudoClassStateChanged(DROP, takes);
        FolderPane.this.pseudoClassStateChanged(DROP, false);
      }
    }
  }
}
