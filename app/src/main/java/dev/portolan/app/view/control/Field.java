package dev.portolan.app.view.control;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import javafx.beans.DefaultProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Pane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** An input with a label, and a hint or error below. */
@DefaultProperty("content")
public final class Field extends VBox {
  private static final PseudoClass DANGER = PseudoClass.getPseudoClass("danger");

  private final StringProperty label = new SimpleStringProperty(this, "label", "");
  private final StringProperty hint = new SimpleStringProperty(this, "hint", "");
  private final StringProperty problem = new SimpleStringProperty(this, "problem", "");
  private final ObjectProperty<@Nullable Node> content =
      new SimpleObjectProperty<>(this, "content");
  private final Label title = new Label();
  private final Label below = new Label();

  public Field() {
    getStyleClass().add("field");
    title.getStyleClass().add("field-label");
    title.textProperty().bind(label);
    below.setWrapText(true);
    below.getStyleClass().add("field-hint");
    getChildren().addAll(title, below);
    content.subscribe(this::place);
    hint.subscribe(text -> explain());
    problem.subscribe(text -> explain());
  }

  public StringProperty labelProperty() {
    return label;
  }

  public String getLabel() {
    return label.get();
  }

  public void setLabel(String text) {
    label.set(text);
  }

  public StringProperty hintProperty() {
    return hint;
  }

  public String getHint() {
    return hint.get();
  }

  public void setHint(String text) {
    hint.set(text);
  }

  /** The error, or empty. */
  public StringProperty problemProperty() {
    return problem;
  }

  public ObjectProperty<@Nullable Node> contentProperty() {
    return content;
  }

  public @Nullable Node getContent() {
    return content.get();
  }

  public void setContent(@Nullable Node node) {
    content.set(node);
  }

  private void place(@Nullable Node before, @Nullable Node after) {
    if (before != null) {
      getChildren().remove(before);
    }
    if (after != null) {
      getChildren().add(1, after);
      Node input = input(after);
      title.setLabelFor(input);
      if (input.getAccessibleText() == null) {
        input.accessibleTextProperty().bind(label);
      }
      explain();
    }
  }

  /** What the label names: the content, or the text field in a row with buttons. */
  private static Node input(Node content) {
    return content instanceof Pane row
        ? row.getChildren().stream()
            .filter(TextInputControl.class::isInstance)
            .findFirst()
            .orElse(content)
        : content;
  }

  private void explain() {
    boolean wrong = !problem.get().isEmpty();
    String words = wrong ? problem.get() : hint.get();
    below.setText(words);
    below.setVisible(!words.isEmpty());
    below.setManaged(!words.isEmpty());
    below.getStyleClass().remove(Css.PROBLEM);
    if (wrong) {
      below.getStyleClass().add(Css.PROBLEM);
      below.setGraphic(Icons.of(Icons.DEGRADED));
    } else {
      below.setGraphic(null);
    }
    Node input = content.get();
    if (input != null) {
      input.pseudoClassStateChanged(DANGER, wrong);
      input.setAccessibleHelp(words);
    }
  }
}
