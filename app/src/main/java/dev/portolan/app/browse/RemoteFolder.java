package dev.portolan.app.browse;

import java.util.List;

/**
 * A listed folder of a device.
 *
 * @param path its absolute path
 * @param entries what is in it, without order; never {@code .} and {@code ..}
 * @param truncated whether there is more in it than is kept of a listing
 */
public record RemoteFolder(String path, List<RemoteEntry> entries, boolean truncated) {
  public RemoteFolder {
    entries = List.copyOf(entries);
  }

  /**
   * The absolute path of an entry.
   *
   * @throws IllegalArgumentException if it cannot be asked for
   */
  public String pathOf(RemoteEntry entry) {
    if (!entry.askable()) {
      throw new IllegalArgumentException("a name that is not UTF-8 cannot be asked for");
    }
    return RemotePath.child(path, entry.name());
  }
}
