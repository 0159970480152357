package dev.portolan.app.view.edge;

import dev.portolan.app.view.common.Fxml;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.Field;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
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
  @FXML private TextField deviceTags;
  @FXML private TextArea deviceNotes;

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
    deviceTags.textProperty().bindBidirectional(model.tagsProperty());
    deviceNotes.textProperty().bindBidirectional(model.notesProperty());
    pathField.problemProperty().bind(model.pathProblemProperty());
  }

  @Override
  public String title() {
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
