package dev.portolan.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program with the roles edge, device and client, as {@code src/interop/README.md} describes it.
 *
 * @param command the command line, without the role
 * @param java whether it is a JVM, which can be told to run a garbage collection
 */
public record Program(List<String> command, boolean java) {

  /** Copies the command. */
  public Program {
    command = List.copyOf(command);
  }

  /** Our engine, in a JVM like this one. */
  public static Program engine(List<String> jvmOptions) {
    return engine(jvmOptions, System.getProperty("java.class.path"));
  }

  /**
   * The engine of another checkout of this project, with the libraries of this one.
   *
   * @param checkout a folder with the same modules, built
   * @throws IOException if a module was not built
   */
  public static Program engineOf(Path checkout, List<String> jvmOptions) throws IOException {
    Path here = Path.of("").toAbsolutePath();
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry).toAbsolutePath();
      Path there = path.startsWith(here) ? checkout.resolve(here.relativize(path)) : path;
      if (!Files.exists(there)) {
        throw new IOException(there + " is missing: call src/bench/run --help there first");
      }
      entries.add(there.toString());
    }
    return engine(jvmOptions, String.join(File.pathSeparator, entries));
  }

  private static Program engine(List<String> jvmOptions, String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    // as in the product; without the second option Netty avoids Unsafe, which is slow
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-cp");
    command.add(classPath);
    command.add("dev.portolan.bench.engine.EnginePeer");
    return new Program(command, true);
  }

  /** An executable file. */
  public static Program file(Path file) {
    return new Program(List.of(file.toString()), false);
  }

  /**
   * Builds the Go program of this project.
   *
   * @param folder the folder of the Go module
   */
  public static Program go(Path folder, Path target) throws IOException, InterruptedException {
    Path file = target.resolve("go-peer").toAbsolutePath();
    Process build =
        new ProcessBuilder(goTool(), "build", "-buildvcs=false", "-o", file.toString(), ".")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (build.waitFor() != 0) {
      throw new IOException("the Go peer does not build: " + output);
    }
    return file(file);
  }

  private static String goTool() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path tool = Path.of(folder, "go");
      if (Files.isExecutable(tool)) {
        return tool.toString();
      }
    }
    return "/usr/local/go/bin/go"; // Where its own installer puts it.
  }

  /** The command line with these arguments. */
  public List<String> withArguments(List<String> arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(arguments);
    return all;
  }
}
