package dev.portolan.installer;

import java.io.IOException;

/** The folder of the program as one system wants it: runtime, jars and launchers. */
interface Image {
  /**
   * Lays all of it, without an AOT cache, which does not exist yet.
   *
   * @param notices what goes into it for people to read
   */
  void lay(Notices notices) throws IOException, InterruptedException;

  /**
   * Has the launchers tell Java one more option.
   *
   * @param option with {@code $APPDIR} for the folder of the jars
   */
  void tell(String option) throws IOException;
}
