package dev.portolan.app.browse;

import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferException;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.message.FileRequest.Replaced;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Files of a limited size from and to a device.
 *
 * @param files leads to the device
 * @param most the largest file that is got, in bytes
 */
record DeviceExchange(DeviceFiles files, long most) implements FileExchange {
  @Override
  public void get(String path, Path to) throws IOException, InterruptedException {
    Path folder = to.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(to + " is no place for a file");
    }
    String as = String.valueOf(to.getFileName());
    try {
      files.download(
          path, new Unpacker.Target(folder, RemotePath.name(path), as, false), new Limit(most));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public Previous put(Path from, String path) throws IOException, InterruptedException {
    try {
      put(from, path, Replaced.KEEP);
      return Previous.KEPT;
    } catch (TransferException e) {
      if (!e.isUnsupported()) {
        throw e;
      }
      put(from, path, Replaced.DISCARD); // Nothing was sent.
      return Previous.GONE;
    }
  }

  private void put(Path from, String path, Replaced replaced)
      throws IOException, InterruptedException {
    files.upload(
        Packer.of(from),
        RemotePath.name(path),
        RemotePath.parent(path),
        replaced,
        TransferListener.NONE);
  }

  /** Ends what is too large before its content has come. */
  private record Limit(long most) implements TransferListener {
    @Override
    public void entry(String name, long bytes) {
      if (bytes > most) {
        throw new UncheckedIOException(
            new IOException(
                "The file has more than "
                    + (most >> 20)
                    + " MiB, which is too much to edit it here: get it, and send it back."));
      }
    }
  }
}
