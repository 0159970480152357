package dev.portolan.app.view.files;

import dev.portolan.app.browse.EditState;
import dev.portolan.app.browse.RemotePath;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.session.Connections;
import dev.portolan.app.store.Members;
import dev.portolan.app.transfer.RemoteFile;
import dev.portolan.app.transfer.Transfers;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.edit.EditViewModel;
import dev.portolan.app.view.edit.EditsViewModel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The view model of the files of a device: two folders, and what goes between them. */
public final class FilesViewModel {
  private final DeviceItem device;
  private final Connections connections;
  private final Transfers transfers;
  private final Navigator navigator;
  private final FolderViewModel local;
  private final FolderViewModel remote;
  private final EditsViewModel edits;
  private final ObservableValue<List<String>> folders;
  private Subscription watching = Subscription.EMPTY;
  private Connections.@Nullable Hold hold;

  /**
   * @param folders those to begin with: of this computer, of the device; empty for the homes
   */
  public FilesViewModel(
      DeviceItem device,
      Connections connections,
      FileServices services,
      Navigator navigator,
      List<String> folders,
      Executor fx) {
    this.device = device;
    this.connections = connections;
    this.transfers = services.transfers();
    this.navigator = navigator;
    local = new FolderViewModel(services.computer(), at(folders, 0), fx);
    remote = new FolderViewModel(services.devices().apply(device), at(folders, 1), fx);
    edits = new EditsViewModel(path -> services.editing().apply(device, path), fx);
    this.folders =
        Bindings.createObjectBinding(
            () -> List.of(local.path(), remote.path()),
            local.pathProperty(),
            remote.pathProperty());
  }

  private static String at(List<String> folders, int index) {
    return index < folders.size() ? folders.get(index) : "";
  }

  public DeviceItem device() {
    return device;
  }

  EditsViewModel edits() {
    return edits;
  }

  Transfers transfers() {
    return transfers;
  }

  FolderViewModel local() {
    return local;
  }

  FolderViewModel remote() {
    return remote;
  }

  /** The folders that are shown, of this computer and of the device. */
  public ObservableValue<List<String>> folders() {
    return folders;
  }

  /** Lists the folders, when the tab is shown for the first time. */
  public void begin() {
    if (hold != null) {
      return;
    }
    hold = connections.hold(device);
    local.begin();
    watching =
        device
            .statusProperty()
            .subscribe(this::follow)
            .and(Members.follow(transfers.items(), this::follow))
            .and(Members.follow(edits.items(), this::follow));
  }

  private void follow(LinkStatus status) {
    if (status.phase() != LinkPhase.UP) {
      return;
    }
    switch (remote.stateProperty().get()) {
      case FolderState.Idle() -> remote.begin();
      case FolderState.Failed(String _, boolean byPath) when !byPath -> remote.refresh();
      case FolderState.Failed _, FolderState.Loading(), FolderState.Listed _ -> {}
    }
  }

  private Subscription follow(TransferItem item) {
    return item.statusProperty().subscribe((before, now) -> ended(item));
  }

  /** Shows what has come, once nothing else is on its way there. */
  private void ended(TransferItem item) {
    TransferPhase phase = item.status().phase();
    boolean came = phase == TransferPhase.DONE || phase == TransferPhase.INCOMPLETE;
    boolean more =
        transfers.items().stream()
            .anyMatch(
                each ->
                    !each.status().phase().isOver()
                        && each.direction() == item.direction()
                        && each.folder().equals(item.folder()));
    if (!came || more) {
      return;
    }
    FolderViewModel pane = pane(item);
    if (pane.path().equals(item.folder())
        && (item.direction() == TransferDirection.DOWNLOAD || item.device().equals(device))) {
      pane.refresh();
    }
  }

  private FolderViewModel pane(TransferItem item) {
    return item.direction() == TransferDirection.UPLOAD ? remote : local;
  }

  /** Sends files of this computer to a folder of the device. */
  void upload(List<Path> files, String folder) {
    if (!files.isEmpty() && !folder.isEmpty()) {
      transfers.upload(device, files, folder);
    }
  }

  /** Sends rows of the computer's pane to the folder that the device's pane shows. */
  void upload(List<FileRow> rows) {
    upload(
        rows.stream().filter(FileRow::canGo).map(row -> Path.of(row.path())).toList(),
        remote.path());
  }

  /** Gets rows of the device's pane to a folder of this computer. */
  void download(List<FileRow> rows, String folder) {
    List<RemoteFile> files =
        rows.stream()
            .filter(FileRow::canGo)
            .map(row -> new RemoteFile(row.path(), row.bytes()))
            .toList();
    get(files, folder);
  }

  /** Gets rows of the device's pane; where it lists nothing, the path that was typed. */
  void download(List<FileRow> rows) {
    if (isByPath()) {
      get(List.of(new RemoteFile(remote.path(), TransferProgress.UNKNOWN)), local.path());
    } else {
      download(rows, local.path());
    }
  }

  private void get(List<RemoteFile> files, String folder) {
    if (files.isEmpty() || folder.isEmpty()) {
      return;
    }
    try {
      transfers.download(device, files, Path.of(folder));
    } catch (InvalidPathException e) {
      navigator.tell(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the device lists nothing, so that a path has to be typed. */
  boolean isByPath() {
    return remote.stateProperty().get() instanceof FolderState.Failed(String _, boolean byPath)
        && byPath;
  }

  /** Shows where a transfer went. */
  void show(TransferItem item) {
    if (item.direction() == TransferDirection.UPLOAD && !item.device().equals(device)) {
      navigator.openFiles(item.device());
    } else {
      pane(item).go(item.folder(), item.name());
    }
  }

  /** Whether a file was saved in an editor that is not on the device yet. */
  public boolean hasUnsentEdits() {
    return edits.hasUnsent();
  }

  private Subscription follow(EditViewModel edit) {
    return edit.stateProperty()
        .subscribe(
            (before, now) -> {
              if (now instanceof EditState.Sent
                  && RemotePath.parent(edit.path()).equals(remote.path())) {
                remote.refresh();
              }
            });
  }

  /** Releases the model. */
  public void close() {
    watching.unsubscribe();
    edits.close();
    Connections.Hold held = hold;
    if (held != null) {
      held.release();
    }
  }
}
