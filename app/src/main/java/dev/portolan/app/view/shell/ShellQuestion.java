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
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A question over the terminal with a text to review. Esc refuses. FX thread. */
final class ShellQuestion extends StackPane {
  private static final double WIDTH = 640;
  private static final double HEIGHT = 420;
  private static final double LEAST_CONTENT = 60;

  private final Button usual;
  private final Runnable refused;

  /**
   * The texts of a question. {@code content} is shown verbatim in the terminal's font.
   *
   * @param no the text of the refuse button
   */
  record Words(String title, List<String> notes, String content, String no) {}

  /**
   * An answer other than refusing.
   *
   * @param id the id of its button
   * @param the text of its button
   * @param action the action
   */
  record Answer(String id, String words, Runnable action) {}

  /**
   * Creates a question.
   *
   * @param answers the answers; the last is the default for Enter
   */
  ShellQuestion(Words words, List<Answer> answers, Runnable refused) {
    this.refused = refused;
    getStyleClass().add("shell-scrim");
    Label title = label(words.title(), "question-title");
    TextArea content = new TextArea(words.content());
    content.setEditable(false);
    content.setWrapText(false);
    content.setMinHeight(LEAST_CONTENT);
    content.getStyleClass().add("question-content");
    content.setId("question-content");
    VBox.setVgrow(content, Priority.ALWAYS);
    FlowPane buttons = new FlowPane(8, 8, button(new Answer("question-no", words.no(), refused)));
    answers.forEach(answer -> buttons.getChildren().add(button(answer)));
    buttons.setAlignment(Pos.CENTER_RIGHT);
    usual = (Button) buttons.getChildren().getLast();
    usual.setDefaultButton(true);
    VBox box = new VBox(title);
    box.getStyleClass().add("shell-question");
    words.notes().forEach(note -> box.getChildren().add(label(note, "question-note")));
    box.getChildren().addAll(content, buttons);
    box.setMaxSize(WIDTH, HEIGHT);
    StackPane.setMargin(box, new Insets(12));
    getChildren().add(box);
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
  }

  private static Button button(Answer answer) {
    Button button = new Button(answer.words());
    button.setId(answer.id());
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> answer.action().run());
    return button;
  }

  private static Label label(String text, String style) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(style);
    return label;
  }

  /** Focuses the question. */
  void open() {
    usual.requestFocus();
  }

  private void pressed(KeyEvent event) {
    if (event.getCode() == KeyCode.ESCAPE) {
      event.consume();
      refused.run();
    } else if (event.getCode() == KeyCode.ENTER && event.getTarget() instanceof Node target) {
      boolean onButton = target instanceof Button;
      if (!onButton) {
        event.consume();
        usual.fire();
      }
    }
  }
}
