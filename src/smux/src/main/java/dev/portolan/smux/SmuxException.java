package dev.portolan.smux;

import java.io.IOException;

/** A failure of a session or of one of its streams. The message is one plain sentence. */
public class SmuxException extends IOException {
  private static final long serialVersionUID = 1L;

  public SmuxException(String message) {
    super(message);
  }

  public SmuxException(String message, Throwable cause) {
    super(message, cause);
  }
}
