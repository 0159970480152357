package dev.portolan.app.view.files;

import java.util.List;

/**
 * A folder with what is in it.
 *
 * @param path its absolute path
 * @param truncated whether there is more in it than is listed
 */
public record FolderListing(String path, List<FileRow> rows, boolean truncated) {
  public FolderListing {
    rows = List.copyOf(rows);
  }
}
