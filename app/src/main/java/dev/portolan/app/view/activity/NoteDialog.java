package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.UnseenCharacters;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import javafx.scene.Node;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The form for a note in the activity. */
public final class NoteDialog implements Dialog {
  private static final int MAX = 1_000;

  private final ActivityLog log;
  private final @Nullable DeviceItem device;
  private final TextArea text = new TextArea();
  private final Field field = new Field();
  private final VBox root;

  /**
   * @param device what the note is about; null if it is about no device
   * @param done closes the dialog after Enter
   */
  public NoteDialog(ActivityLog log, @Nullable DeviceItem device, Runnable done) {
    this.log = log;
    this.device = device;
    text.setId("noteText");
    text.setWrapText(true);
    text.setPrefRowCount(3);
    text.textProperty().subscribe((before, now) -> field.problemProperty().set(""));
    text.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            event.consume();
            if (confirm()) {
              done.run();
            }
          }
        });
    field.setLabel(Texts.get("note.text"));
    field.setHint(Texts.get("note.hint"));
    field.setContent(text);
    root = new VBox(field);
    root.setPrefWidth(440);
  }

  @Override
  public String title() {
    return device == null ? Texts.get("note.title") : Texts.get("note.title.device", device.name());
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return text;
  }

  @Override
  public String confirmText() {
    return Texts.get("note.confirm");
  }

  @Override
  public boolean confirm() {
    String note = UnseenCharacters.shown(text.getText().replaceAll("\\s+", " ")).strip();
    if (note.isEmpty() || note.length() > MAX) {
      field
          .problemProperty()
          .set(note.isEmpty() ? Texts.get("note.missing") : Texts.get("note.long", MAX));
      return false;
    }
    log.note(device == null ? ActivitySubject.CONSOLE : ActivitySubject.of(device), note);
    return true;
  }
}
