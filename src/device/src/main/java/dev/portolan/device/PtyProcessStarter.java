package dev.portolan.device;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import com.pty4j.unix.Pty;
import com.pty4j.unix.UnixPtyProcess;
import java.io.IOException;

/**
 * Starts a program on a new pseudo-terminal that has its size before the program can ask for it.
 */
final class PtyProcessStarter {

  private PtyProcessStarter() {}

  /**
   * Blocks for the fork.
   *
   * @throws IOException when there is no free terminal or the system refuses the process
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
      PtyProcess process = startOn(pty, program);
      process.setWinSize(size);
      return process;
    } catch (IOException | RuntimeException e) {
      pty.close();
      throw e;
    }
  }

  // The builder sets the size after the fork, so that a quick program reads "0 0". This constructor
  // is the only way to hand over a terminal that was prepared before.
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

  private static void sizeBeforeStart(Pty pty, WinSize size) {
    try {
      pty.setWindowSize(size, null);
    } catch (Exception e) {
      // macOS has no size before the other end is open; it is set again after the start. (The
      // exception's own class is not public.)
    }
  }
}
