package dev.portolan.app.view.frame;

import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.control.Dialog;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** A dialog for a {@link Question}. */
final class ConfirmDialog implements Dialog {
  private final Question question;
  private final VBox root;

  ConfirmDialog(Question question) {
    this.question = question;
    Label text = new Label(question.text());
    text.setWrapText(true);
    root = new VBox(text);
    root.setPrefWidth(440);
    root.setFocusTraversable(true);
  }

  @Override
  public String title() {
    return question.title();
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return root;
  }

  @Override
  public String confirmText() {
    return question.confirm();
  }

  @Override
  public boolean dangerous() {
    return question.dangerous();
  }

  @Override
  public boolean confirm() {
    question.onConfirm().run();
    return true;
  }
}
