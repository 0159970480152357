package dev.portolan.app.view.files;

import dev.portolan.app.view.common.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.DirectoryChooser;
import javafx.stage.Window;

/** Asks for a folder of this computer. FX thread. */
@FunctionalInterface
public interface FolderChooser {
  /**
   * Waits until one is chosen; empty if none is.
   *
   * @param initial the folder to begin with, if it exists; may be empty
   */
  Optional<Path> choose(Window owner, String initial);

  /** The desktop's. */
  static FolderChooser ofDesktop() {
    return (owner, initial) -> {
      DirectoryChooser chooser = new DirectoryChooser();
      chooser.setTitle(Texts.get("files.get-to.title"));
      File begin = new File(initial);
      if (!initial.isEmpty() && begin.isDirectory()) {
        chooser.setInitialDirectory(begin);
      }
      return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    };
  }
}
