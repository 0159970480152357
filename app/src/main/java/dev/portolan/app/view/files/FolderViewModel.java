package dev.portolan.app.view.files;

import dev.portolan.app.task.Background;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import org.jspecify.annotations.Nullable;

/** The folder that a pane shows. FX thread. */
final class FolderViewModel {
  private final FolderSource source;
  private final Executor fx;
  private final ReadOnlyStringWrapper path = new ReadOnlyStringWrapper(this, "path", "");
  private final ReadOnlyObjectWrapper<FolderState> state =
      new ReadOnlyObjectWrapper<>(this, "state", new FolderState.Idle());
  private final BooleanProperty hidden = new SimpleBooleanProperty(this, "hidden");
  private final ObservableList<FileRow> all = FXCollections.observableArrayList();
  private final FilteredList<FileRow> rows = new FilteredList<>(all, row -> !row.isHidden());
  private final ReadOnlyObjectWrapper<@Nullable String> wanted =
      new ReadOnlyObjectWrapper<>(this, "wanted");
  private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper(this, "doing", "");
  private int asked;

  /**
   * @param path the folder to begin with; empty for the user's home
   */
  FolderViewModel(FolderSource source, String path, Executor fx) {
    this.source = source;
    this.fx = fx;
    this.path.set(path);
    hidden.subscribe(shown -> rows.setPredicate(shown ? null : row -> !row.isHidden()));
  }

  /** The absolute path of the folder; what the user has typed if that could not be listed. */
  ReadOnlyStringProperty pathProperty() {
    return path.getReadOnlyProperty();
  }

  String path() {
    return path.get();
  }

  ReadOnlyObjectProperty<FolderState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** Whether hidden files are shown. */
  BooleanProperty hiddenProperty() {
    return hidden;
  }

  /** What is in the folder. */
  ObservableList<FileRow> rows() {
    return rows;
  }

  /** The file of this name, also if it is hidden; null if there is none. */
  @Nullable FileRow find(String name) {
    return all.stream().filter(row -> row.name().equals(name)).findFirst().orElse(null);
  }

  /** The name to select once it is there; null for none. */
  ReadOnlyObjectProperty<@Nullable String> wantedProperty() {
    return wanted.getReadOnlyProperty();
  }

  List<String> tops() {
    return source.tops();
  }

  /** Lists the folder for the first time. */
  void begin() {
    if (state.get() instanceof FolderState.Idle) {
      if (path.get().isEmpty()) {
        home();
      } else {
        go(path.get());
      }
    }
  }

  void home() {
    show(source.home(), null);
  }

  /** Takes a path that cannot be listed. */
  void type(String typed) {
    path.set(typed.strip());
  }

  /** Lists another folder. */
  void go(String asked) {
    path.set(asked);
    show(source.list(asked, false), null);
  }

  /** Lists another folder and selects something in it. */
  void go(String asked, String name) {
    path.set(asked);
    show(source.list(asked, true), name);
  }

  /** To the folder above, where the one that it came from is selected. */
  void up() {
    String from = path.get();
    String parent = source.parent(from);
    if (!parent.equals(from)) {
      path.set(parent);
      show(
          source.list(parent, false),
          from.substring(Math.min(from.length(), parent.length())).replaceAll("^[/\\\\]+", ""));
    }
  }

  /** Lists the folder anew; keeps the rows until then. */
  void refresh() {
    show(source.list(path.get(), true), null);
  }

  /**
   * Makes a folder in this one, and selects it.
   *
   * @param done gets a sentence if that is not possible, or nothing
   */
  void make(String name, Consumer<String> done) {
    String wanted = name.strip();
    if (isFree(wanted, done)) {
      String folder = path.get();
      change(folder, source.make(folder, wanted), wanted, done);
    }
  }

  /**
   * Gives something in this folder another name, and selects it.
   *
   * @param done gets a sentence if that is not possible, or nothing
   */
  void rename(String name, String to, Consumer<String> done) {
    if (to.equals(name)) {
      done.accept("");
    } else if (isFree(to, done)) {
      String folder = path.get();
      change(folder, source.rename(folder, name, to), to, done);
    }
  }

  boolean hasTrash() {
    return source.hasTrash();
  }

  /** What is being done to the folder; empty if nothing. */
  ReadOnlyStringProperty doingProperty() {
    return doing.getReadOnlyProperty();
  }

  /**
   * Deletes files, links and whole folders of this folder.
   *
   * @param done gets a sentence if something is still there, or nothing
   */
  void delete(List<String> names, FolderSource.Deletion how, Consumer<String> done) {
    String folder = path.get();
    doing.set(Texts.get("files.deleting", names.size()));
    change(
        folder,
        source.delete(folder, names, how),
        null,
        wrong -> {
          doing.set("");
          done.accept(wrong);
        });
  }

  private boolean isFree(String name, Consumer<String> refused) {
    boolean bad =
        name.isBlank()
            || name.equals(".")
            || name.equals("..")
            || name.indexOf('/') >= 0
            || name.indexOf('\0') >= 0;
    String wrong =
        bad
            ? Texts.get("files.new-folder.bad")
            : find(name) != null ? Texts.get("files.new-folder.there") : "";
    if (!wrong.isEmpty()) {
      refused.accept(wrong);
    }
    return wrong.isEmpty();
  }

  /** Shows the folder anew after a change, also one that has come half way. */
  private void change(
      String folder,
      CompletableFuture<Void> change,
      @Nullable String select,
      Consumer<String> done) {
    change.whenCompleteAsync(
        (_, failure) -> {
          if (folder.equals(path.get())) {
            show(source.list(folder, true), failure == null ? select : null);
          }
          done.accept(
              failure == null ? "" : String.valueOf(Background.cause(failure).getMessage()));
        },
        fx);
  }

  private void show(CompletableFuture<FolderListing> listing, @Nullable String select) {
    int number = ++asked;
    state.set(new FolderState.Loading());
    listing.whenCompleteAsync((found, failure) -> shown(number, found, failure, select), fx);
  }

  private void shown(
      int number,
      @Nullable FolderListing found,
      @Nullable Throwable failure,
      @Nullable String select) {
    if (number != asked) {
      return; // The user has gone elsewhere.
    }
    if (found == null) {
      all.clear();
      Throwable cause = failure == null ? null : Background.cause(failure);
      state.set(
          new FolderState.Failed(
              cause == null ? "" : String.valueOf(cause.getMessage()),
              cause instanceof FolderRefusedException));
      return;
    }
    path.set(found.path());
    all.setAll(found.rows().stream().sorted(FileRow.USUAL).toList());
    wanted.set(null);
    state.set(new FolderState.Listed(found.truncated()));
    wanted.set(select);
  }
}
