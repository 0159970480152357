package dev.portolan.app.view.files;

import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The question before files are deleted. */
final class DeletionQuestion {
  private DeletionQuestion() {}

  /**
   * Asks.
   *
   * @param computer whose files they are, as the user calls it
   * @param before why it is asked again; empty if it is not
   */
  static Question of(
      List<FileRow> rows,
      String computer,
      FolderSource.Deletion how,
      String before,
      Runnable onConfirm) {
    String title =
        rows.size() == 1
            ? Texts.get("files.delete.title", UnseenCharacters.shown(rows.getFirst().name()))
            : Texts.get("files.delete.title.many", rows.size());
    String end =
        Texts.get(
            switch (how) {
              case TRASH -> "files.delete.trash";
              case FOR_GOOD -> "files.delete.for-good";
            });
    String what = Texts.get("files.delete.text", what(rows), UnseenCharacters.shown(computer));
    return new Question(
        title,
        (before + "\n\n" + what + " " + end).strip(),
        Texts.get(
            switch (how) {
              case TRASH -> "files.delete.confirm.trash";
              case FOR_GOOD -> "files.delete.confirm";
            }),
        true,
        onConfirm);
  }

  private static String what(List<FileRow> rows) {
    List<FileRow> links = rows.stream().filter(FileRow::link).toList();
    List<FileRow> own = rows.stream().filter(row -> !row.link()).toList();
    List<FileRow> folders = own.stream().filter(row -> row.kind() == FileRow.Kind.FOLDER).toList();
    List<FileRow> files = own.stream().filter(row -> row.kind() != FileRow.Kind.FOLDER).toList();
    return Stream.of(
            words("folders", folders), words("files", files) + size(files), words("links", links))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String words(String kind, List<FileRow> rows) {
    return rows.isEmpty() ? "" : Texts.get("files.delete." + kind, rows.size());
  }

  private static String size(List<FileRow> files) {
    boolean known = !files.isEmpty() && files.stream().allMatch(row -> row.bytes() >= 0);
    return known ? " (" + Formats.bytes(files.stream().mapToLong(FileRow::bytes).sum()) + ")" : "";
  }
}
