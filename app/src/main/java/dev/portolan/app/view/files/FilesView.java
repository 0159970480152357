package dev.portolan.app.view.files;

import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.StateLabel;
import dev.portolan.app.view.edit.EditBars;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;
import javafx.scene.input.Dragboard;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** The files of this computer and of a device side by side, above the queue. FX thread. */
public final class FilesView {
  /** Names of a device's files, which only its own tab can get. */
  private static final DataFormat REMOTE = format("application/x-portolan-device-files");

  private final FilesViewModel model;
  private final BorderPane root = new BorderPane();
  private final Label title = new Label();
  private final FolderPane local;
  private final FolderPane remote;
  private final QueueView queue;
  private final EditBars edits;
  private final Subscription watching;
  private List<FileRow> dragged = List.of();

  private static DataFormat format(String name) {
    DataFormat known = DataFormat.lookupMimeType(name);
    return known == null ? new DataFormat(name) : known;
  }

  public FilesView(FilesViewModel model, PageVisibility visibility) {
    this.model = model;
    local = new FolderPane(model.local(), new Local());
    remote = new FolderPane(model.remote(), new Remote());
    queue = new QueueView(model.transfers(), model::show, visibility.now());
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
            model
                .device()
                .settingsProperty()
                .subscribe(
                    settings -> {
                      title.setText(settings.name());
                      remote.setTitle(settings.name());
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
    public void drag(List<FileRow> rows, ClipboardContent content) {
      content.putFiles(rows.stream().map(row -> new File(row.path())).toList());
    }

    @Override
    public boolean takes(Dragboard board) {
      return board.hasContent(REMOTE) && !dragged.isEmpty();
    }

    @Override
    public void drop(Dragboard board, String folder) {
      model.download(dragged, folder);
      dragged = List.of();
    }
  }

  private final class Remote implements FolderPane.Side {
    @Override
    public String id() {
      return "remote";
    }

    @Override
    public String title() {
      return model.device().name();
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
    public void drag(List<FileRow> rows, ClipboardContent content) {
      dragged = List.copyOf(rows);
      content.put(REMOTE, Integer.toString(rows.size()));
    }

    @Override
    public boolean takes(Dragboard board) {
      return board.hasFiles();
    }

    @Override
    public void drop(Dragboard board, String folder) {
      model.upload(
          board.getFiles().stream().map(File::toPath).map(Path::toAbsolutePath).toList(), folder);
    }
  }
}
