package dev.portolan.smux;

import java.util.regex.Pattern;

/** Turns an I/O error into an exception with the operating system's message only. */
final class ConnectionFailure {
  /** The system call and error number that Netty's native transport puts before the message. */
  private static final Pattern CALL =
      Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

  private ConnectionFailure() {}

  static SmuxException of(Throwable cause) {
    String words = CALL.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
    return new SmuxException("The connection failed: " + words, cause);
  }
}
