package dev.portolan.app.store;

/** A profile cannot be parsed. */
final class ProfileException extends Exception {
  private static final long serialVersionUID = 1L;

  ProfileException(String message, Throwable cause) {
    super(message, cause);
  }

  ProfileException(String message) {
    super(message);
  }
}
