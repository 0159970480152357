import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * Checks or rewrites the layout of every Java source below a folder with google-java-format. It
 * runs as a source file on the build's JDK because the formatter can only read what its own JDK
 * can. What was found in order is remembered by its hash, since formatting takes longer than
 * everything else that a small change needs.
 *
 * <p>Arguments: {@code check} or {@code write}, the folder, the file to remember in.
 */
class Format {
  private static final Formatter FORMATTER = new Formatter(JavaFormatterOptions.defaultOptions());

  private final boolean write;
  private final Set<String> known;
  private final Set<String> inOrder = new ConcurrentSkipListSet<>();
  private final Queue<Path> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();

  private Format(boolean write, Collection<String> known) {
    this.write = write;
    this.known = Set.copyOf(known);
  }

  public static void main(String[] args) throws IOException {
    Path memory = Path.of(args[2]);
    List<String> known = Files.isRegularFile(memory) ? Files.readAllLines(memory) : List.of();
    Format format = new Format(args[0].equals("write"), known);
    try (Stream<Path> files = Files.walk(Path.of(args[1]))) {
      files.filter(Format::isSource).toList().parallelStream().forEach(format::visit);
    }
    Files.write(memory, format.inOrder);
    if (!format.report()) {
      System.exit(1);
    }
  }

  private static boolean isSource(Path file) {
    String path = file.toString().replace('\\', '/');
    return path.endsWith(".java") && !path.contains("/target/") && !path.contains("/.git/");
  }

  private void visit(Path file) {
    try {
      String source = Files.readString(file);
      String hash = hash(source);
      if (!known.contains(hash)) {
        String formatted = format(source);
        if (!formatted.equals(source)) {
          wrong.add(file);
          if (!write) {
            return;
          }
          Files.writeString(file, formatted);
          hash = hash(formatted);
        }
      }
      inOrder.add(hash);
    } catch (FormatterException e) {
      e.diagnostics().forEach(fault -> faults.add(file + ":" + fault));
    } catch (MalformedInputException e) {
      faults.add(file + ": is not UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String format(String source) throws FormatterException {
    return FORMATTER.formatSource(
        ImportOrderer.reorderImports(
            RemoveUnusedImports.removeUnusedImports(source), JavaFormatterOptions.Style.GOOGLE));
  }

  private static String hash(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** Says what is wrong and what to do; whether nothing was. */
  private boolean report() {
    if (!faults.isEmpty()) {
      System.err.println("Not Java that can be laid out; correct this first:");
      new TreeSet<>(faults).forEach(fault -> System.err.println("  " + fault));
    }
    if (!wrong.isEmpty() && !write) {
      System.err.println("Not laid out as the build wants it; mvn -N -Pformat validate does it:");
      new TreeSet<>(wrong).forEach(file -> System.err.println("  " + file));
    }
    return faults.isEmpty() && (wrong.isEmpty() || write);
  }
}
