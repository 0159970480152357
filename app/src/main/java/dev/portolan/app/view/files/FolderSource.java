package dev.portolan.app.view.files;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists the folders of one computer. FX thread; futures complete on any. */
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

  /** The folder that a folder is in; the folder itself if it is a top. */
  String parent(String path);

  /** The tops to choose from, if there are several. */
  List<String> tops();
}
