package dev.portolan.app.view.files;

import dev.portolan.app.browse.BrowseException;
import dev.portolan.app.browse.RemoteEntry;
import dev.portolan.app.browse.RemoteFolder;
import dev.portolan.app.browse.RemoteFolders;
import dev.portolan.app.browse.RemotePath;
import dev.portolan.app.task.Background;
import dev.portolan.app.view.common.Texts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/** Lists folders of a device. */
public final class RemoteSource implements FolderSource {
  private final RemoteFolders folders;
  private final BiFunction<String, String, CompletableFuture<Void>> maker;

  /**
   * @param maker makes a folder: in which one, and its name
   */
  public RemoteSource(
      RemoteFolders folders, BiFunction<String, String, CompletableFuture<Void>> maker) {
    this.folders = folders;
    this.maker = maker;
  }

  @Override
  public CompletableFuture<Void> make(String folder, String name) {
    return maker.apply(folder, name);
  }

  @Override
  public CompletableFuture<Void> rename(String folder, String name, String to) {
    return changed(folders.rename(folder, name, to));
  }

  @Override
  public boolean hasTrash() {
    return false;
  }

  @Override
  public CompletableFuture<Void> delete(String folder, List<String> names, Deletion how) {
    return changed(folders.delete(folder, names));
  }

  private static CompletableFuture<Void> changed(CompletableFuture<Void> change) {
    return change.exceptionallyCompose(failure -> CompletableFuture.failedFuture(words(failure)));
  }

  @Override
  public CompletableFuture<FolderListing> list(String path, boolean anew) {
    String asked = path.strip();
    return told(anew ? folders.refresh(asked) : folders.list(asked));
  }

  @Override
  public CompletableFuture<FolderListing> home() {
    return told(folders.home());
  }

  @Override
  public String parent(String path) {
    return RemotePath.parent(path);
  }

  @Override
  public List<String> tops() {
    return List.of();
  }

  private static CompletableFuture<FolderListing> told(CompletableFuture<RemoteFolder> listing) {
    return listing.handle(
        (folder, failure) -> {
          if (failure != null) {
            throw new UncheckedIOException(words(failure));
          }
          return new FolderListing(
              folder.path(),
              folder.entries().stream().map(entry -> row(folder, entry)).toList(),
              folder.truncated());
        });
  }

  private static IOException words(Throwable failure) {
    if (!(Background.cause(failure) instanceof BrowseException known)) {
      return new IOException(String.valueOf(failure.getMessage()), failure);
    }
    String sentence = (known.sentence() + " " + known.advice()).strip();
    return switch (known.reason()) {
      case NO_LISTING -> new FolderRefusedException(sentence, known);
      case MISSING, NO_FOLDER, NOT_PERMITTED, NOT_CHANGED, BAD_ANSWER, LOST, CANCELLED ->
          new IOException(sentence, known);
    };
  }

  private static FileRow row(RemoteFolder folder, RemoteEntry entry) {
    FileRow.Kind kind =
        switch (entry.leadsTo()) {
          case FOLDER -> FileRow.Kind.FOLDER;
          case FILE -> FileRow.Kind.FILE;
          case LINK, OTHER -> FileRow.Kind.OTHER;
        };
    String target = entry.target();
    String note =
        !entry.askable()
            ? Texts.get("files.remote.not-text")
            : target == null ? "" : Texts.get("files.link", target);
    return new FileRow(
        entry.name(),
        entry.askable() ? folder.pathOf(entry) : "",
        kind,
        entry.kind() == RemoteEntry.Kind.FILE ? entry.bytes() : FileRow.NO_SIZE,
        entry.modified(),
        note,
        entry.kind() == RemoteEntry.Kind.LINK);
  }
}
