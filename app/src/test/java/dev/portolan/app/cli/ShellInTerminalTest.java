package dev.portolan.app.cli;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a process of their own, in a real terminal. */
@DisabledOnOs(OS.WINDOWS)
class ShellInTerminalTest extends WithLab {
  private static final long PATIENCE_SECONDS = 60;

  @Test
  void keysGoToTheDeviceSizesFollowAndTheTerminalIsPutBack() throws Exception {
    try (Terminal terminal =
        new Terminal(90, 30, toLab("shell", "--", "sh", "-c", "PS1='far> ' exec sh -i"))) {
      terminal.await("far> ");
      terminal.type("stty size; echo a$((1))b\r");
      terminal.await("30 90\r\na1b");

      terminal.resize(100, 40);
      // The far shell answers with what it has when it is asked; ask until the new size is there.
      terminal.type("until stty size | grep '40 100'; do sleep 0.1; done; echo a$((2))b\r");
      terminal.await("40 100\r\na2b");

      // Ctrl+C interrupts the program there, not this one.
      terminal.type("sh -c 'echo a$((3))b; exec sleep 1000'\r");
      terminal.await("a3b");
      terminal.type("\u0003");
      terminal.type("echo a$((4))b\r");
      terminal.await("a4b");

      terminal.type("exit\r");
      terminal.await("local again: 0");
      terminal.await("as before");
    }
  }

  @Test
  void aSignalThatEndsItPutsTheTerminalBack() throws Exception {
    try (Terminal terminal =
        new Terminal(90, 30, toLab("shell", "--", "sh", "-c", "echo far; exec cat"))) {
      terminal.await("far");
      terminal.killJava();
      terminal.await("local again: 143");
      terminal.await("as before");
    }
  }

  @Test
  void aCopyShowsHowFarItIs(@TempDir Path scratch) throws Exception {
    byte[] bytes = new byte[60_000_000];
    new Random(1).nextBytes(bytes);
    Path large = Files.write(scratch.resolve("large"), bytes);
    try (Terminal terminal =
        new Terminal(
            0,
            0, // As a terminal is whose size nobody has set.
            "copy",
            "--edge",
            lab.edgeUrl().toString(),
            "--ca",
            lab.caFile().toString(),
            "--token-file",
            lab.tokenFile().toString(),
            lab.deviceId() + ":" + large,
            scratch.resolve("copy").toString())) {
      terminal.await(" of 60 MB  ");
      terminal.await("local again: 0");
    }
  }

  /**
   * A terminal in which a shell runs portolan, then tells the exit code and the settings of the
   * terminal.
   */
  private static final class Terminal implements AutoCloseable {
    private final PtyProcess process;
    private final Recorder screen = new Recorder();

    Terminal(int cols, int rows, String... arguments) throws IOException {
      Map<String, String> variables = new HashMap<>(System.getenv());
      variables.put("TERM", "xterm");
      String[] command = {
        "sh",
        "-c",
        "before=$(stty -g); \"$@\"; echo \"local again: $?\"; test \"$before\" = \"$(stty -g)\" &&"
            + " echo as before",
        "sh"
      };
      List<String> portolan = PortolanProcess.commandLine(arguments);
      String[] all = new String[command.length + portolan.size()];
      System.arraycopy(command, 0, all, 0, command.length);
      System.arraycopy(portolan.toArray(), 0, all, command.length, portolan.size());
      process =
          new PtyProcessBuilder(all)
              .setEnvironment(variables)
              .setInitialColumns(cols)
              .setInitialRows(rows)
              .start();
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                try (var out = process.getInputStream()) {
                  out.transferTo(screen);
                } catch (IOException e) {
                  // The terminal is gone.
                }
              });
    }

    void type(String keys) throws IOException {
      OutputStream in = process.getOutputStream();
      in.write(keys.getBytes(StandardCharsets.UTF_8));
      in.flush();
    }

    void resize(int cols, int rows) {
      process.setWinSize(new WinSize(cols, rows));
    }

    void await(String text) throws Exception {
      screen.awaitText(text, PATIENCE_SECONDS);
    }

    void killJava() {
      ProcessHandle.of(process.pid()).orElseThrow().children().forEach(ProcessHandle::destroy);
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
