package dev.portolan.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The command line in a process of its own, on this build's classes. */
final class PortolanProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Process process;
  private final Recorder out = new Recorder();
  private final Recorder err = new Recorder();
  private final Thread outPump;
  private final Thread errPump;

  private PortolanProcess(Process process) {
    this.process = process;
    this.outPump = pump(process.getInputStream(), out);
    this.errPump = pump(process.getErrorStream(), err);
  }

  static PortolanProcess start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  static PortolanProcess start(Map<String, String> variables, String... arguments)
      throws IOException {
    return start(variables, commandLine(arguments));
  }

  /** With a limit on the files and connections that it may have open. */
  static PortolanProcess startWithOpenFiles(int limit, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n " + limit + " && exec \"$@\"", "sh"));
    command.addAll(commandLine(arguments));
    return start(Map.of(), command);
  }

  private static PortolanProcess start(Map<String, String> variables, List<String> command)
      throws IOException {
    if (isInterruptIgnored()) {
      command.addAll(0, List.of("env", "--default-signal=INT"));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("DISPLAY");
    builder.environment().remove("WAYLAND_DISPLAY");
    builder.environment().remove("PORTOLAN_TOKEN");
    builder.environment().putAll(variables);
    return new PortolanProcess(builder.start());
  }

  /** Whether this build was started in the background by a shell, so that Ctrl+C is not for it. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
  }

  /** As bin/portolan starts it. */
  static List<String> commandLine(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("src/main/dist/lib/java.args").toAbsolutePath());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.portolan.app.Launcher");
    command.addAll(List.of(arguments));
    return command;
  }

  void type(String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(text.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  String awaitLine(String beginning) throws InterruptedException, TimeoutException {
    return out.awaitLine(beginning, PATIENCE_SECONDS);
  }

  String awaitComplaint(String beginning) throws InterruptedException, TimeoutException {
    return err.awaitLine(beginning, PATIENCE_SECONDS);
  }

  /** What Ctrl+C does. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("sh", "-c", "kill -INT $0", Long.toString(process.pid())).start().waitFor();
  }

  void kill() {
    process.destroyForcibly();
  }

  /** The exit code, with all output read. */
  int exitCode() throws InterruptedException, TimeoutException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new TimeoutException("still running; out: " + out.text() + "; err: " + err.text());
    }
    outPump.join();
    errPump.join();
    return process.exitValue();
  }

  String out() {
    return out.text();
  }

  String err() {
    return err.text();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Thread pump(InputStream from, OutputStream to) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException e) {
                // The process was killed.
              }
            });
  }
}
