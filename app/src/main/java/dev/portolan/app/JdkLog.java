package dev.portolan.app;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the JDK and JavaFX log, on standard error by themselves. */
final class JdkLog {
  private JdkLog() {}

  /**
   * Silences it unless somebody asked for a log: standard error is for sentences, and JavaFX, for
   * one, warns at each start that it was found on the class path, which is where it belongs here.
   *
   * @param wanted the level that is asked for of our own log; null if none is
   */
  static void follow(@Nullable String wanted) {
    if (wanted == null || wanted.isBlank()) {
      Logger.getLogger("").setLevel(Level.OFF);
    }
  }
}
