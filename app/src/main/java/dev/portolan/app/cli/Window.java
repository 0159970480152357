package dev.portolan.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the command line knows of the window. */
public interface Window {
  /** Why no window can be opened on this computer, as a clause; empty if one can. */
  Optional<String> obstacle();

  /**
   * Opens the console and returns when the user has closed it.
   *
   * @param dataFolder where the profile is kept; null for the place that the operating system has
   *     for such files
   * @param linksOrFiles what the console is asked to show, or to add to its list, as it was given;
   *     it asks before it does
   */
  void open(@Nullable Path dataFolder, List<String> linksOrFiles) throws Failure;

  /**
   * Does the console's main job off screen, on real connections, and leaves pictures of it.
   *
   * @param pictures the folder for the pictures, made if needed
   * @param say is told one line per step
   * @throws Failure if a step of the tour did not happen
   */
  void tour(Path pictures, Consumer<String> say) throws Failure;
}
