package dev.portolan.app.view.shell;

import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.terminal.TerminalScreen;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives the text and then the far side the size of the window, off the FX thread: long text takes
 * its time to be wrapped anew. While that goes on only the latest size is remembered.
 */
final class GridResizer {
  private final TerminalScreen screen;
  private final TerminalSession session;
  private final AtomicReference<@Nullable GridSize> wanted = new AtomicReference<>();
  private final AtomicBoolean working = new AtomicBoolean();

  GridResizer(TerminalScreen screen, TerminalSession session) {
    this.screen = screen;
    this.session = session;
  }

  /** Any thread; the first size opens the first shell. */
  void resize(int columns, int rows) {
    wanted.set(new GridSize(columns, rows));
    if (working.compareAndSet(false, true)) {
      session.background().execute(this::work);
    }
  }

  private void work() {
    do {
      try {
        GridSize grid = wanted.getAndSet(null);
        while (grid != null) {
          screen.resize(grid.columns(), grid.rows());
          session.start(grid.columns(), grid.rows());
          grid = wanted.getAndSet(null);
        }
      } finally {
        working.set(false);
      }
      // A size that came after the last look and before the flag fell is ours to do.
    } while (wanted.get() != null && working.compareAndSet(false, true));
  }
}
