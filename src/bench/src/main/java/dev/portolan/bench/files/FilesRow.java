package dev.portolan.bench.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A row of the table: what is copied, and where to.
 *
 * @param id the id for the command line
 * @param title the title in the table
 * @param direction which way
 * @param maker makes what is copied
 */
record FilesRow(String id, String title, Direction direction, Maker maker) {
  private static final int SMALL_BYTES = 4_096;

  /** Which way files go. */
  enum Direction {
    UP,
    DOWN
  }

  /** Makes what is copied, in an empty folder. */
  @FunctionalInterface
  interface Maker {
    Path make(Path folder, FilesOptions options) throws IOException;
  }

  static List<FilesRow> all() {
    Maker random =
        (folder, options) ->
            Sample.random(folder.resolve("random.bin"), (long) options.megabytes() << 20);
    Maker log =
        (folder, options) ->
            Sample.log(folder.resolve("service.log"), (long) options.megabytes() << 20);
    Maker small =
        (folder, options) ->
            Sample.small(
                Files.createDirectories(folder.resolve("site")), options.files(), SMALL_BYTES);
    return List.of(
        new FilesRow("random-up", "one large file, random, up", Direction.UP, random),
        new FilesRow("random-down", "one large file, random, down", Direction.DOWN, random),
        new FilesRow("log-up", "one large file, a log, up", Direction.UP, log),
        new FilesRow("log-down", "one large file, a log, down", Direction.DOWN, log),
        new FilesRow("small-up", "many small files, up", Direction.UP, small),
        new FilesRow("small-down", "many small files, down", Direction.DOWN, small));
  }
}
