package dev.portolan.bench.files;

import dev.portolan.bench.Results;
import dev.portolan.bench.peer.Program;
import dev.portolan.bench.peer.SshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Copies files with each peer in turn, and prints how long each command took from its start to its
 * end. What has come is compared with what was sent.
 */
public final class FilesBench {
  private static final String SECONDS = "s";
  private static final int FIRST_ATTEMPTS = 20;
  private static final long BETWEEN_ATTEMPTS_MILLIS = 200;

  private final FilesOptions options;
  private final List<CopyPeer> peers;
  private final Path folder;
  private final Results results = new Results();

  /**
   * Many files, which are only deleted at the end: ext4 passes over each one that was deleted
   * within the last half minute whenever it creates one.
   */
  private final List<Path> many = new ArrayList<>();

  private FilesBench(FilesOptions options, List<CopyPeer> peers, Path folder) {
    this.options = options;
    this.peers = peers;
    this.folder = folder;
  }

  /** Prints progress on standard error and the table on standard output. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(FilesOptions.usage());
      return;
    }
    FilesOptions options;
    try {
      options = FilesOptions.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(FilesOptions.usage());
      System.exit(2);
      return;
    }
    Path program = options.program().toAbsolutePath();
    if (!Files.isExecutable(program)) {
      System.err.println(program + " is missing: build it by mvn -pl app -am package -DskipTests");
      System.exit(2);
    }
    Path folder = Files.createDirectories(options.out()).toAbsolutePath();
    new FilesBench(options, peers(options, program, folder), folder).run();
    System.exit(0);
  }

  private static List<CopyPeer> peers(FilesOptions options, Path program, Path folder)
      throws IOException, InterruptedException {
    Program go = Program.go(Path.of("src", "interop"), folder);
    List<CopyPeer> peers =
        new ArrayList<>(
            List.of(
                CopyPeer.go(go, folder(folder, "go")),
                CopyPeer.portolan("D", go, program, folder(folder, "D")),
                CopyPeer.portolan("A", Program.engine(List.of()), program, folder(folder, "A")),
                CopyPeer.scp(folder(folder, "scp"))));
    if (!SshServer.isInstalled()) {
      System.err.println("without scp: OpenSSH is not installed");
      peers.removeLast();
    }
    peers.removeIf(peer -> !options.wantsPeer(peer.name()));
    return peers;
  }

  /** Each has keys of its own. */
  private static Path folder(Path all, String name) throws IOException {
    return Files.createDirectories(all.resolve(name));
  }

  private record Running(String name, Copier copier) {}

  private void run() throws Exception {
    List<FilesRow> rows =
        FilesRow.all().stream().filter(row -> options.wantsRow(row.id())).toList();
    List<Running> running = new ArrayList<>();
    try {
      for (CopyPeer peer : peers) {
        Running started = new Running(peer.name(), peer.starter().start());
        running.add(started);
        awaitDevice(started);
      }
      for (FilesRow row : rows) {
        run(row, running);
      }
    } finally {
      for (Running each : running) {
        each.copier().close();
      }
      for (Path each : many) {
        delete(each);
      }
    }
    System.out.print(table(rows));
  }

  /** A device that is ready may not be registered at its edge yet. */
  private void awaitDevice(Running peer) throws IOException, InterruptedException {
    Path source = Files.writeString(folder.resolve("first.txt"), "the first file\n");
    Path target = Files.createDirectories(folder.resolve("first"));
    for (int attempt = 1; copy(peer.copier().upload(source, target), peer.name()) != 0; attempt++) {
      if (attempt == FIRST_ATTEMPTS) {
        throw new IOException(peer.name() + " copies nothing, see " + log(peer.name()));
      }
      Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
    }
    delete(target);
  }

  private void run(FilesRow row, List<Running> running) throws IOException, InterruptedException {
    Path work = folder.resolve(row.id());
    delete(work);
    Path source = row.maker().make(Files.createDirectories(work.resolve("source")), options);
    String hash = Sample.hash(source);
    List<Running> order = new ArrayList<>(running);
    for (int round = 0; round < options.rounds(); round++) {
      for (Running peer : order) {
        Path target = Files.createDirectories(work.resolve(peer.name() + "-" + round));
        double seconds = copy(row, peer, source, target);
        if (!Sample.hash(target.resolve(source.getFileName())).equals(hash)) {
          throw new IOException(
              row.id() + ": what " + peer.name() + " copied is not what was sent");
        }
        if (Files.isRegularFile(source)) {
          delete(target);
        }
        results.add(row.id(), peer.name(), round, Map.of(SECONDS, seconds));
        System.err.printf(Locale.ROOT, "%s %s %.2f s%n", row.id(), peer.name(), seconds);
      }
      order.addLast(order.removeFirst()); // Nobody is always the one behind the same other.
    }
    if (Files.isRegularFile(source)) {
      delete(work);
    } else {
      many.add(work);
    }
  }

  private double copy(FilesRow row, Running peer, Path source, Path target)
      throws IOException, InterruptedException {
    // Nobody waits for the disk to keep what came before.
    new ProcessBuilder("sync").inheritIO().start().waitFor();
    List<String> command =
        switch (row.direction()) {
          case UP -> peer.copier().upload(source, target);
          case DOWN -> peer.copier().download(source, target);
        };
    long start = System.nanoTime();
    int code = copy(command, peer.name());
    double seconds = (System.nanoTime() - start) / 1e9;
    if (code != 0) {
      throw new IOException(
          row.id() + ": " + peer.name() + " ended with " + code + ", see " + log(peer.name()));
    }
    return seconds;
  }

  /** Returns the exit code. */
  private int copy(List<String> command, String name) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
            .start();
    process.getOutputStream().close();
    return process.waitFor();
  }

  private Path log(String name) {
    return folder.resolve(name + "-copy.log");
  }

  private String table(List<FilesRow> rows) {
    StringBuilder table = new StringBuilder("| row |");
    peers.forEach(peer -> table.append(' ').append(peer.name()).append(", s |"));
    table.append(" D ÷ go | A ÷ go | A ÷ scp |\n| --- |");
    table.append(" ---: |".repeat(peers.size() + 3)).append('\n');
    for (FilesRow row : rows) {
      table.append("| ").append(row.title()).append(" |");
      for (CopyPeer peer : peers) {
        table.append(cell(results.median(row.id(), peer.name(), SECONDS)));
      }
      // Of speeds, so the other way round.
      table.append(cell(results.ratio(row.id(), "go", "D", SECONDS)));
      table.append(cell(results.ratio(row.id(), "go", "A", SECONDS)));
      table.append(cell(results.ratio(row.id(), "scp", "A", SECONDS))).append('\n');
    }
    return table.toString();
  }

  private static String cell(double value) {
    return Double.isNaN(value) ? " – |" : String.format(Locale.ROOT, " %.2f |", value);
  }

  private static void delete(Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<Path> all = Files.walk(path)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
