package dev.portolan.app.session;

import dev.portolan.app.terminal.TerminalScreen;

/** Carries what shells send to a screen, one shell after the other, until the session is closed. */
final class TerminalPump implements Runnable {
  private static final int CHUNK = 16 << 10;

  private final TerminalSession session;
  private final TerminalScreen screen;

  TerminalPump(TerminalSession session, TerminalScreen screen) {
    this.session = session;
    this.screen = screen;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[CHUNK];
    try {
      ShellStart start = session.awaitShell();
      while (start != null) {
        if (start.note() != null) {
          screen.beginShell(start.note());
        }
        for (int count = session.read(buffer); count >= 0; count = session.read(buffer)) {
          screen.feed(buffer, 0, count);
        }
        start = session.awaitShell();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
