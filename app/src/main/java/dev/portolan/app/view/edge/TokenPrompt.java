package dev.portolan.app.view.edge;

import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for the promptToken of an edge. */
public final class TokenPrompt implements Dialog {
  private final TokenPromptViewModel model;
  private final VBox root;

  @FXML private Label why;
  @FXML private Field tokenField;
  @FXML private PasswordField promptToken;

  public TokenPrompt(TokenPromptViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    why.setText(model.why());
    promptToken.textProperty().bindBidirectional(model.tokenProperty());
    tokenField.problemProperty().bind(model.problemProperty());
  }

  @Override
  public String title() {
    return Texts.get("token.title", model.edgeName());
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return promptToken;
  }

  @Override
  public String confirmText() {
    return Texts.get("token.confirm");
  }

  @Override
  public boolean confirm() {
    return model.save();
  }
}
