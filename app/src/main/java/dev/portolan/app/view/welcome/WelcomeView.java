package dev.portolan.app.view.welcome;

import dev.portolan.app.view.common.Fxml;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The page of the first start. */
public final class WelcomeView {
  private final WelcomeViewModel model;
  private final ScrollPane root;

  @FXML private Button tryLab;
  @FXML private HBox progress;

  public WelcomeView(WelcomeViewModel model) {
    this.model = model;
    this.root = Fxml.load(this, ScrollPane.class);
  }

  @FXML
  private void initialize() {
    tryLab.disableProperty().bind(model.startingProperty());
    tryLab.visibleProperty().bind(model.startingProperty().not());
    tryLab.managedProperty().bind(tryLab.visibleProperty());
    progress.visibleProperty().bind(model.startingProperty());
    progress.managedProperty().bind(progress.visibleProperty());
  }

  public Region root() {
    return root;
  }

  public void focus() {
    tryLab.requestFocus();
  }

  @FXML
  private void startLab() {
    model.startLab();
  }

  @FXML
  private void addEdge() {
    model.addEdge();
  }
}
