package dev.portolan.app.view.files;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Nodes;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for the name of a new folder, above the table of a pane. FX thread. */
final class NewFolderBar extends VBox {
  private final FolderViewModel model;
  private final Runnable left;
  private final TextField name = new TextField();
  private final Button make = new Button(Texts.get("files.new-folder.make"));
  private final Label problem = new Label();

  /**
   * @param side prefix of its ids
   * @param left takes the focus when it goes
   */
  NewFolderBar(FolderViewModel model, String side, Runnable left) {
    this.model = model;
    this.left = left;
    getStyleClass().add("folder-new");
    name.setId(side + "-new-name");
    name.setPromptText(Texts.get("files.new-folder.name"));
    name.setAccessibleText(Texts.get("files.new-folder.name"));
    name.getStyleClass().add("small");
    name.setOnAction(event -> make());
    name.textProperty().subscribe((before, now) -> tell(""));
    HBox.setHgrow(name, Priority.ALWAYS);
    make.setId(side + "-new-make");
    make.setOnAction(event -> make());
    Button cancel = new Button(Texts.get("dialog.cancel"));
    cancel.setOnAction(event -> close());
    HBox row = new HBox(6, Icons.of(Icons.FOLDER), name, make, cancel);
    for (Button each : new Button[] {make, cancel}) {
      each.getStyleClass().add("small");
      each.setMinWidth(Region.USE_PREF_SIZE);
    }
    row.setAlignment(Pos.CENTER_LEFT);
    problem.getStyleClass().add(Css.PROBLEM);
    problem.setWrapText(true);
    problem.setMinHeight(Region.USE_PREF_SIZE);
    getChildren().addAll(row, problem);
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            close();
            event.consume();
          }
        });
    tell("");
    Nodes.show(this, false);
  }

  void open() {
    name.clear();
    Nodes.show(this, true);
    name.requestFocus();
  }

  private void close() {
    Nodes.show(this, false);
    left.run();
  }

  private void make() {
    make.setDisable(true);
    model.make(
        name.getText(),
        wrong -> {
          make.setDisable(false);
          tell(wrong);
          if (wrong.isEmpty()) {
            close();
          }
        });
  }

  private void tell(String sentence) {
    problem.setText(sentence);
    Nodes.show(problem, !sentence.isEmpty());
  }
}
