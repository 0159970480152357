package dev.portolan.app.view.edge;

import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The form that asks for the name of a device to invite. */
public final class InviteForm implements Dialog {
  private final InviteFormViewModel model;
  private final VBox root;

  @FXML private Field inviteField;
  @FXML private TextField inviteName;

  public InviteForm(InviteFormViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    inviteName.textProperty().bindBidirectional(model.nameProperty());
    inviteField.problemProperty().bind(model.problemProperty());
  }

  @Override
  public String title() {
    return Texts.get("invite.title", model.edgeName());
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return inviteName;
  }

  @Override
  public String confirmText() {
    return Texts.get("invite.confirm");
  }

  @Override
  public boolean confirm() {
    return model.save();
  }
}
