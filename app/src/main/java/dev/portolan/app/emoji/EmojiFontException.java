package dev.portolan.app.emoji;

import java.io.IOException;

/** A font is malformed. The message says how, in one sentence. */
public final class EmojiFontException extends IOException {
  private static final long serialVersionUID = 1;

  EmojiFontException(String message) {
    super(message);
  }
}
