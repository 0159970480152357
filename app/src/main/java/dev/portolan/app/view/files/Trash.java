package dev.portolan.app.view.files;

import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.view.common.Texts;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The trash of this computer's desktop.
 *
 * @param command the program that puts files into it, with the files appended; empty if there is
 *     none
 */
public record Trash(List<String> command) {
  private static final int AT_ONCE = 100;
  private static final int WORDS = 2_000;

  public Trash {
    command = List.copyOf(command);
  }

  /** No trash. */
  public static Trash none() {
    return new Trash(List.of());
  }

  /** That of this computer; on Linux the one of {@code gio}, on other systems none. Any thread. */
  public static Trash ofDesktop() {
    boolean known =
        System.getProperty("os.name", "").equals("Linux")
            && Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "gio")));
    return known ? new Trash(List.of("gio", "trash", "--")) : none();
  }

  boolean isThere() {
    return !command.isEmpty();
  }

  /**
   * Puts files and folders into it. Blocks.
   *
   * @throws IOException with the program's words if not all of them are in it
   */
  void take(List<Path> files) throws IOException, InterruptedException {
    for (int from = 0; from < files.size(); from += AT_ONCE) {
      takeSome(files.subList(from, Math.min(files.size(), from + AT_ONCE)));
    }
  }

  private void takeSome(List<Path> files) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    files.forEach(file -> line.add(file.toString()));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (InputStream words = process.getInputStream()) {
      process.getOutputStream().close();
      byte[] first = words.readNBytes(WORDS);
      words.transferTo(OutputStream.nullOutputStream());
      if (process.waitFor() != 0) {
        String said = UnseenCharacters.shown(new String(first, Charset.defaultCharset()).strip());
        throw new IOException(said.isEmpty() ? Texts.get("files.trash.failed") : said);
      }
    } finally {
      process.destroy();
    }
  }
}
