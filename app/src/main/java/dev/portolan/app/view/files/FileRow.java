package dev.portolan.app.view.files;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something in a listed folder.
 *
 * @param name its name, which may hold any characters
 * @param path its absolute path; empty if it cannot be asked for
 * @param kind what it is, or what its link leads to
 * @param bytes size of a file; {@link #NO_SIZE} if it has none, or it is not known
 * @param modified when it was changed last; null if that is not known
 * @param note what is special about it; may be empty
 * @param link whether it is a link, which has the kind of what it leads to
 */
public record FileRow(
    String name,
    String path,
    Kind kind,
    long bytes,
    @Nullable Instant modified,
    String note,
    boolean link) {
  /** Size of what has none. */
  public static final long NO_SIZE = -1;

  /** Folders first, then by name. */
  public static final Comparator<FileRow> USUAL =
      Comparator.comparing(FileRow::kind)
          .thenComparing(FileRow::name, String.CASE_INSENSITIVE_ORDER)
          .thenComparing(FileRow::name);

  /** Kinds, in the order in which they are listed. */
  public enum Kind {
    FOLDER,
    FILE,
    /** Neither; is not transferred. */
    OTHER
  }

  public FileRow {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(note, "note");
  }

  /** Whether it is only shown if asked for. */
  boolean isHidden() {
    return name.startsWith(".");
  }

  /** Whether it can be opened. */
  boolean isFolder() {
    return kind == Kind.FOLDER && !path.isEmpty();
  }

  /** Whether it can be asked for. */
  boolean canGo() {
    return kind != Kind.OTHER && !path.isEmpty();
  }
}
