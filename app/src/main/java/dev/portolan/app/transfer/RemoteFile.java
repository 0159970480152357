package dev.portolan.app.transfer;

import dev.portolan.app.model.TransferProgress;
import java.util.Objects;

/**
 * A file or folder of a device.
 *
 * @param path its absolute path there
 * @param bytes its size; {@link TransferProgress#UNKNOWN} if that is not known, as of a folder
 */
public record RemoteFile(String path, long bytes) {
  public RemoteFile {
    Objects.requireNonNull(path, "path");
  }
}
