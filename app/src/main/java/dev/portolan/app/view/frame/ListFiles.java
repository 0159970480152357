package dev.portolan.app.view.frame;

import dev.portolan.app.model.ListArgument;
import dev.portolan.app.view.common.Texts;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** File choosers for lists, empty if cancelled. FX thread. */
public interface ListFiles {
  /** Chooses a file to read. */
  Optional<Path> toRead(Window owner);

  /** Chooses a file to write. The chooser has confirmed overwriting a file of exactly that name. */
  Optional<Path> toWrite(Window owner);

  /** The desktop's file choosers. */
  static ListFiles ofDesktop() {
    return new ListFiles() {
      @Override
      public Optional<Path> toRead(Window owner) {
        FileChooser chooser = chooser("list.import.title");
        chooser
            .getExtensionFilters()
            .add(1, new FileChooser.ExtensionFilter(Texts.get("list.file.others"), "*.json"));
        return path(chooser.showOpenDialog(owner));
      }

      @Override
      public Optional<Path> toWrite(Window owner) {
        FileChooser chooser = chooser("list.export.title");
        chooser.setInitialFileName(Texts.get("list.file.name") + ListArgument.ENDING);
        return path(chooser.showSaveDialog(owner));
      }
    };
  }

  private static FileChooser chooser(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(Texts.get(title));
    chooser
        .getExtensionFilters()
        .addAll(
            new FileChooser.ExtensionFilter(Texts.get("list.file.type"), "*" + ListArgument.ENDING),
            new FileChooser.ExtensionFilter(Texts.get("edge.file.all"), "*.*"));
    return chooser;
  }

  private static Optional<Path> path(@Nullable File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }
}
