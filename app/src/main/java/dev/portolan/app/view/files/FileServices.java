package dev.portolan.app.view.files;

import dev.portolan.app.browse.RemoteEdit;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.transfer.Transfers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What the files of a device are shown with.
 *
 * @param transfers the queue
 * @param computer the folders of this computer
 * @param devices the folders of devices
 * @param editing prepares the editing of a device's file
 * @param chooser asks for a folder of this computer
 * @param desktop opens a folder of this computer in the desktop's own program; fails if there is
 *     none
 * @param memory the folders that were used last
 */
public record FileServices(
    Transfers transfers,
    FolderSource computer,
    Function<DeviceItem, FolderSource> devices,
    BiFunction<DeviceItem, String, RemoteEdit> editing,
    FolderChooser chooser,
    Function<Path, CompletableFuture<Void>> desktop,
    WindowMemory memory) {}
