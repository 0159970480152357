package dev.portolan.app.view.edge;

import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import dev.portolan.app.view.control.Nodes;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The form for a device. */
public final class DeviceForm implements Dialog {
  private final DeviceFormViewModel model;
  private final @Nullable Runnable invite;
  private final VBox root;

  @FXML private Field pathField;
  @FXML private TextField devicePath;
  @FXML private TextField deviceName;
  @FXML private Field groupField;
  @FXML private ComboBox<String> deviceGroup;
  @FXML private TextField deviceTags;
  @FXML private TextArea deviceNotes;
  @FXML private CheckBox favourite;

  /**
   * Creates the form.
   *
   * @param invite leads to an invitation instead; null for a device that is there
   */
  public DeviceForm(DeviceFormViewModel model, @Nullable Runnable invite) {
    this.model = model;
    this.invite = invite;
    this.root = Fxml.load(this, VBox.class);
  }

  @FXML
  private void initialize() {
    devicePath.textProperty().bindBidirectional(model.pathProperty());
    deviceName.textProperty().bindBidirectional(model.nameProperty());
    deviceGroup.getItems().setAll(model.knownGroups());
    deviceGroup.getEditor().textProperty().bindBidirectional(model.groupProperty());
    groupField.problemProperty().bind(model.groupProblemProperty());
    deviceTags.textProperty().bindBidirectional(model.tagsProperty());
    Nodes.leaveByTab(deviceNotes);
    deviceNotes.textProperty().bindBidirectional(model.notesProperty());
    favourite.selectedProperty().bindBidirectional(model.favouriteProperty());
    pathField.problemProperty().bind(model.pathProblemProperty());
  }

  @Override
  public String title() {
    String original = model.originalName();
    if (!original.isEmpty()) {
      return Texts.get("device.duplicate.title", original);
    }
    return model.isNew()
        ? Texts.get("device.add.title", model.edgeName())
        : Texts.get("device.edit.title");
  }

  @Override
  public Region content() {
    return root;
  }

  @Override
  public Node firstFocus() {
    return devicePath;
  }

  @Override
  public String confirmText() {
    return Texts.get(model.isNew() ? "device.add.confirm" : "dialog.save");
  }

  @Override
  public List<Node> extras() {
    Runnable action = invite;
    if (action == null) {
      return List.of();
    }
    Button button = new Button(Texts.get("device.add.invite"));
    button.setId("invite");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return List.of(button);
  }

  @Override
  public boolean confirm() {
    return model.save();
  }
}
