package dev.portolan.app.view.welcome;

import dev.portolan.app.view.common.Css;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Logo;
import dev.portolan.app.view.common.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.javafx.FontIcon;

/** The page of the first start. */
public final class WelcomeView {
  private final WelcomeViewModel model;
  private final Button tryLab = new Button(Texts.get("welcome.lab.action"));
  private final HBox progress = new HBox(10);
  private final ScrollPane root;

  public WelcomeView(WelcomeViewModel model) {
    this.model = model;
    root = new ScrollPane(page());
    root.setFitToWidth(true);
    root.setFitToHeight(true);
    root.getStyleClass().addAll("welcome", "edge-to-edge");
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

  private VBox page() {
    Label title = label("welcome.title", "welcome-title");
    Label text = wrapped("welcome.text", "welcome-text");
    text.setTextAlignment(TextAlignment.CENTER);
    text.setMaxWidth(560);
    FlowPane cards = new FlowPane(18, 18, lab(), edge());
    cards.setAlignment(Pos.CENTER);
    cards.setPrefWrapLength(720);
    cards.getStyleClass().add("cards");
    VBox page =
        new VBox(
            10, Logo.of(84), title, text, cards, label("welcome.hint", Css.MUTED, "welcome-hint"));
    page.setAlignment(Pos.CENTER);
    page.getStyleClass().add("welcome-page");
    return page;
  }

  private VBox lab() {
    tryLab.setId("tryLab");
    tryLab.getStyleClass().add(Css.ACCENT);
    tryLab.setDefaultButton(true);
    tryLab.setMaxWidth(Double.MAX_VALUE);
    tryLab.setOnAction(event -> model.startLab());
    ProgressIndicator turning = new ProgressIndicator();
    turning.setPrefSize(20, 20);
    progress.setId("progress");
    progress.getChildren().addAll(turning, new Label(Texts.get("welcome.lab.starting")));
    progress.setAlignment(Pos.CENTER_LEFT);
    progress.setMinHeight(36);
    return card(Icons.LAB, "welcome.lab", tryLab, progress);
  }

  private VBox edge() {
    Button add = new Button(Texts.get("welcome.edge.action"));
    add.setId("addEdge");
    add.setMaxWidth(Double.MAX_VALUE);
    add.setOnAction(event -> model.addEdge());
    return card(Icons.EDGE, "welcome.edge", add);
  }

  private static VBox card(String icon, String words, Node... actions) {
    FontIcon sign = Icons.of(icon);
    sign.getStyleClass().add("card-icon");
    Region space = new Region();
    VBox.setVgrow(space, Priority.ALWAYS);
    VBox card =
        new VBox(
            10,
            sign,
            label(words + ".title", "card-title"),
            wrapped(words + ".text", Css.MUTED),
            space);
    card.getChildren().addAll(actions);
    card.getStyleClass().add("card");
    card.setPrefSize(330, 232);
    return card;
  }

  private static Label label(String words, String... styles) {
    Label label = new Label(Texts.get(words));
    label.getStyleClass().addAll(styles);
    return label;
  }

  private static Label wrapped(String words, String... styles) {
    Label label = label(words, styles);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    return label;
  }
}
