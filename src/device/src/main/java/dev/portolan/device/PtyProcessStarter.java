package dev.portolan.device;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import com.pty4j.unix.Pty;
import com.pty4j.unix.UnixPtyProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Starts a program on a new pseudo-terminal, whose size is set before the program runs. */
final class PtyProcessStarter {

  private PtyProcessStarter() {}

  /**
   * Starts the program. Blocks during the fork.
   *
   * @throws IOException if there is no free pseudo-terminal or the process cannot be started
   */
  static PtyProcess start(PtyProgram program, int cols, int rows) throws IOException {
    if (PtyProgram.WINDOWS) {
      return new PtyProcessBuilder(program.command().toArray(String[]::new))
          .setEnvironment(program.environment())
          .setDirectory(program.directory())
          .setInitialColumns(cols)
          .setInitialRows(rows)
          .setUseWinConPty(true)
          .start();
    }
    WinSize size = new WinSize(cols, rows);
    Pty pty = new Pty();
    try {
      sizeBeforeStart(pty, size);
      giveTo(program.owner(), pty);
      PtyProcess process = startOn(pty, program);
      process.setWinSize(size);
      return process;
    } catch (IOException | RuntimeException e) {
      pty.close();
      throw e;
    }
  }

  // The builder sets the size only after the fork, so that a program may read "0 0". Only this
  // constructor accepts a prepared terminal.
  @SuppressWarnings("deprecation")
  private static PtyProcess startOn(Pty pty, PtyProgram program) throws IOException {
    String[] environment =
        program.environment().entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .toArray(String[]::new);
    return new UnixPtyProcess(
        program.command().toArray(String[]::new),
        environment,
        program.directory(),
        pty,
        null,
        false);
  }

  /** Gives the terminal to whom the program runs as, who may open it anew by its name. */
  private static void giveTo(@Nullable String owner, Pty pty) throws IOException {
    if (owner != null) {
      Path terminal = Path.of(pty.getSlaveName());
      Files.setOwner(
          terminal,
          terminal.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(owner));
    }
  }

  private static void sizeBeforeStart(Pty pty, WinSize size) {
    try {
      pty.setWindowSize(size, null);
    } catch (Exception e) {
      // macOS rejects a size before the other end is open; it is set again after the start. (The
      // exception's class is not public.)
    }
  }
}
