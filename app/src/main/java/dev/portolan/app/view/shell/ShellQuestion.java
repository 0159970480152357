package dev.portolan.app.view.shell;

import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A question over the terminal, with the text in question to look at. Esc says no. FX thread. */
final class ShellQuestion extends StackPane {
  private static final double WIDTH = 640;
  private static final double HEIGHT = 420;

  private final Button yes = new Button();
  private final Runnable refused;

  /** The words of a question; {@code content} is shown as it is, in the letters of the terminal. */
  record Words(String title, List<String> notes, String content, String yes, String no) {}

  ShellQuestion(Words words, Runnable agreed, Runnable refused) {
    this.refused = refused;
    getStyleClass().add("shell-scrim");
    Label title = label(words.title(), "question-title");
    TextArea content = new TextArea(words.content());
    content.setEditable(false);
    content.setWrapText(false);
    content.getStyleClass().add("question-content");
    content.setId("question-content");
    VBox.setVgrow(content, Priority.ALWAYS);
    Button no = new Button(words.no());
    no.setId("question-no");
    no.setOnAction(event -> refused.run());
    yes.setText(words.yes());
    yes.setId("question-yes");
    yes.setDefaultButton(true);
    yes.setOnAction(event -> agreed.run());
    HBox buttons = new HBox(8, no, yes);
    buttons.setAlignment(Pos.CENTER_RIGHT);
    VBox box = new VBox(title);
    box.getStyleClass().add("shell-question");
    words.notes().forEach(note -> box.getChildren().add(label(note, "question-note")));
    box.getChildren().addAll(content, buttons);
    box.setMaxSize(WIDTH, HEIGHT);
    StackPane.setMargin(box, new Insets(12));
    getChildren().add(box);
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(style);
    return label;
  }

  /** Takes the keys; {@code Enter} agrees. */
  void open() {
    yes.requestFocus();
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      event.consume();
      refused.run();
    } else if (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof Node target) {
      boolean onButton = target instanceof Button;
      if (!onButton) {
        event.consume();
        yes.fire();
      }
    }
  }
}
