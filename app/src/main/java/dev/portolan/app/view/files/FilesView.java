package dev.portolan.app.view.files;

import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Menus;
import dev.portolan.app.view.control.StateLabel;
import dev.portolan.app.view.edit.EditBars;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import javafx.util.Subscription;

/** The files of this computer and of a device side by side, above the queue. FX thread. */
public final class FilesView {
  /** Which files of a device are meant, which only its own tab can get. */
  private static final DataFormat REMOTE = format("application/x-portolan-device-files");

  private final FilesViewModel model;
  private final BorderPane root = new BorderPane();
  private final Label title = new Label();
  private final FolderPane local;
  private final FolderPane remote;
  private final QueueView queue;
  private final EditBars edits;
  private final Subscription watching;
  private Offer offered = new Offer("", List.of());

  /**
   * Files of the device that were dragged or copied last.
   *
   * @param id what the clipboard has in place of them
   */
  private record Offer(String id, List<FileRow> rows) {}

  private static DataFormat format(String name) {
    DataFormat known = DataFormat.lookupMimeType(name);
    return known == null ? new DataFormat(name) : known;
  }

  public FilesView(FilesViewModel model, PageVisibility visibility) {
    this.model = model;
    local = new FolderPane(model.local(), new Local());
    remote = new FolderPane(model.remote(), new Remote());
    queue = new QueueView(model, visibility.now());
    SplitPane panes = new SplitPane(local, remote);
    panes.getStyleClass().add("frame-split");
    edits = new EditBars(model.edits());
    VBox below = new VBox(edits, queue);
    VBox.setVgrow(queue, Priority.ALWAYS);
    SplitPane all = new SplitPane(panes, below);
    all.setOrientation(Orientation.VERTICAL);
    all.getStyleClass().add("frame-split");
    all.setDividerPositions(0.68);
    SplitPane.setResizableWithParent(below, false);
    root.getStyleClass().add("files-view");
    StateLabel state = new StateLabel();
    root.setTop(head(state));
    root.setCenter(all);
    watching =
        Subscription.combine(
            model
                .device()
                .statusProperty()
                .subscribe(
                    status -> {
                      remote.await((status.reason() + " " + status.advice()).strip());
                      show(state, visibility);
                    }),
            visibility.now().subscribe((before, now) -> show(state, visibility)),
            root.sceneProperty()
                .flatMap(Scene::windowProperty)
                .flatMap(Window::focusedProperty)
                .orElse(false)
                .subscribe(
                    (before, focused) -> {
                      if (focused && visibility.visibleProperty().get()) {
                        model.returned();
                      }
                    }),
            model
                .device()
                .settingsProperty()
                .subscribe(
                    settings -> {
                      title.setText(settings.name());
                      remote.setTitle(Texts.get("files.remote.title", settings.name()));
                    }));
  }

  private HBox head(StateLabel state) {
    title.getStyleClass().add("page-title");
    title.setMinWidth(60);
    state.getStyleClass().add("pill");
    state.setMinWidth(Region.USE_PREF_SIZE);
    HBox head = new HBox(12, title, state);
    head.setAlignment(Pos.CENTER_LEFT);
    head.getStyleClass().addAll("page-head", "files-head");
    return head;
  }

  private void show(StateLabel state, PageVisibility visibility) {
    state.show(
        StateLook.of(
            model.device().status(), model.device().presence(), visibility.now().getValue()),
        model.device().status().reason());
  }

  public Region root() {
    return root;
  }

  /** Focuses the pane of this computer. */
  public void focus() {
    local.focus();
  }

  /** Releases the view. */
  public void close() {
    watching.unsubscribe();
    queue.close();
    edits.close();
    model.close();
  }

  private static MenuItem item(String key, String icon, Runnable action) {
    return Menus.item(Texts.get(key), icon, action);
  }

  private final class Local implements FolderPane.Side {
    @Override
    public String id() {
      return "local";
    }

    @Override
    public String title() {
      return Texts.get("files.local.title");
    }

    @Override
    public String icon() {
      return Icons.SEND;
    }

    @Override
    public void go(List<FileRow> rows) {
      model.upload(rows);
    }

    @Override
    public void delete(List<FileRow> rows) {
      model.delete(model.local(), rows);
    }

    @Override
    public List<MenuItem> menu(List<FileRow> rows) {
      return List.of(
          item("files.desktop", Icons.OPEN, () -> model.openOnDesktop(model.local().path())));
    }

    @Override
    public void offer(List<FileRow> rows, ClipboardContent content) {
      content.putFiles(rows.stream().map(row -> new File(row.path())).toList());
    }

    @Override
    public boolean takes(Clipboard board) {
      return offered.id().equals(board.getContent(REMOTE));
    }

    @Override
    public void take(Clipboard board, String folder) {
      model.download(offered.rows(), folder);
    }
  }

  private final class Remote implements FolderPane.Side {
    @Override
    public String id() {
      return "remote";
    }

    @Override
    public String title() {
      return Texts.get("files.remote.title", model.device().name());
    }

    @Override
    public String icon() {
      return Icons.GET;
    }

    @Override
    public void go(List<FileRow> rows) {
      model.download(rows);
    }

    @Override
    public boolean edits() {
      return true;
    }

    @Override
    public void edit(FileRow row) {
      model.edits().edit(row.path());
    }

    @Override
    public void delete(List<FileRow> rows) {
      model.delete(model.remote(), rows);
    }

    @Override
    public List<MenuItem> menu(List<FileRow> rows) {
      List<MenuItem> items = new ArrayList<>();
      if (!rows.isEmpty()) {
        items.add(item("files.get-to", Icons.FOLDER, () -> getToChosen(rows)));
      }
      if (rows.size() == 1 && rows.getFirst().kind() == FileRow.Kind.FILE) {
        items.add(item("files.menu.edit", Icons.EDIT, () -> edit(rows.getFirst())));
        items.add(restore(rows.getFirst()));
      }
      return items;
    }

    private void getToChosen(List<FileRow> rows) {
      model
          .chooser()
          .choose(root.getScene().getWindow(), model.chosen())
          .ifPresent(folder -> model.downloadToChosen(rows, folder.toString()));
    }

    private MenuItem restore(FileRow file) {
      FileRow previous = model.previous(file);
      MenuItem item =
          Menus.item(
              previous == null
                  ? Texts.get("files.restore.none")
                  : Texts.get("files.restore", TransferLook.facts(previous)),
              Icons.RESTORE,
              () -> model.restore(file));
      item.setDisable(previous == null);
      return item;
    }

    @Override
    public void offer(List<FileRow> rows, ClipboardContent content) {
      offered = new Offer(UUID.randomUUID().toString(), List.copyOf(rows));
      content.put(REMOTE, offered.id());
    }

    @Override
    public boolean takes(Clipboard board) {
      return board.hasFiles();
    }

    @Override
    public void take(Clipboard board, String folder) {
      model.upload(
          board.getFiles().stream().map(File::toPath).map(Path::toAbsolutePath).toList(), folder);
    }
  }
}
