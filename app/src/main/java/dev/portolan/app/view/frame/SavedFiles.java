package dev.portolan.app.view.frame;

import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.store.ExportFiles;
import dev.portolan.app.store.ExportFiles.Existing;
import dev.portolan.app.task.Background;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.SaveRequest;
import dev.portolan.app.view.common.Texts;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Saves what the user exports where the user wants it, and tells how that went. FX thread. */
final class SavedFiles {
  private final SaveChooser chooser;
  private final ExportFiles files;
  private final Window owner;
  private final Navigator navigator;
  private final Executor fx;

  SavedFiles(
      SaveChooser chooser, ExportFiles files, Window owner, Navigator navigator, Executor fx) {
    this.chooser = chooser;
    this.files = files;
    this.owner = owner;
    this.navigator = navigator;
    this.fx = fx;
  }

  void save(SaveRequest request) {
    chooser.choose(owner, request).ifPresent(chosen -> save(request, chosen));
  }

  private void save(SaveRequest request, SaveChooser.Chosen chosen) {
    String name = String.valueOf(chosen.file().getFileName()).toLowerCase(Locale.ROOT);
    for (SaveRequest.Form form : request.forms()) {
      if (name.endsWith("." + form.ending())) {
        write(chosen.file(), Existing.REPLACE, form);
        return;
      }
    }
    // the chooser has asked only about the name without the ending
    Path file =
        chosen.file().resolveSibling(chosen.file().getFileName() + "." + chosen.form().ending());
    write(file, Existing.KEEP, chosen.form());
  }

  private void write(Path file, Existing existing, SaveRequest.Form form) {
    files
        .write(file, existing, form.content())
        .whenCompleteAsync((done, failure) -> tell(file, form, failure), fx);
  }

  private void tell(Path file, SaveRequest.Form form, @Nullable Throwable failure) {
    String name = UnseenCharacters.shown(String.valueOf(file.getFileName()));
    if (failure == null) {
      navigator.tell(Texts.get("save.done", name));
    } else if (Background.cause(failure) instanceof FileAlreadyExistsException) {
      navigator.confirm(
          new Question(
              Texts.get("list.replace.title"),
              Texts.get("list.replace.text", name),
              Texts.get("list.replace.confirm"),
              true,
              () -> write(file, Existing.REPLACE, form)));
    } else {
      navigator.tell(Texts.get("save.failed", name, reason(Background.cause(failure))));
    }
  }

  private static String reason(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException _ -> Texts.get("save.no-folder");
      case AccessDeniedException _ -> Texts.get("save.denied");
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case TimeoutException _ -> Texts.get("list.no-answer");
      default -> String.valueOf(failure.getMessage());
    };
  }
}
