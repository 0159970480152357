package dev.portolan.app.view.shell;

import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.terminal.KeyPress;
import dev.portolan.app.terminal.NamedKey;
import dev.portolan.app.terminal.PastedText;
import dev.portolan.app.terminal.TerminalScreen;
import java.util.Objects;
import javafx.scene.input.Clipboard;

/**
 * What a person gives a shell: keys and pasted text, with a look at unusual text first, and
 * attention for the banner where no shell takes them. A locked one takes none. FX thread.
 */
final class ShellInput {
  private final TerminalSession session;
  private final TerminalScreen screen;
  private final TerminalPane pane;
  private final ShellBanner banner;
  private final ShellQuestions questions;
  private final ShellLockBar lock;

  ShellInput(
      TerminalSession session,
      TerminalScreen screen,
      TerminalPane pane,
      ShellBanner banner,
      ShellQuestions questions,
      ShellLockBar lock) {
    this.session = session;
    this.screen = screen;
    this.pane = pane;
    this.banner = banner;
    this.questions = questions;
    this.lock = lock;
  }

  /** Sends what keys stand for. */
  void send(byte[] bytes) {
    if (lock.isLocked()) {
      lock.callAttention();
    } else if (session.write(bytes)) {
      pane.typed();
    } else {
      banner.callAttention();
    }
  }

  /** Sends what is not typed, such as what the mouse says; a locked shell is left alone. */
  void sendQuietly(byte[] bytes) {
    if (!lock.isLocked()) {
      session.write(bytes);
    }
  }

  /** Moves by lines where the program, not the terminal, scrolls; upwards if positive. */
  void arrows(int lines) {
    byte[] code = screen.keyCode(KeyPress.of(lines > 0 ? NamedKey.ARROW_UP : NamedKey.ARROW_DOWN));
    for (int i = 0; code != null && i < Math.abs(lines); i++) {
      sendQuietly(code);
    }
  }

  /** Sends the text of the clipboard. */
  void paste() {
    paste(Objects.requireNonNullElse(Clipboard.getSystemClipboard().getString(), ""));
  }

  /** Sends a text, after a look at it where it is not quite usual. */
  void paste(String text) {
    PastedText paste = PastedText.of(text);
    if (paste.text().isEmpty()) {
      return;
    }
    if (lock.isLocked()) {
      lock.callAttention();
    } else if (!session.state().takesKeys()) {
      banner.callAttention();
    } else if (paste.needsLook()) {
      questions.aboutPaste(paste, this::send);
    } else {
      send(paste);
    }
  }

  private void send(PastedText paste) {
    send(Keys.utf8(paste.toSend(screen.wantsMarkedPaste())));
  }

  /**
   * Asks for a fresh shell where the last one has ended, was refused or lost; false if none has.
   */
  boolean reopen() {
    if (!session.state().canReopen()) {
      return false;
    }
    if (lock.isLocked()) {
      lock.callAttention();
      return true;
    }
    session.reopen();
    return true;
  }
}
