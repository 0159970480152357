package dev.portolan.app.cli.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a terminal in raw mode until it is closed, or until a signal ends this process. Does
 * nothing where input is not typed.
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

  /**
   * The hook comes first: a signal must never find the terminal changed and nobody to put it back.
   */
  private boolean isPutBackByExit() {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::close, "terminal"));
      return true;
    } catch (IllegalStateException e) {
      // This process is ending already.
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
