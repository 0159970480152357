package dev.portolan.app.cli.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Raw mode of a terminal until it is closed, or a signal ends this process. No effect if input is
 * not a terminal.
 */
public final class RawMode implements AutoCloseable {
  private final LocalTerminal terminal;
  private LocalTerminal.@Nullable Raw raw;
  private boolean over;

  public RawMode(LocalTerminal terminal) {
    this.terminal = terminal;
    if (terminal.isTypedIn() && isPutBackByExit()) {
      enter();
    }
  }

  /** Installs the shutdown hook before the mode is changed, so that it is restored in any case. */
  private boolean isPutBackByExit() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::close, "terminal"));
      return true;
    } catch (IllegalStateException e) {
      // the process is ending already
      return false;
    }
  }

  private synchronized void enter() {
    if (!over) {
      raw = terminal.raw();
    }
  }

  @Override
  public synchronized void close() {
    over = true;
    if (raw != null) {
      raw.close();
      raw = null;
    }
  }
}
