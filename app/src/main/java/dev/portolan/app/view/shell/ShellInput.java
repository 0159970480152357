package dev.portolan.app.view.shell;

import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.terminal.KeyPress;
import dev.portolan.app.terminal.NamedKey;
import dev.portolan.app.terminal.PastedText;
import dev.portolan.app.terminal.TerminalScreen;
import java.util.Objects;
import javafx.scene.input.Clipboard;

/**
 * User input for a shell: keys and pasted text. Confirms unusual text, draws attention to the
 * banner if input is refused, and ignores input while locked. FX thread.
 */
final class ShellInput {
  private final TerminalSession session;
  private final TerminalScreen screen;
  private final TerminalPane pane;
  private final ShellBanner banner;
  private final ShellQuestions questions;
  private final ShellLockBar lock;
  private final ShellShare share;

  ShellInput(
      TerminalSession session,
      TerminalScreen screen,
      TerminalPane pane,
      ShellBanner banner,
      ShellQuestions questions,
      ShellLockBar lock,
      ShellShare share) {
    this.session = session;
    this.screen = screen;
    this.pane = pane;
    this.banner = banner;
    this.questions = questions;
    this.lock = lock;
    this.share = share;
  }

  /** Sends a key here and to the other shells of the group. */
  void press(KeyPress press, byte[] code) {
    send(code);
    share.press(press, code);
  }

  /** Sends a key that was pressed in another shell. */
  void pressedElsewhere(KeyPress press, byte[] code) {
    byte[] own = screen.keyCode(press);
    send(own == null ? code : own);
  }

  /** Sends typed text here and to the other shells of the group. */
  void type(byte[] text) {
    send(text);
    share.type(text);
  }

  /** Sends bytes of keys. */
  void send(byte[] bytes) {
    if (lock.isLocked()) {
      lock.callAttention();
    } else if (session.write(bytes)) {
      pane.typed();
    } else {
      banner.callAttention();
    }
  }

  /** Sends bytes that were not typed, such as mouse reports, unless locked. */
  void sendQuietly(byte[] bytes) {
    if (!lock.isLocked()) {
      session.write(bytes);
    }
  }

  /** Sends arrow keys for scrolling in full-screen programs, up if positive. */
  void arrows(int lines) {
    byte[] code = screen.keyCode(KeyPress.of(lines > 0 ? NamedKey.ARROW_UP : NamedKey.ARROW_DOWN));
    for (int i = 0; code != null && i < Math.abs(lines); i++) {
      sendQuietly(code);
    }
  }

  /** Pastes the clipboard. */
  void paste() {
    paste(Objects.requireNonNullElse(Clipboard.getSystemClipboard().getString(), ""));
  }

  /** Pastes a text, after a confirmation if it is unusual. */
  void paste(String text) {
    PastedText paste = PastedText.of(text);
    if (paste.text().isEmpty()) {
      return;
    }
    if (lock.isLocked()) {
      lock.callAttention();
    } else if (!session.state().takesKeys()) {
      banner.callAttention();
    } else if (paste.needsLook() || share.count() > 1) {
      questions.aboutPaste(paste, share.count(), this::pasteInAll);
    } else {
      pasteAgreed(paste);
    }
  }

  private void pasteInAll(PastedText paste) {
    pasteAgreed(paste);
    share.paste(paste);
  }

  /** Pastes a text that the user has agreed to. */
  void pasteAgreed(PastedText paste) {
    send(Keys.utf8(paste.toSend(screen.wantsMarkedPaste())));
  }

  /**
   * Requests a new shell if the last one has ended, was refused or lost. Returns false otherwise.
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
