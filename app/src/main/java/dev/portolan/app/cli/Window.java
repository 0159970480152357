package dev.portolan.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The command line's interface to the window. */
public interface Window {
  /** Why no window can be opened, as a clause, or empty. */
  Optional<String> obstacle();

  /**
   * Opens the console and blocks until it is closed.
   *
   * @param dataFolder the folder of the profile; null for the operating system's default
   * @param linksOrFiles links and list files to open; the console asks the user first
   */
  void open(@Nullable Path dataFolder, List<String> linksOrFiles) throws Failure;

  /**
   * Runs the console's main job off screen on real connections and saves screenshots.
   *
   * @param pictures the folder for screenshots, created if necessary
   * @param say receives one line per step
   * @throws Failure if a step fails
   */
  void tour(Path pictures, Consumer<String> say) throws Failure;
}
