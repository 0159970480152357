package dev.portolan.app.transfer;

import dev.portolan.app.browse.RemoteEdit;
import dev.portolan.app.browse.RemoteEntry;
import dev.portolan.app.browse.RemoteFolder;
import dev.portolan.app.browse.RemoteFolders;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.session.Sessions;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.DesktopCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The folders of all devices, each listed once for whoever asks. FX thread. */
public final class DeviceFolders implements RemoteNames {
  private final Map<DeviceItem, RemoteFolders> devices = new HashMap<>();
  private final Function<DeviceItem, RemoteFolders> make;
  private final BiFunction<DeviceItem, String, RemoteEdit> editing;

  /**
   * @param editors programs that open a text without running it
   */
  public DeviceFolders(Sessions sessions, Background background, DesktopCommands editors) {
    editing = (device, path) -> new RemoteEdit(path, sessions.opener(device), editors, background);
    make = device -> new RemoteFolders(sessions.opener(device), background);
  }

  /** The folders of a device. Its connection is the asker's to hold. */
  public RemoteFolders of(DeviceItem device) {
    return devices.computeIfAbsent(device, make);
  }

  /** Prepares the editing of a file of a device, whose connection is the asker's to hold. */
  public RemoteEdit edit(DeviceItem device, String path) {
    return editing.apply(device, path);
  }

  @Override
  public CompletableFuture<Map<String, TransferConflict>> in(DeviceItem device, String folder) {
    return of(device).refresh(folder).thenApply(DeviceFolders::names);
  }

  private static Map<String, TransferConflict> names(RemoteFolder folder) {
    if (folder.truncated()) {
      throw new UncheckedIOException(new IOException(""));
    }
    Map<String, TransferConflict> names = new HashMap<>();
    for (RemoteEntry entry : folder.entries()) {
      names.put(entry.name(), conflict(entry));
    }
    return names;
  }

  private static TransferConflict conflict(RemoteEntry entry) {
    return switch (entry.kind()) {
      case FOLDER -> new TransferConflict.FolderThere();
      case FILE, LINK, OTHER -> new TransferConflict.FileThere(entry.bytes(), entry.modified());
    };
  }

  /** Ends all listings. */
  public void close() {
    devices.values().forEach(RemoteFolders::close);
    devices.clear();
  }
}
