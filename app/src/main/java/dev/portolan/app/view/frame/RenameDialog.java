package dev.portolan.app.view.frame;

import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The dialog for a tab's name. */
final class RenameDialog implements Dialog {
  private static final int MAX = 100;

  private final ShellPage page;
  private final TextField name = new TextField();
  private final VBox root;

  /**
   * @param done closes the dialog after Enter
   */
  RenameDialog(ShellPage page, Runnable done) {
    this.page = page;
    name.setId("tabName");
    name.setText(page.nameProperty().get());
    name.setPromptText(page.title().getValue());
    name.selectAll();
    name.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown()) {
            event.consume();
            confirm();
            done.run();
          }
        });
    Field field = new Field();
    field.setLabel(Texts.get("tab.rename.name"));
    field.setHint(Texts.get("tab.rename.hint"));
    field.setContent(name);
    root = new VBox(field);
    root.setPrefWidth(440);
  }

  @Override
  public String title() {
    return Texts.get("tab.rename.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return name;
  }

  @Override
  public String confirmText() {
    return Texts.get("tab.rename.confirm");
  }

  @Override
  public boolean confirm() {
    String wanted = name.getText().strip();
    page.nameProperty().set(wanted.substring(0, Math.min(MAX, wanted.length())));
    return true;
  }
}
