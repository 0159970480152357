package dev.portolan.app.view.files;

import dev.portolan.app.task.Background;
import dev.portolan.app.view.common.Texts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Lists and changes folders of this computer. */
public final class LocalFolders implements FolderSource {
  private static final int MOST = 20_000;

  private final Background background;
  private final Trash trash;

  public LocalFolders(Background background, Trash trash) {
    this.background = background;
    this.trash = trash;
  }

  @Override
  public CompletableFuture<FolderListing> list(String path, boolean anew) {
    return background.call(() -> listing(path));
  }

  @Override
  public CompletableFuture<FolderListing> home() {
    return list(System.getProperty("user.home", "/"), true);
  }

  @Override
  public CompletableFuture<Void> make(String folder, String name) {
    return background.run(() -> makeNow(folder, name));
  }

  private static void makeNow(String folder, String name) throws IOException {
    change(() -> Files.createDirectory(Path.of(folder).resolve(name)));
  }

  @Override
  public CompletableFuture<Void> rename(String folder, String name, String to) {
    return background.run(
        () ->
            change(
                () -> {
                  Path file = Path.of(folder).resolve(name);
                  return Files.move(file, file.resolveSibling(to));
                }));
  }

  @Override
  public boolean hasTrash() {
    return trash.isThere();
  }

  @Override
  public CompletableFuture<Void> delete(String folder, List<String> names, Deletion how) {
    return background.run(
        () -> {
          List<Path> files = names.stream().map(Path.of(folder)::resolve).toList();
          switch (how) {
            case TRASH -> trash.take(files);
            case FOR_GOOD -> {
              for (Path each : files) {
                change(() -> Files.walkFileTree(each, new Remover()));
              }
            }
          }
        });
  }

  /** Deletes what it visits; links are not followed. */
  private static final class Remover extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      if (failure != null) {
        throw failure;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  /** Changes something of this computer. */
  @FunctionalInterface
  private interface Change {
    Path make() throws IOException;
  }

  private static void change(Change change) throws IOException {
    try {
      change.make();
    } catch (InvalidPathException e) {
      throw new IOException(Texts.get("files.local.bad-path"), e);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(Texts.get("files.new-folder.there"), e);
    } catch (NoSuchFileException e) {
      throw new IOException(Texts.get("files.local.gone"), e);
    } catch (AccessDeniedException e) {
      throw new IOException(Texts.get("files.local.no-change", e.getFile()), e);
    }
  }

  @Override
  public String parent(String path) {
    try {
      Path parent = Path.of(path).toAbsolutePath().normalize().getParent();
      return parent == null ? path : parent.toString();
    } catch (InvalidPathException _) {
      return path;
    }
  }

  @Override
  public List<String> tops() {
    List<String> tops =
        StreamSupport.stream(FileSystems.getDefault().getRootDirectories().spliterator(), false)
            .map(Path::toString)
            .toList();
    return tops.size() > 1 ? tops : List.of();
  }

  private static FolderListing listing(String text) throws IOException {
    Path folder;
    try {
      folder = Path.of(text.strip()).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new IOException(Texts.get("files.local.bad-path"), e);
    }
    List<FileRow> rows = new ArrayList<>();
    boolean truncated = false;
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
      for (Path each : names) {
        if (rows.size() == MOST) {
          truncated = true;
          break;
        }
        rows.add(row(each));
      }
    } catch (NoSuchFileException e) {
      throw new IOException(Texts.get("files.local.missing"), e);
    } catch (NotDirectoryException e) {
      throw new IOException(Texts.get("files.local.no-folder"), e);
    } catch (AccessDeniedException e) {
      throw new IOException(Texts.get("files.local.denied"), e);
    }
    return new FolderListing(folder.toString(), rows, truncated);
  }

  private static FileRow row(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      BasicFileAttributes own =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean link = own.isSymbolicLink();
      BasicFileAttributes shown = own;
      if (link && Files.exists(file)) {
        shown = Files.readAttributes(file, BasicFileAttributes.class);
      }
      FileRow.Kind kind =
          shown.isDirectory()
              ? FileRow.Kind.FOLDER
              : shown.isRegularFile() ? FileRow.Kind.FILE : FileRow.Kind.OTHER;
      return new FileRow(
          name,
          file.toString(),
          kind,
          kind == FileRow.Kind.FILE ? shown.size() : FileRow.NO_SIZE,
          shown.lastModifiedTime().toInstant(),
          link ? Texts.get("files.link", Files.readSymbolicLink(file)) : "",
          link);
    } catch (IOException _) {
      return new FileRow(
          name, file.toString(), FileRow.Kind.OTHER, FileRow.NO_SIZE, null, "", false);
    }
  }
}
