package dev.portolan.app.transfer;

import dev.portolan.app.model.ConflictAnswer;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferRate;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.ObservableList;

/** The window's interface to the queue of transfers. FX thread only. */
public interface Transfers {
  /** All transfers, those that were added last at the end; read-only. */
  ObservableList<TransferItem> items();

  /** How many of them are not over. */
  ReadOnlyIntegerProperty unfinishedProperty();

  /** How fast they move, updated every second. */
  ReadOnlyObjectProperty<TransferRate> rateProperty();

  /**
   * Queues files and folders of this computer. Waits for the device if it is not there.
   *
   * @param folder the absolute path of an existing folder of the device
   */
  List<TransferItem> upload(DeviceItem device, List<Path> sources, String folder);

  /**
   * Queues files and folders of a device.
   *
   * @param folder an existing folder of this computer
   */
  List<TransferItem> download(DeviceItem device, List<RemoteFile> sources, Path folder);

  /** Decides about what is in a transfer's way. */
  void answer(TransferItem item, ConflictAnswer answer, Scope scope);

  /** Holds a transfer until it is continued. */
  void pause(TransferItem item);

  /** Continues a paused transfer. */
  void resume(TransferItem item);

  /** Ends a transfer. Nothing of it is left at its place. */
  void cancel(TransferItem item);

  /** Starts a transfer again that has failed or was cancelled. */
  void retry(TransferItem item);

  /**
   * Puts back the file that a transfer has replaced; its previous version says how that went. If
   * the file has changed since, the first call only says so.
   */
  void restore(TransferItem item);

  /**
   * Puts back what a file of a device was before. What it is now becomes its previous version.
   *
   * @param folder the absolute path of the file's folder
   * @return completes on the FX thread; fails with a sentence for the user
   */
  CompletableFuture<Void> restore(DeviceItem device, String folder, String name);

  /**
   * Makes a folder on a device. One that is there already stays as it is.
   *
   * @param folder the absolute path of the folder that it is made in
   * @return completes on the FX thread; fails with a sentence for the user
   */
  CompletableFuture<Void> makeFolder(DeviceItem device, String folder, String name);

  /** Removes all transfers that are over. */
  void clearFinished();

  /** What an answer is for. */
  enum Scope {
    /** This transfer. */
    ONE,
    /** This one, and all that were queued with it. */
    ALL
  }
}
