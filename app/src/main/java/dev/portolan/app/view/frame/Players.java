package dev.portolan.app.view.frame;

import dev.portolan.app.session.Recording;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.layout.Region;
import javafx.stage.Window;

/** Opens recordings of shells in tabs. FX thread. */
public interface Players {
  /** Waits until a file is chosen; empty if none is. */
  Optional<Path> choose(Window owner);

  /**
   * Reads a file in the background.
   *
   * @return fails with a {@link dev.portolan.app.session.RecordingException}
   */
  CompletableFuture<Recording> read(Path file);

  PlayerContent open(Recording recording);

  /** A player in a tab. */
  interface PlayerContent {
    Region root();

    void focus();

    void close();
  }
}
