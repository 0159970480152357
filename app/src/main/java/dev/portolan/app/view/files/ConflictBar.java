package dev.portolan.app.view.files;

import dev.portolan.app.model.ConflictAnswer;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.transfer.Transfers;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Nodes;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** Asks what to do with a transfer that would overwrite something. FX thread. */
final class ConflictBar extends HBox {
  /** Wide enough for all answers in one row. */
  private static final double ANSWERS = 560;

  private final Transfers transfers;
  private final Label question = new Label();
  private final Button replace = button(ConflictAnswer.REPLACE, "replace");
  private final Button keepBoth = button(ConflictAnswer.KEEP_BOTH, "keep-both");
  private final Button skip = button(ConflictAnswer.SKIP, "skip");
  private final CheckBox all = new CheckBox(Texts.get("transfer.conflict.all"));
  private @Nullable TransferItem asked;

  ConflictBar(Transfers transfers) {
    this.transfers = transfers;
    setId("conflict");
    getStyleClass().add("banner");
    setSpacing(10);
    setAlignment(Pos.TOP_LEFT);
    question.setId("conflict-question");
    question.setWrapText(true);
    question.setMinHeight(Region.USE_PREF_SIZE);
    all.setId("conflict-all");
    FlowPane answers = new FlowPane(6, 6, replace, keepBoth, skip, all);
    answers.setAlignment(Pos.CENTER_LEFT);
    answers.setPrefWrapLength(ANSWERS);
    VBox words = new VBox(6, question, answers);
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren().addAll(Icons.of(Icons.ASKS), words);
    Nodes.show(this, false);
  }

  private Button button(ConflictAnswer answer, String key) {
    Button button = new Button(Texts.get("transfer.conflict." + key));
    button.setId("conflict-" + key);
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setOnAction(event -> answer(answer));
    return button;
  }

  private void answer(ConflictAnswer answer) {
    TransferItem item = asked;
    if (item != null) {
      boolean forGood =
          answer == ConflictAnswer.REPLACE
              && item.conflict() instanceof TransferConflict.CannotKeep;
      transfers.answer(
          item,
          forGood ? ConflictAnswer.REPLACE_FOR_GOOD : answer,
          all.isSelected() ? Transfers.Scope.ALL : Transfers.Scope.ONE);
    }
  }

  /** Asks about a transfer; null hides the bar. */
  void ask(@Nullable TransferItem item) {
    if (item != null && !item.equals(asked)) {
      all.setSelected(false);
    }
    asked = item;
    Nodes.show(this, item != null);
    if (item == null) {
      return;
    }
    question.setText(TransferLook.question(item));
    TransferConflict conflict = item.conflict();
    Nodes.show(keepBoth, !(conflict instanceof TransferConflict.Unknown));
    replace.setText(
        Texts.get(
            switch (conflict) {
              case TransferConflict.FolderThere() -> "transfer.conflict.merge";
              case TransferConflict.Unknown _ -> "transfer.conflict.anyway";
              case TransferConflict.CannotKeep _ -> "transfer.conflict.for-good";
              case TransferConflict.FileThere _, TransferConflict.OnItsWay() ->
                  "transfer.conflict.replace";
              case null -> "transfer.conflict.replace";
            }));
  }
}
