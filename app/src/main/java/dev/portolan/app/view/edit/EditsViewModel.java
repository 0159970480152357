package dev.portolan.app.view.edit;

import dev.portolan.app.browse.EditState;
import dev.portolan.app.browse.RemoteEdit;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The view model of all edited files of one device. FX thread. */
public final class EditsViewModel {
  private final Function<String, RemoteEdit> maker;
  private final Executor fx;
  private final ObservableList<EditViewModel> items = FXCollections.observableArrayList();
  private final ObservableList<EditViewModel> shown =
      FXCollections.unmodifiableObservableList(items);

  /**
   * @param maker prepares the editing of a path of the device
   */
  public EditsViewModel(Function<String, RemoteEdit> maker, Executor fx) {
    this.maker = maker;
    this.fx = fx;
  }

  /** The edited files; read-only. */
  public ObservableList<EditViewModel> items() {
    return shown;
  }

  /** Begins to edit a file, unless it is edited already. */
  public void edit(String path) {
    if (items.stream().anyMatch(item -> item.path().equals(path))) {
      return;
    }
    EditViewModel item = new EditViewModel(maker.apply(path), fx);
    items.add(item);
    item.stateProperty()
        .subscribe(
            (before, now) -> {
              if (now instanceof EditState.Closed) {
                items.remove(item);
              }
            });
    item.start();
  }

  /** Whether closing would lose something that was saved. */
  public boolean hasUnsent() {
    return items.stream().anyMatch(EditViewModel::isUnsent);
  }

  /** Ends the editing of all files, and removes their copies. */
  public void close() {
    List.copyOf(items).forEach(EditViewModel::close);
  }
}
