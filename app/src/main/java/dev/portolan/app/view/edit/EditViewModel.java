package dev.portolan.app.view.edit;

import dev.portolan.app.browse.EditAnswer;
import dev.portolan.app.browse.EditState;
import dev.portolan.app.browse.RemoteEdit;
import dev.portolan.app.browse.RemotePath;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Tone;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The view model of a file that is edited. FX thread. */
public final class EditViewModel {
  private final RemoteEdit edit;
  private final ReadOnlyObjectWrapper<EditState> state;

  /**
   * @param edit not started yet
   */
  EditViewModel(RemoteEdit edit, Executor fx) {
    this.edit = edit;
    state = new ReadOnlyObjectWrapper<>(this, "state", edit.state());
    Coalescer changed = new Coalescer(fx, () -> state.set(edit.state()));
    edit.addListener(changed::request);
  }

  public ReadOnlyObjectProperty<EditState> stateProperty() {
    return state.getReadOnlyProperty();
  }

  /** The absolute path on the device. */
  public String path() {
    return edit.path();
  }

  /** The file's name, of visible characters. */
  String name() {
    return UnseenCharacters.shown(RemotePath.name(edit.path()));
  }

  /** The state in one sentence. */
  String words() {
    return switch (state.get()) {
      case EditState.Fetching() -> Texts.get("edit.fetching");
      case EditState.Editing() -> Texts.get("edit.editing");
      case EditState.Sending() -> Texts.get("edit.sending");
      case EditState.Sent() -> Texts.get("edit.sent");
      case EditState.SentForGood() -> Texts.get("edit.sent.for-good");
      case EditState.ChangedThere(String how) -> how;
      case EditState.Failed(String reason) -> reason;
      case EditState.Closed() -> Texts.get("edit.closed");
    };
  }

  Tone tone() {
    return switch (state.get()) {
      case EditState.Fetching(), EditState.Editing(), EditState.Sending(), EditState.Closed() ->
          Tone.NEUTRAL;
      case EditState.Sent(), EditState.SentForGood() -> Tone.GOOD;
      case EditState.ChangedThere _ -> Tone.WARNING;
      case EditState.Failed _ -> Tone.BAD;
    };
  }

  /** Whether closing it would lose what was saved. */
  public boolean isUnsent() {
    return switch (state.get()) {
      case EditState.Sending(), EditState.ChangedThere _, EditState.Failed _ -> true;
      case EditState.Fetching(),
          EditState.Editing(),
          EditState.Sent(),
          EditState.SentForGood(),
          EditState.Closed() ->
          false;
    };
  }

  void answer(EditAnswer answer) {
    edit.answer(answer);
  }

  void retry() {
    edit.retry();
  }

  void start() {
    edit.start();
  }

  void close() {
    edit.close();
  }
}
