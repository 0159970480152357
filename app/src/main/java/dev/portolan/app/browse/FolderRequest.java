package dev.portolan.app.browse;

import java.util.List;

/** What is wanted of a folder of a device. */
sealed interface FolderRequest {
  /** The folder's absolute path; to list it, empty means the home folder. */
  String folder();

  /** To know what is in it. */
  record Listing(String folder) implements FolderRequest {}

  /** To delete files, links and whole folders in it. What links lead to stays. */
  record Deletion(String folder, List<EntryName> names) implements FolderRequest {
    public Deletion {
      names = List.copyOf(names);
    }
  }

  /** To give something in it another name, which nothing else has. */
  record Renaming(String folder, EntryName name, EntryName to) implements FolderRequest {}
}
