package dev.portolan.smux;

import java.util.regex.Pattern;

/** Says why a connection has failed, in the system's words without those of the program. */
final class ConnectionFailure {
  /** The call and the number that Netty puts before the words of Linux. */
  private static final Pattern CALL =
      Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

  private ConnectionFailure() {}

  static SmuxException of(Throwable cause) {
    String words = CALL.matcher(String.valueOf(cause.getMessage())).replaceFirst("");
    return new SmuxException("The connection failed: " + words, cause);
  }
}
