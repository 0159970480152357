package dev.portolan.app.session;

import dev.portolan.app.terminal.TerminalScreen;

/** Runs the emulator on the output of consecutive shells until the session is closed. */
final class TerminalPump implements Runnable {
  private static final int CHUNK = 16 << 10;

  private final ShellFeed feed;
  private final TerminalScreen screen;

  TerminalPump(ShellFeed feed, TerminalScreen screen) {
    this.feed = feed;
    this.screen = screen;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[CHUNK];
    try {
      ShellStart start = feed.await();
      while (start != null) {
        if (start.note() != null) {
          screen.beginShell(start.note());
        }
        for (int count = feed.read(buffer); count >= 0; count = feed.read(buffer)) {
          screen.feed(buffer, 0, count);
        }
        start = feed.await();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
