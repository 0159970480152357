package dev.portolan.app.view.run;

import dev.portolan.app.fleet.AnswerGroup;
import dev.portolan.app.fleet.RunEnd;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Tone;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TreeCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A row of the devices: an icon, what it is, and a muted detail. */
final class RunCell extends TreeCell<RunRow> {
  private final FontIcon icon = Icons.of(Icons.OFF);
  private final Label title = new Label();
  private final Label detail = new Label();
  private final HBox row = new HBox(8, icon, title, detail);

  RunCell() {
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    row.setAlignment(Pos.CENTER_LEFT);
    icon.getStyleClass().add(Css.STATE_ICON);
    detail.getStyleClass().add(Css.MUTED);
    setPrefWidth(0);
  }

  @Override
  protected void updateItem(@Nullable RunRow item, boolean empty) {
    super.updateItem(item, empty);
    if (empty || item == null) {
      setGraphic(null);
      return;
    }
    switch (item) {
      case RunRow.Stage stage ->
          show(
              switch (stage.progress()) {
                case CHOSEN, QUEUED -> Icons.OFF;
                case RUNNING -> Icons.BUSY;
                case WAITING -> Icons.WAITING;
              },
              Tone.NEUTRAL,
              RunTexts.of(stage.progress(), stage.devices().size()),
              "");
      case RunRow.Answer(var group) ->
          show(
              icon(group.kind()),
              tone(group.kind()),
              RunTexts.of(group.kind(), group.parts().size()),
              detail(group.answer().end(), group.answer().text()));
      case RunRow.Device(DeviceItem device, _) ->
          show(Icons.DEVICE, Tone.NEUTRAL, device.name(), place(device));
    }
    title.setMinWidth(item instanceof RunRow.Device ? 40 : Region.USE_PREF_SIZE);
    setGraphic(row);
  }

  private void show(String name, Tone tone, String words, String more) {
    icon.setIconLiteral(name);
    tone.apply(icon);
    title.setText(words);
    detail.setText(more);
    setAccessibleText((words + " " + more).strip());
  }

  private static String icon(AnswerGroup.Kind kind) {
    return switch (kind) {
      case SAME -> Icons.GOOD;
      case DIFFERS -> Icons.DEGRADED;
      case FAILED -> Icons.FAILED;
    };
  }

  private static Tone tone(AnswerGroup.Kind kind) {
    return switch (kind) {
      case SAME -> Tone.GOOD;
      case DIFFERS -> Tone.WARNING;
      case FAILED -> Tone.BAD;
    };
  }

  /** How it ended unless well, and the first line. */
  private static String detail(RunEnd end, String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    if (end.isSuccess()) {
      return first;
    }
    return first.isEmpty() ? end.words() : end.words() + ": " + first;
  }

  private static String place(DeviceItem device) {
    List<String> parts = new ArrayList<>();
    parts.add(device.edge().name());
    parts.addAll(device.settings().group());
    return String.join(" / ", parts);
  }
}
