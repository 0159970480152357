package dev.portolan.app.view.frame;

import dev.portolan.app.view.common.SaveRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Window;

/** Asks for a file to save something in. FX thread. */
@FunctionalInterface
public interface SaveChooser {
  /** Waits until one is chosen; empty if none is. It has asked before a file is replaced. */
  Optional<Chosen> choose(Window owner, SaveRequest request);

  /**
   * A choice.
   *
   * @param form the form that the user chose besides the name
   */
  record Chosen(Path file, SaveRequest.Form form) {}

  /** The desktop's. */
  static SaveChooser ofDesktop() {
    return (owner, request) -> {
      FileChooser chooser = new FileChooser();
      chooser.setTitle(request.title());
      List<ExtensionFilter> filters =
          request.forms().stream()
              .map(form -> new ExtensionFilter(form.words(), "*." + form.ending()))
              .toList();
      chooser.getExtensionFilters().setAll(filters);
      SaveRequest.Form usual = request.forms().getFirst();
      chooser.setInitialFileName(request.name() + "." + usual.ending());
      return Optional.ofNullable(chooser.showSaveDialog(owner))
          .map(
              file -> {
                int at = filters.indexOf(chooser.getSelectedExtensionFilter());
                return new Chosen(file.toPath(), at < 0 ? usual : request.forms().get(at));
              });
    };
  }
}
