package dev.portolan.app.view.run;

import dev.portolan.app.view.common.Texts;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Asks for a file to save answers in. FX thread. */
@FunctionalInterface
public interface AnswerFiles {
  /**
   * Waits until a file is chosen; empty if none is.
   *
   * @param name the proposed name
   */
  Optional<Path> choose(Window owner, String name);

  /** The desktop's. */
  static AnswerFiles ofDesktop() {
    return (owner, name) -> {
      FileChooser chooser = new FileChooser();
      chooser.setTitle(Texts.get("run.save.title"));
      chooser.setInitialFileName(name);
      return Optional.ofNullable(chooser.showSaveDialog(owner)).map(java.io.File::toPath);
    };
  }
}
