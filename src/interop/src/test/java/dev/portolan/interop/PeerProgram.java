package dev.portolan.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * An executable that plays the roles of README.md.
 *
 * @param smux the version of the smux inside
 * @param file the executable
 */
public record PeerProgram(String smux, Path file) {
  /** The smux versions of agents in the field, oldest first. */
  private static final List<String> FIELD = List.of("1.5.24", "1.5.34", "1.5.57", "1.5.58");

  /** The name of the program given by {@code -Dportolan.peer}. */
  private static final String GIVEN = "given";

  private static final Duration BUILD_TIME = Duration.ofMinutes(5);
  private static final Map<String, PeerProgram> BUILT = new ConcurrentHashMap<>();

  /** The names for {@link #of}: all smux versions of the field, or the given program. */
  public static List<String> names() {
    return given().isEmpty() ? FIELD : List.of(GIVEN);
  }

  /** The newest of {@link #names}. */
  public static String newest() {
    return names().getLast();
  }

  /**
   * The program with a name. Built if necessary.
   *
   * @throws TestAbortedException if there is no {@code go} to build it with, unless {@code
   *     -Dportolan.interop=required}
   */
  public static PeerProgram of(String name) {
    return BUILT.computeIfAbsent(
        name, smux -> smux.equals(GIVEN) ? ask(Path.of(given())) : build(findGo(), smux));
  }

  private static PeerProgram ask(Path file) {
    try (GoPeer peer = GoPeer.start(new PeerProgram(GIVEN, file), "version")) {
      return new PeerProgram(peer.await("smux v"), file);
    }
  }

  /** Whether its smux has at least a version. */
  public boolean atLeast(String version) {
    return Runtime.Version.parse(smux).compareTo(Runtime.Version.parse(version)) >= 0;
  }

  private static String given() {
    return System.getProperty("portolan.peer", "");
  }

  private static PeerProgram build(Path go, String smux) {
    Path folder = folder();
    Path file = folder.resolve("target").resolve("interop-" + smux);
    String modules = smux.equals(FIELD.getLast()) ? "go.mod" : "smux-" + smux + ".mod";
    try {
      Files.createDirectories(file.getParent());
      ProcessBuilder command =
          new ProcessBuilder(
                  go.toString(),
                  "build",
                  "-buildvcs=false",
                  "-modfile=" + modules,
                  "-o",
                  file.toString(),
                  ".")
              .directory(folder.toFile())
              .redirectErrorStream(true);
      // Go's caches are in the user's real home, while tests have a home of their own
      command.environment().put("HOME", System.getProperty("user.home"));
      Process process = command.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(BUILD_TIME) || process.exitValue() != 0) {
        throw new AssertionError("the Go peer on smux " + smux + " does not build:\n" + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while the Go peer was built", e);
    }
    return new PeerProgram(smux, file);
  }

  /** The Go module, from the folder of any module of this project. */
  private static Path folder() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      for (Path candidate : List.of(folder, folder.resolve("src").resolve("interop"))) {
        if (Files.exists(candidate.resolve("go.mod"))) {
          return candidate;
        }
      }
    }
    throw new AssertionError("no Go module at or above " + start);
  }

  private static Path findGo() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .flatMap(folder -> Stream.of(Path.of(folder, "go"), Path.of(folder, "go.exe")))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(PeerProgram::skip);
  }

  private static RuntimeException skip() {
    String sentence = "Tests against real smux need go on the PATH, and there is none";
    if (System.getProperty("portolan.interop", "").equals("required")) {
      throw new AssertionError(sentence + ", but they are required.");
    }
    System.err.println("SKIPPED: " + sentence + ".");
    return new TestAbortedException(sentence);
  }
}
