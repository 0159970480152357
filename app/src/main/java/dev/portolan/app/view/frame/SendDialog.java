package dev.portolan.app.view.frame;

import dev.portolan.app.browse.RemotePath;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for the folder of a device that dropped files go to. */
final class SendDialog implements Dialog {
  private final String title;
  private final TextField folder = new TextField();
  private final Field field = new Field();
  private final VBox root;
  private final Consumer<String> chosen;

  /**
   * @param what the files in words
   * @param proposed what the field holds at first; may be empty
   * @param chosen gets the folder's absolute path
   */
  SendDialog(String device, String what, String proposed, Consumer<String> chosen) {
    this.chosen = chosen;
    title = Texts.get("drop.title", what, device);
    folder.setId("dropFolder");
    folder.setText(proposed);
    folder.setPromptText(Texts.get("drop.folder.example"));
    folder.selectAll();
    folder.textProperty().subscribe((before, now) -> field.problemProperty().set(""));
    field.setLabel(Texts.get("drop.folder", device));
    field.setHint(Texts.get("drop.folder.hint"));
    field.setContent(folder);
    root = new VBox(field);
    root.setPrefWidth(440);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return folder;
  }

  @Override
  public String confirmText() {
    return Texts.get("drop.confirm");
  }

  @Override
  public boolean confirm() {
    String path = folder.getText().strip();
    if (!RemotePath.isAbsolute(path)) {
      field.problemProperty().set(Texts.get("drop.folder.relative"));
      return false;
    }
    chosen.accept(RemotePath.tidy(path));
    return true;
  }
}
