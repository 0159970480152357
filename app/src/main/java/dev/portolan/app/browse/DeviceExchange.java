package dev.portolan.app.browse;

import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.Unpacker;
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
  public void put(Path from, String path) throws IOException, InterruptedException {
    files.upload(
        Packer.of(from), RemotePath.name(path), RemotePath.parent(path), TransferListener.NONE);
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
