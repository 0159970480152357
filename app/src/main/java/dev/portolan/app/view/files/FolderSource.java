package dev.portolan.app.view.files;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists and changes the folders of one computer. FX thread; futures complete on any. */
public interface FolderSource {
  /**
   * Lists a folder.
   *
   * @param path as the user has written it
   * @return fails with a {@link FolderRefusedException}, or another failure with a sentence
   */
  CompletableFuture<FolderListing> list(String path, boolean anew);

  /** Lists the folder where the user is at home. */
  CompletableFuture<FolderListing> home();

  /**
   * Makes a folder.
   *
   * @param folder the path of the folder that it is made in
   * @return fails with a sentence
   */
  CompletableFuture<Void> make(String folder, String name);

  /**
   * Gives something another name in its folder.
   *
   * @param folder the path of the folder
   * @param to a name that nothing there has
   * @return fails with a sentence
   */
  CompletableFuture<Void> rename(String folder, String name, String to);

  /** Whether what is deleted can go to a trash. */
  boolean hasTrash();

  /**
   * Deletes files, links and whole folders. What links lead to stays.
   *
   * @param folder the path of the folder that they are in
   * @return fails with a sentence if something of it is still there
   */
  CompletableFuture<Void> delete(String folder, List<String> names, Deletion how);

  /** What becomes of what is deleted. */
  enum Deletion {
    /** It can be had back from the trash. */
    TRASH,
    FOR_GOOD
  }

  /** The folder that a folder is in; the folder itself if it is a top. */
  String parent(String path);

  /** The tops to choose from, if there are several. */
  List<String> tops();
}
