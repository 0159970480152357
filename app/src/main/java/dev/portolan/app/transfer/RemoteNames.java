package dev.portolan.app.transfer;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TransferConflict;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Tells what is in a folder of a device, before anything is overwritten there. FX thread. */
@FunctionalInterface
public interface RemoteNames {
  /**
   * Lists a folder.
   *
   * @param folder its absolute path
   * @return everything in it by name, with what an upload of that name would meet; fails with a
   *     sentence for the user if that cannot be told
   */
  CompletableFuture<Map<String, TransferConflict>> in(DeviceItem device, String folder);
}
