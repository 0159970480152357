package dev.portolan.app.view.files;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Nodes;
import java.util.function.Consumer;
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

/** Asks for a name, above the table of a pane. FX thread. */
final class NameBar extends VBox {
  private final Taker taker;
  private final Runnable left;
  private final TextField name = new TextField();
  private final Button make;
  private final Label problem = new Label();

  /** Takes the name. */
  @FunctionalInterface
  interface Taker {
    /**
     * Does with the name what it is for.
     *
     * @param done gets a sentence if that is not possible, or nothing
     */
    void take(String name, Consumer<String> done);
  }

  /**
   * @param side first part of its ids
   * @param what second part of its ids, and the key of its texts
   * @param left takes the focus when it goes
   */
  NameBar(String side, String what, Taker taker, Runnable left) {
    this.taker = taker;
    this.left = left;
    make = new Button(Texts.get("files." + what + ".make"));
    getStyleClass().add("folder-new");
    name.setId(side + "-" + what + "-name");
    name.setPromptText(Texts.get("files." + what + ".name"));
    name.setAccessibleText(Texts.get("files." + what + ".name"));
    name.getStyleClass().add("small");
    name.setOnAction(event -> make());
    name.textProperty().subscribe((before, now) -> tell(""));
    HBox.setHgrow(name, Priority.ALWAYS);
    make.setId(side + "-" + what + "-make");
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

  /**
   * Asks.
   *
   * @param proposed a name to begin with, of which all but its ending is selected
   */
  void open(String proposed) {
    name.setText(proposed);
    Nodes.show(this, true);
    name.requestFocus();
    int dot = proposed.lastIndexOf('.');
    name.selectRange(0, dot > 0 ? dot : proposed.length());
  }

  /** Asks no more. */
  void close() {
    if (isVisible()) {
      Nodes.show(this, false);
      left.run();
    }
  }

  private void make() {
    make.setDisable(true);
    taker.take(
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
