package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.cli.terminal.LocalTerminal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of the command line inside the test's process. */
final class CliRun implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final Recorder out = new Recorder();
  private final Recorder err = new Recorder();
  private final Stop stop = Stop.byCall();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  private CliRun(Setting setting, List<String> arguments) {
    Environment environment =
        new Environment(
            setting.in,
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8),
            setting.journal,
            setting.variables,
            setting.terminal,
            stop);
    Thread.ofVirtual()
        .name("cli")
        .start(
            () -> {
              try {
                code.complete(
                    new Cli(environment, setting.window).run(arguments.toArray(new String[0])));
              } catch (Throwable e) {
                code.completeExceptionally(e);
              }
            });
  }

  static CliRun start(String... arguments) {
    return with().start(arguments);
  }

  static Setting with() {
    return new Setting();
  }

  /** The first line that begins so, waited for. */
  String awaitLine(String beginning) throws Exception {
    return out.awaitLine(beginning, PATIENCE_SECONDS);
  }

  /** The address of an edge, when it serves. */
  String awaitUrl() throws Exception {
    awaitLine("ready");
    return "https://" + awaitLine("listening: ").substring("listening: ".length());
  }

  /**
   * A command on a device, with the token of an edge's folder.
   *
   * @param folder of the edge
   */
  static CliRun onDevice(Path folder, String url, String device, String... command) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "shell",
                "--edge",
                url,
                "--device",
                device,
                "--ca",
                folder.resolve("ca.pem").toString(),
                "--token-file",
                folder.resolve("token").toString(),
                "--"));
    arguments.addAll(List.of(command));
    return start(arguments.toArray(new String[0]));
  }

  String awaitComplaint(String beginning) throws Exception {
    return err.awaitLine(beginning, PATIENCE_SECONDS);
  }

  void stop() {
    stop.ask();
  }

  void hangUp() {
    stop.hangUp();
  }

  int exitCode() throws Exception {
    return code.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  String out() {
    return out.text();
  }

  String err() {
    return err.text();
  }

  /** Asserts that the command fails with this code and says why in one line, which is returned. */
  String failsWith(ExitCode expected) throws Exception {
    int number = exitCode();
    assertThat(err()).startsWith("portolan: ").endsWith(System.lineSeparator());
    assertThat(err().lines()).hasSize(1);
    assertThat(number).as(err()).isEqualTo(expected.number());
    return err().strip();
  }

  @Override
  public void close() {
    stop();
    code.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** What the run finds environment it. */
  static final class Setting {
    private InputStream in = InputStream.nullInputStream();
    private final Map<String, String> variables = new HashMap<>();
    private LocalTerminal terminal = new NoTerminal();
    private Window window = new ClosedWindow();
    private boolean journal;

    Setting input(String text) {
      this.in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      return this;
    }

    Setting input(InputStream bytes) {
      this.in = bytes;
      return this;
    }

    Setting variable(String name, String value) {
      variables.put(name, value);
      return this;
    }

    /** Standard error is the log of systemd. */
    Setting journal() {
      this.journal = true;
      return this;
    }

    Setting terminal(LocalTerminal value) {
      this.terminal = value;
      return this;
    }

    Setting window(Window value) {
      this.window = value;
      return this;
    }

    CliRun start(String... arguments) {
      return new CliRun(this, List.of(arguments));
    }
  }

  /** Where standard streams are files or pipes. */
  static class NoTerminal implements LocalTerminal {
    @Override
    public Optional<Size> size() {
      return Optional.empty();
    }

    @Override
    public boolean isTypedIn() {
      return false;
    }

    @Override
    public boolean showsMessages() {
      return false;
    }

    @Override
    public Raw raw() {
      throw new IllegalStateException("not a terminal");
    }

    @Override
    public void onResize(Runnable action) {}
  }

  /** A computer without a display. */
  static class ClosedWindow implements Window {
    @Override
    public Optional<String> obstacle() {
      return Optional.of("this is a test");
    }

    @Override
    public void open(@Nullable Path dataFolder, List<String> links) {
      throw new AssertionError("no window can be opened");
    }

    @Override
    public void tour(Path pictures, Consumer<String> say) {
      say.accept("tour in " + pictures);
    }
  }
}
