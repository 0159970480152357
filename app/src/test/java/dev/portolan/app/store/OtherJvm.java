package dev.portolan.app.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A console's files in a process of its own, which says a line for each that it is told. */
final class OtherJvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  /**
   * Starts it, and does not wait for it.
   *
   * @param main has its {@code main} method
   */
  OtherJvm(Class<?> main, Path folder, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                folder.toString()));
    command.addAll(List.of(arguments));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The next line that it says; null at its end. */
  String says() throws IOException {
    return output.readLine();
  }

  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Ends it as it ends itself, once it has nothing more to read. */
  void end() throws IOException {
    process.getOutputStream().close();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** As a crash does. */
  void kill() {
    process.destroyForcibly().onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }
}
