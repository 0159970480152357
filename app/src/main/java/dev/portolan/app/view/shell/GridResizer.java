package dev.portolan.app.view.shell;

import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.terminal.TerminalScreen;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Resizes the screen, then the far side, off the FX thread, because reflowing long text takes time.
 * Intermediate sizes are skipped.
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

  /** Requests a size. The first one opens the first shell. Any thread. */
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
      // handle a size that was set just before the flag was cleared
    } while (wanted.get() != null && working.compareAndSet(false, true));
  }
}
