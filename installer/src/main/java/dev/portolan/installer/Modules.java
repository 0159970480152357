package dev.portolan.installer;

import java.util.Arrays;
import java.util.TreeSet;

/** Chooses the modules of the runtime from those that jdeps finds mentioned. */
final class Modules {
  /**
   * Mentioned by parts of libraries that the program does not use (JavaFX's printing and its beans
   * for Swing, Jackson's reading of a bean's annotations, JNA's windows); each of them does
   * without.
   */
  private static final String AWT = "java.desktop";

  /** The flight recorder: Netty is told to keep out of it, and JavaFX does without. */
  private static final String JFR = "jdk.jfr";

  /** Used by FXML; jdeps names it only through the one above. */
  private static final String XML = "java.xml";

  private Modules() {}

  /** Takes and returns names parted by commas. */
  static String wanted(String mentioned) {
    TreeSet<String> names = new TreeSet<>(Arrays.asList(mentioned.split(",")));
    names.remove(JFR);
    if (names.remove(AWT)) {
      names.add(XML);
    }
    return String.join(",", names);
  }
}
