package dev.portolan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.cli.terminal.LocalTerminal;
import dev.portolan.app.lab.Lab;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ShellCommandTest extends WithLab {
  @Test
  void runsACommandInATerminalOfASensibleSize() throws Exception {
    try (CliRun run = CliRun.start(toLab("shell", "--", "sh", "-c", "echo $TERM; stty size"))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines()).containsExactly("xterm-256color", "24 80");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void argumentsReachTheCommandUnchanged() throws Exception {
    try (CliRun run =
        CliRun.start(toLab("shell", "printf", "<%s>", "a b", "", "--edge", "$HOME"))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).isEqualTo("<a b><><--edge><$HOME>");
    }
  }

  @Test
  void aScriptFromAPipeIsTypedAndEndsTheShell() throws Exception {
    try (CliRun run = CliRun.with().input("echo sum=$((40 + 2)); exit\n").start(toLab("shell"))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("sum=42");
    }
  }

  @Test
  void aScriptThatDoesNotExitEndsWithItsInput() throws Exception {
    try (CliRun run = CliRun.with().input("echo sum=$((40 + 2))").start(toLab("shell"))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("sum=42");
    }
  }

  @Test
  void aCommandReadsItsInputToTheEnd() throws Exception {
    try (CliRun run =
        CliRun.with()
            .input("one\ntwo")
            .start(toLab("shell", "--", "sh", "-c", "stty -echo; sleep 1; cat; echo; echo end"))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("two\r\nend");
    }
  }

  @Test
  void manyBytesComeThroughWhole() throws Exception {
    String command = "stty -opost; head -c 20000000 /dev/zero | tr '\\0' x";
    try (CliRun run = CliRun.start(toLab("shell", "--", "sh", "-c", command))) {
      assertThat(run.exitCode()).isZero();
      assertThat(run.out().length()).isEqualTo(20_000_000);
      assertThat(run.out().chars().allMatch(c -> c == 'x')).isTrue();
    }
  }

  @Test
  void aTerminalIsRawWhileTheShellRunsAndItsSizeIsFollowed() throws Exception {
    FakeTerminal terminal = new FakeTerminal(90, 30);
    try (PipedOutputStream keys = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(keys);
        CliRun run =
            CliRun.with()
                .input(in)
                .terminal(terminal)
                .start(
                    toLab(
                        "shell",
                        "--",
                        "sh",
                        "-c",
                        "trap 'stty size; exit' WINCH; stty size; echo waiting; while :; do sleep"
                            + " 0.1; done"))) {
      run.awaitLine("waiting");
      assertThat(run.out()).startsWith("30 90");
      assertThat(terminal.log).containsExactly("raw");

      terminal.resize(100, 40);

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().strip()).endsWith("40 100");
      assertThat(terminal.log).containsExactly("raw", "restored");
    }
  }

  @Test
  void aCommandThatIsMissingFails() throws Exception {
    try (CliRun run = CliRun.start(toLab("shell", "--", "/no/such/program"))) {
      run.failsWith(ExitCode.DEVICE);
    }
  }

  @Test
  void aShellThatIsLostIsToldApartFromOneThatEnded(@TempDir Path scratch) throws Exception {
    Lab own = Lab.start(scratch.resolve("lab"));
    String[] arguments = {
      "shell",
      "--edge",
      own.edgeUrl().toString(),
      "--device",
      own.deviceId(),
      "--ca",
      own.caFile().toString(),
      "--token-file",
      own.tokenFile().toString(),
      "--",
      "sh",
      "-c",
      "echo half; sleep 60; echo whole"
    };
    try (CliRun run = CliRun.start(arguments)) {
      run.awaitLine("half");
      own.close();
      assertThat(run.failsWith(ExitCode.LOST)).contains("The shell was lost. The device");
      assertThat(run.out()).doesNotContain("whole");
    } finally {
      own.close();
    }
  }

  @Test
  void theTerminalIsNotTouchedBeforeTheDeviceAnswers() throws Exception {
    FakeTerminal terminal = new FakeTerminal(80, 24);
    try (CliRun run =
        CliRun.with().terminal(terminal).start(toLab("shell", "--", "/no/such/program"))) {
      run.failsWith(ExitCode.DEVICE);
      assertThat(terminal.log).isEmpty();
    }
  }

  /** A terminal that remembers what was done to it. */
  private static final class FakeTerminal implements LocalTerminal {
    private final List<String> log = new ArrayList<>();
    private volatile Size size;
    private volatile Runnable onResize = () -> {};

    FakeTerminal(int cols, int rows) {
      this.size = new Size(cols, rows);
    }

    void resize(int cols, int rows) {
      size = new Size(cols, rows);
      onResize.run();
    }

    @Override
    public Optional<Size> size() {
      return Optional.of(size);
    }

    @Override
    public boolean isTypedIn() {
      return true;
    }

    @Override
    public boolean showsMessages() {
      return true;
    }

    @Override
    public Raw raw() {
      log.add("raw");
      AtomicInteger closed = new AtomicInteger();
      return () -> {
        if (closed.getAndIncrement() == 0) {
          log.add("restored");
        }
      };
    }

    @Override
    public void onResize(Runnable action) {
      onResize = action;
    }
  }
}
