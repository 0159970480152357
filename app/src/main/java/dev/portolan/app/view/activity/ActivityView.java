package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.StateLabel;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The status bar with the latest activity. Opens the timeline, which is created at first use. */
public final class ActivityView {
  private final ActivityViewModel model;
  private final StateLabel latestLevel = new StateLabel();
  private final FontIcon chevron = Icons.of(Icons.UP);
  private final Button latest = new Button("", chevron);
  private final VBox root = new VBox();
  private @Nullable Timeline timeline;

  /**
   * Creates the view.
   *
   * @param news a node beside the latest entry, which controls its own visibility
   */
  public ActivityView(ActivityViewModel model, Node news) {
    this.model = model;
    root.getStyleClass().add("activity");
    root.getChildren().add(statusBar(news));
    model.openProperty().subscribe(this::open);
    model.latestProperty().subscribe(this::showLatest);
  }

  private HBox statusBar(Node news) {
    Label status = new Label();
    status.setId("status");
    status.getStyleClass().add(Css.NUMERIC);
    status.setMinWidth(Region.USE_PREF_SIZE);
    status.textProperty().bind(model.statusProperty());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    latestLevel.setId("latestLevel");
    latestLevel.getStyleClass().add(Css.NUMERIC);
    latestLevel.setMinWidth(Region.USE_PREF_SIZE);
    latest.setId("latest");
    latest.getStyleClass().addAll(Css.FLAT, "small", "latest");
    latest.setMinWidth(60);
    latest.setContentDisplay(ContentDisplay.RIGHT);
    latest.setOnAction(event -> toggle());
    HBox bar = new HBox(12, status, space, news, latestLevel, latest);
    bar.setAlignment(Pos.CENTER_LEFT);
    bar.getStyleClass().add("status-bar");
    return bar;
  }

  private void open(boolean isOpen) {
    chevron.setIconLiteral(isOpen ? Icons.DOWN : Icons.UP);
    latest.setAccessibleText(Texts.get(isOpen ? "activity.close" : "activity.open"));
    if (isOpen && timeline == null) {
      timeline = new Timeline(model);
      root.getChildren().addFirst(timeline.root());
    }
  }

  private void showLatest(@Nullable ActivityEntry entry) {
    latestLevel.setVisible(entry != null);
    if (entry == null) {
      latest.setText(Texts.get("activity.none"));
      return;
    }
    StateLook look = StateLook.of(entry);
    latestLevel.show(new StateLook(look.icon(), Formats.time(entry.at()), look.tone()), "");
    latest.setText(
        entry.subject().isEmpty() ? entry.text() : entry.subject() + ": " + entry.text());
    if (latest.getTooltip() == null) {
      Tooltip tooltip = new Tooltip();
      tooltip.setWrapText(true);
      tooltip.setMaxWidth(420);
      latest.setTooltip(tooltip);
    }
    latest.getTooltip().setText(latest.getText());
  }

  public Region root() {
    return root;
  }

  /** Opens the timeline, or closes it. */
  public void toggle() {
    model.openProperty().set(!model.openProperty().get());
    if (model.openProperty().get() && timeline != null) {
      timeline.focus();
    }
  }
}
