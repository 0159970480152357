package dev.portolan.bench.files;

import dev.portolan.bench.OptionValues;
import java.nio.file.Path;
import java.util.List;

/**
 * The command-line options.
 *
 * @param rows ids of the rows; empty for all
 * @param peers names of the peers; empty for all
 * @param rounds measurements of each peer in each row
 * @param megabytes the size of a large file, in MiB
 * @param files how many small files there are
 * @param program the installed program
 * @param out folder for keys, logs and files
 */
record FilesOptions(
    List<String> rows,
    List<String> peers,
    int rounds,
    int megabytes,
    int files,
    Path program,
    Path out) {
  static final String USAGE =
      """
      usage: src/bench/files [option]…
        --rows ID,ID…      only these rows: %s
        --peers NAME,…     only these peers: go, D (our copy command, edge and device of Go), A (all ours), scp
        --rounds N         measurements of each peer (3)
        --megabytes N      the size of a large file, in MiB (1024)
        --files N          how many small files of 4 KiB there are (20000)
        --program FILE     the program that copies (app/target/portolan/bin/portolan)
        --out FOLDER       files, logs and throw-away keys (src/bench/target/files)
      """;

  private static final List<String> PEERS = List.of("go", "D", "A", "scp");

  static FilesOptions defaults() {
    return new FilesOptions(
        List.of(),
        List.of(),
        3,
        1_024,
        20_000,
        Path.of("app", "target", "portolan", "bin", "portolan"),
        Path.of("src", "bench", "target", "files"));
  }

  static String usage() {
    return USAGE.formatted(String.join(", ", rowIds()));
  }

  private static List<String> rowIds() {
    return FilesRow.all().stream().map(FilesRow::id).toList();
  }

  boolean wantsRow(String id) {
    return rows.isEmpty() || rows.contains(id);
  }

  boolean wantsPeer(String name) {
    return peers.isEmpty() || peers.contains(name);
  }

  /**
   * Parses a command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static FilesOptions parse(List<String> arguments) {
    return OptionValues.parse(arguments, defaults(), FilesOptions::with);
  }

  private FilesOptions with(String name, String value) {
    return switch (name) {
      case "--rows" ->
          new FilesOptions(
              OptionValues.known(value, rowIds()), peers, rounds, megabytes, files, program, out);
      case "--peers" ->
          new FilesOptions(
              rows, OptionValues.known(value, PEERS), rounds, megabytes, files, program, out);
      case "--rounds" ->
          new FilesOptions(
              rows, peers, OptionValues.number(name, value), megabytes, files, program, out);
      case "--megabytes" ->
          new FilesOptions(
              rows, peers, rounds, OptionValues.number(name, value), files, program, out);
      case "--files" ->
          new FilesOptions(
              rows, peers, rounds, megabytes, OptionValues.number(name, value), program, out);
      case "--program" ->
          new FilesOptions(rows, peers, rounds, megabytes, files, Path.of(value), out);
      case "--out" ->
          new FilesOptions(rows, peers, rounds, megabytes, files, program, Path.of(value));
      default -> throw new IllegalArgumentException(name + " is not an option");
    };
  }
}
