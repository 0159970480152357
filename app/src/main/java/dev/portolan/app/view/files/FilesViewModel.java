package dev.portolan.app.view.files;

import dev.portolan.app.browse.EditState;
import dev.portolan.app.browse.RemotePath;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LastFolders;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.session.Connections;
import dev.portolan.app.store.Members;
import dev.portolan.app.task.Background;
import dev.portolan.app.transfer.RemoteFile;
import dev.portolan.app.transfer.Transfers;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
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
  private final FileServices services;
  private final Executor fx;
  private final FolderViewModel local;
  private final FolderViewModel remote;
  private final EditsViewModel edits;
  private final OnTheirWay onTheirWay = new OnTheirWay();
  private final ObservableValue<List<String>> folders;
  private Subscription watching = Subscription.EMPTY;
  private Connections.@Nullable Hold hold;

  /**
   * @param folders those to begin with: of this computer, of the device; empty for those of last
   *     time
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
    this.services = services;
    this.fx = fx;
    LastFolders.OfDevice last = services.memory().folders().of(device.id());
    List<String> begun = folders.isEmpty() ? List.of(last.here(), last.there()) : folders;
    local = new FolderViewModel(services.computer(), at(begun, 0), fx);
    remote = new FolderViewModel(services.devices().apply(device), at(begun, 1), fx);
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
            .and(local.stateProperty().subscribe(state -> remember(state, local.path(), "")))
            .and(remote.stateProperty().subscribe(state -> remember(state, "", remote.path())))
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

  /** Remembers a folder that could be listed, for the next time. */
  private void remember(FolderState state, String here, String there) {
    if (state instanceof FolderState.Listed) {
      WindowMemory memory = services.memory();
      LastFolders last = memory.folders();
      memory.remember(last.with(last.of(device.id()).withShown(here, there)));
    }
  }

  private Subscription follow(TransferItem item) {
    return onTheirWay
        .follow(item)
        .and(item.statusProperty().subscribe((before, now) -> ended(item)))
        .and(
            item.previousProperty()
                .subscribe(
                    (before, now) -> {
                      if (now instanceof PreviousVersion.Restored) {
                        refresh(item);
                      }
                    }));
  }

  /** Shows what has come, once nothing else is on its way there. */
  private void ended(TransferItem item) {
    TransferPhase phase = item.status().phase();
    boolean came = phase == TransferPhase.DONE || phase == TransferPhase.INCOMPLETE;
    if (came && !onTheirWay.areTo(item)) {
      refresh(item);
    }
  }

  private void refresh(TransferItem item) {
    FolderViewModel pane = pane(item);
    if (pane.path().equals(item.folder())
        && (item.direction() == TransferDirection.DOWNLOAD || item.device().equals(device))) {
      pane.refresh();
    }
  }

  private FolderViewModel pane(TransferItem item) {
    return item.direction() == TransferDirection.UPLOAD ? remote : local;
  }

  /** Runs something after what goes on now. */
  void later(Runnable action) {
    fx.execute(action);
  }

  /** The window is in front again: another program may have changed files of this computer. */
  void returned() {
    if (local.stateProperty().get() instanceof FolderState.Listed) {
      local.refresh();
    }
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

  FolderChooser chooser() {
    return services.chooser();
  }

  /** The folder of this computer that was chosen last, or else the one that is shown. */
  String chosen() {
    String last = services.memory().folders().chosen();
    return last.isEmpty() ? local.path() : last;
  }

  /** Gets rows of the device's pane to a chosen folder of this computer. */
  void downloadToChosen(List<FileRow> rows, String folder) {
    WindowMemory memory = services.memory();
    memory.remember(memory.folders().withChosen(folder));
    download(rows, folder);
  }

  /** Deletes rows of a pane, if the user confirms it. */
  void delete(FolderViewModel pane, List<FileRow> rows) {
    delete(
        pane,
        rows,
        pane.hasTrash() ? FolderSource.Deletion.TRASH : FolderSource.Deletion.FOR_GOOD,
        "");
  }

  private void delete(
      FolderViewModel pane, List<FileRow> rows, FolderSource.Deletion how, String before) {
    String computer = pane == local ? Texts.get("files.local.here") : device.name();
    String folder = pane.path();
    navigator.confirm(
        DeletionQuestion.of(
            rows,
            computer,
            how,
            before,
            () -> {
              if (pane.path().equals(folder)) {
                deleteNow(pane, rows, how);
              }
            }));
  }

  private void deleteNow(FolderViewModel pane, List<FileRow> rows, FolderSource.Deletion how) {
    pane.delete(
        rows.stream().map(FileRow::name).toList(),
        how,
        wrong -> {
          if (wrong.isEmpty()) {
            return;
          }
          switch (how) {
            case TRASH ->
                delete(
                    pane,
                    rows,
                    FolderSource.Deletion.FOR_GOOD,
                    Texts.get("files.trash.refused", wrong));
            case FOR_GOOD -> navigator.tell(Texts.get("files.delete.failed", wrong));
          }
        });
  }

  /** What a file of the device was before it was replaced; null if that was not kept. */
  @Nullable FileRow previous(FileRow file) {
    return remote.find(RemotePath.previous(file.name()));
  }

  /** Puts back what a file of the device was before. */
  void restore(FileRow file) {
    String name = UnseenCharacters.shown(file.name());
    transfers
        .restore(device, RemotePath.parent(file.path()), file.name())
        .whenCompleteAsync(
            (done, failure) -> {
              remote.refresh();
              navigator.tell(
                  failure == null
                      ? Texts.get("files.restored", name)
                      : Texts.get(
                          "transfer.news.not-restored",
                          name,
                          String.valueOf(Background.cause(failure).getMessage())));
            },
            fx);
  }

  /** Opens a folder of this computer in the desktop's own program. */
  void openOnDesktop(String folder) {
    services
        .desktop()
        .apply(Path.of(folder))
        .whenCompleteAsync(
            (done, failure) -> {
              if (failure != null) {
                navigator.tell(Texts.get("files.desktop.failed"));
              }
            },
            fx);
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

  void act(TransferAction action, TransferItem item) {
    switch (action) {
      case PAUSE -> transfers.pause(item);
      case RESUME -> transfers.resume(item);
      case RETRY -> transfers.retry(item);
      case RESTORE -> transfers.restore(item);
      case SHOW -> show(item);
      case OPEN_FOLDER -> openOnDesktop(item.folder());
      case CANCEL -> transfers.cancel(item);
    }
  }

  /** Shows where a transfer went. */
  private void show(TransferItem item) {
    if (item.direction() == TransferDirection.UPLOAD && !item.device().equals(device)) {
      navigator.openFiles(item.device());
    } else {
      pane(item).go(item.folder(), item.name());
    }
  }

  /** How many files are open in an editor here. */
  public int edited() {
    return edits.items().size();
  }

  /** Whether a file was saved in an editor that is not on the device yet. */
  public boolean hasUnsentEdits() {
    return edits.hasUnsent();
  }

  private Subscription follow(EditViewModel edit) {
    return edit.stateProperty()
        .subscribe(
            (before, now) -> {
              if ((now instanceof EditState.Sent || now instanceof EditState.SentForGood)
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
