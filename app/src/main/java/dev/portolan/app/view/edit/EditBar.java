package dev.portolan.app.view.edit;

import dev.portolan.app.browse.EditAnswer;
import dev.portolan.app.browse.EditState;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.IconButton;
import dev.portolan.app.view.control.Nodes;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/** A file that is edited: its state, and what can be done with it. FX thread. */
final class EditBar extends HBox {
  private final EditViewModel model;
  private final FontIcon icon = Icons.of(Icons.EDIT);
  private final Label name = new Label();
  private final Label words = new Label();
  private final Button retry = new Button(Texts.get("edit.retry"));
  private final List<Button> answers =
      List.of(
          answer(EditAnswer.OVERWRITE, "overwrite"),
          answer(EditAnswer.KEEP_BOTH, "keep-both"),
          answer(EditAnswer.DISCARD, "discard"));
  private final Subscription watching;

  EditBar(EditViewModel model) {
    this.model = model;
    getStyleClass().addAll("banner", "edit-bar");
    setSpacing(10);
    setAlignment(Pos.CENTER_LEFT);
    name.getStyleClass().add(Css.STRONG);
    name.setMinWidth(60);
    words.setWrapText(true);
    words.setMinHeight(Region.USE_PREF_SIZE);
    small(retry, "edit-retry");
    retry.setOnAction(event -> model.retry());
    FlowPane buttons = new FlowPane(6, 6, retry);
    buttons.getChildren().addAll(answers);
    buttons.setAlignment(Pos.CENTER_LEFT);
    VBox middle = new VBox(4, name, words, buttons);
    HBox.setHgrow(middle, Priority.ALWAYS);
    IconButton close = new IconButton(Icons.CLOSE, Texts.get("edit.close"));
    close.setId("edit-close");
    close.setOnAction(event -> model.close());
    getChildren().addAll(icon, middle, close);
    watching = model.stateProperty().subscribe(this::show);
  }

  private Button answer(EditAnswer answer, String key) {
    Button button = new Button(Texts.get("edit." + key));
    small(button, "edit-" + key);
    button.setOnAction(event -> model.answer(answer));
    return button;
  }

  private static void small(Button button, String id) {
    button.setId(id);
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
  }

  private void show(EditState state) {
    name.setText(model.name());
    words.setText(model.words());
    model.tone().apply(this);
    Nodes.show(retry, state instanceof EditState.Failed);
    answers.forEach(each -> Nodes.show(each, state instanceof EditState.ChangedThere));
    icon.setIconLiteral(
        switch (state) {
          case EditState.Fetching(), EditState.Sending() -> Icons.BUSY;
          case EditState.Editing(), EditState.Closed() -> Icons.EDIT;
          case EditState.Sent(), EditState.SentForGood() -> Icons.GOOD;
          case EditState.ChangedThere _ -> Icons.DEGRADED;
          case EditState.Failed _ -> Icons.FAILED;
        });
  }

  /** Stops following. */
  void forget() {
    watching.unsubscribe();
  }
}
