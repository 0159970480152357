package dev.portolan.app.view.edge;

import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The form for the group and the tags of one or more devices. */
public final class LabelForm implements Dialog {
  private final LabelFormViewModel model;
  private final VBox root;

  @FXML private Field groupField;
  @FXML private ComboBox<String> deviceGroup;
  @FXML private TextField addedTags;
  @FXML private Field removedField;
  @FXML private TextField removedTags;

  public LabelForm(LabelFormViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    deviceGroup.getItems().setAll(model.knownGroups());
    deviceGroup.getEditor().textProperty().bindBidirectional(model.groupProperty());
    if (!model.isSameGroup()) {
      deviceGroup.setPromptText(Texts.get("labels.group.different"));
    }
    groupField.problemProperty().bind(model.groupProblemProperty());
    addedTags.textProperty().bindBidirectional(model.addedProperty());
    removedTags.textProperty().bindBidirectional(model.removedProperty());
    removedField.setHint(
        model.presentTags().isEmpty()
            ? Texts.get("labels.tags.none")
            : Texts.get("labels.tags.present", String.join(", ", model.presentTags())));
  }

  @Override
  public String title() {
    return model.count() == 1
        ? Texts.get("labels.title.one", model.firstName())
        : Texts.get("labels.title", model.count());
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return deviceGroup;
  }

  @Override
  public String confirmText() {
    return Texts.get("dialog.save");
  }

  @Override
  public boolean confirm() {
    return model.save();
  }
}
