package dev.portolan.app.store;

/** A list cannot be read or written. The message is a clause for the user. */
public final class ListException extends Exception {
  private static final long serialVersionUID = 1L;

  ListException(String message, Throwable cause) {
    super(message, cause);
  }

  ListException(String message) {
    super(message);
  }
}
