package dev.portolan.app.store;

/** A list that cannot be read or written; its message is a clause about it, for a person. */
public final class ListException extends Exception {
  private static final long serialVersionUID = 1L;

  ListException(String message, Throwable cause) {
    super(message, cause);
  }

  ListException(String message) {
    super(message);
  }
}
