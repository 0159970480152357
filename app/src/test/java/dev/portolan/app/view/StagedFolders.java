package dev.portolan.app.view;

import dev.portolan.app.view.files.FileRow;
import dev.portolan.app.view.files.FolderListing;
import dev.portolan.app.view.files.FolderSource;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Folders of which a test sets what is in them. */
final class StagedFolders implements FolderSource {
  /** What is answered next, whatever is asked. */
  CompletableFuture<FolderListing> answer = new CompletableFuture<>();

  static FolderListing of(String path, FileRow... rows) {
    return new FolderListing(path, List.of(rows), false);
  }

  static FileRow folder(String folder, String name) {
    return new FileRow(
        name,
        folder + "/" + name,
        FileRow.Kind.FOLDER,
        FileRow.NO_SIZE,
        Instant.parse("2026-03-04T05:06:07Z"),
        "",
        false);
  }

  static FileRow file(String folder, String name, long bytes) {
    return new FileRow(
        name,
        folder + "/" + name,
        FileRow.Kind.FILE,
        bytes,
        Instant.parse("2026-11-02T15:16:17Z"),
        "",
        false);
  }

  void answer(FolderListing listing) {
    answer = CompletableFuture.completedFuture(listing);
  }

  void fail(Exception failure) {
    answer = CompletableFuture.failedFuture(failure);
  }

  @Override
  public CompletableFuture<FolderListing> list(String path, boolean anew) {
    return answer;
  }

  @Override
  public CompletableFuture<FolderListing> home() {
    return answer;
  }

  @Override
  public CompletableFuture<Void> make(String folder, String name) {
    return new CompletableFuture<>();
  }

  @Override
  public CompletableFuture<Void> rename(String folder, String name, String to) {
    return new CompletableFuture<>();
  }

  @Override
  public boolean hasTrash() {
    return false;
  }

  @Override
  public CompletableFuture<Void> delete(String folder, List<String> names, Deletion how) {
    return new CompletableFuture<>();
  }

  @Override
  public String parent(String path) {
    int at = path.lastIndexOf('/');
    return at <= 0 ? "/" : path.substring(0, at);
  }

  @Override
  public List<String> tops() {
    return List.of();
  }
}
