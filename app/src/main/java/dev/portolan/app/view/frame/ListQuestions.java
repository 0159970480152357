package dev.portolan.app.view.frame;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.ListArgument;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.store.Addition;
import dev.portolan.app.store.ListException;
import dev.portolan.app.store.ProfileStore;
import dev.portolan.app.store.SharedList;
import dev.portolan.app.task.Background;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.DialogHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/**
 * Imports and exports lists. An import needs the user's confirmation. Further files are ignored
 * while one is open, to prevent floods of questions. FX thread.
 */
final class ListQuestions {
  private static final int MAX_NAME_CHARS = 60;

  private final ProfileStore profile;
  private final WindowNavigator navigator;
  private final DialogHost dialogs;
  private final ListFiles files;
  private final Window window;
  private final Executor fx;
  private final Function<String, List<Forward>> parser;
  private @Nullable Dialog asked;
  private boolean reading;

  ListQuestions(Services services, WindowNavigator navigator, DialogHost dialogs, Window window) {
    this.profile = services.profile();
    this.files = services.listFiles();
    this.fx = services.fx();
    this.parser = services.parser();
    this.navigator = navigator;
    this.dialogs = dialogs;
    this.window = window;
  }

  /** Imports a file given as a program argument. */
  void ask(String argument) {
    try {
      ask(ListArgument.path(argument));
    } catch (IllegalArgumentException noFile) {
      navigator.tell(Texts.get("list.bad", shown(argument), Texts.get("list.no-file")));
    }
  }

  /** Lets the user choose a file to import. */
  void askForImport() {
    files.toRead(window).ifPresent(this::ask);
  }

  /** Lets the user choose a file to export to. */
  void askForExport() {
    if (!profile.hasListToWrite()) {
      navigator.tell(Texts.get("list.none"));
      return;
    }
    files.toWrite(window).ifPresent(this::export);
  }

  private void ask(Path file) {
    if (reading || (asked != null && dialogs.isOpen(asked))) {
      return;
    }
    reading = true;
    profile
        .readList(file, parser)
        .whenCompleteAsync(
            (list, failure) -> {
              reading = false;
              if (failure == null) {
                ask(shown(file), list);
              } else {
                navigator.tell(Texts.get("list.bad", shown(file), clause(failure)));
              }
            },
            fx);
  }

  private void ask(String name, SharedList list) {
    if (!list.lacksEdge()) {
      preview(name, list);
      return;
    }
    List<EdgeItem> edges =
        profile.inventory().edges().stream()
            .filter(edge -> edge.kind() == EdgeKind.REMOTE)
            .toList();
    switch (edges.size()) {
      case 0 -> navigator.tell(Texts.get("list.no-edge", name));
      case 1 -> preview(name, list.behind(edges.getFirst()));
      default ->
          show(
              new EdgeChoiceDialog(
                  Texts.get("list.which-edge", name),
                  edges,
                  edge -> fx.execute(() -> preview(name, list.behind(edge)))));
    }
  }

  private void preview(String name, SharedList list) {
    List<Addition> additions = profile.inventory().lacks(list);
    if (additions.isEmpty()) {
      navigator.tell(Texts.get(list.isEmpty() ? "list.empty" : "list.nothing", name));
      return;
    }
    String counts = counts(additions);
    show(
        new ListDialog(
            Texts.get("list.text", name, counts),
            additions,
            () -> {
              Runnable undo = profile.inventory().add(list);
              navigator.tellWithUndo(Texts.get("list.added", counts), undo);
            }));
  }

  private void show(Dialog question) {
    asked = question;
    dialogs.show(question);
  }

  private void export(Path chosen) {
    if (ListArgument.isMeant(chosen.toString())) {
      write(chosen);
      return;
    }
    Path file = chosen.resolveSibling(chosen.getFileName() + ListArgument.ENDING);
    profile
        .isTaken(file)
        .whenCompleteAsync(
            (taken, failure) -> {
              if (failure != null) {
                navigator.tell(Texts.get("list.unwritten", shown(file), clause(failure)));
              } else if (taken) {
                askToReplace(file);
              } else {
                write(file);
              }
            },
            fx);
  }

  /**
   * Confirms overwriting, because the chooser has asked only about the name without the extension.
   */
  private void askToReplace(Path file) {
    navigator.confirm(
        new Question(
            Texts.get("list.replace.title"),
            Texts.get("list.replace.text", shown(file)),
            Texts.get("list.replace.confirm"),
            true,
            () -> write(file)));
  }

  private void write(Path file) {
    profile
        .writeList(file)
        .whenCompleteAsync(
            (done, failure) ->
                navigator.tell(
                    failure == null
                        ? Texts.get("list.written", shown(file))
                        : Texts.get("list.unwritten", shown(file), clause(failure))),
            fx);
  }

  /** The counts of new entries, such as “1 edge, 3 devices, 4 tunnels”. */
  private static String counts(List<Addition> additions) {
    int edges = 0;
    int devices = 0;
    int tunnels = 0;
    for (Addition each : additions) {
      int one = each.isNew() ? 1 : 0;
      switch (each) {
        case Addition.Edge edge -> edges += one;
        case Addition.Device device -> devices += one;
        case Addition.Tunnel tunnel -> tunnels += one;
      }
    }
    List<String> parts = new ArrayList<>();
    count(parts, "list.edges", edges);
    count(parts, "list.devices", devices);
    count(parts, "list.tunnels", tunnels);
    return String.join(", ", parts);
  }

  private static void count(List<String> parts, String key, int count) {
    if (count > 0) {
      parts.add(Texts.get(key, count));
    }
  }

  private static String shown(Path file) {
    return shown(String.valueOf(file.getFileName()));
  }

  /** Sanitises a file name, which may come from a stranger. */
  private static String shown(String name) {
    String seen = UnseenCharacters.shown(name);
    return seen.length() <= MAX_NAME_CHARS ? seen : seen.substring(0, MAX_NAME_CHARS - 1) + "…";
  }

  private static String clause(Throwable failure) {
    return Background.cause(failure) instanceof ListException known
        ? String.valueOf(known.getMessage())
        : Texts.get("list.no-answer");
  }
}
