package dev.portolan.app.view.shell;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bar of a shell whose keys go to other shells, too. FX thread. */
final class ShellShareBar extends HBox {
  private final ShellShare share;
  private final Label text = new Label();
  private final Subscription following;

  ShellShareBar(ShellShare share) {
    this.share = share;
    getStyleClass().addAll("shell-log", "shell-share");
    setId("shell-share");
    text.setId("shell-share-text");
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    getChildren()
        .addAll(
            new FontIcon("fth-share-2"),
            text,
            button("shell-share-leave", "share.leave", () -> share.group().leave(share)),
            button("shell-share-end", "share.end", () -> share.group().end()));
    following = share.group().chosenProperty().subscribe(chosen -> show());
  }

  private static Button button(String id, String key, Runnable action) {
    Button button = new Button(ShellTexts.of(key));
    button.setId(id);
    button.getStyleClass().add("small");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setFocusTraversable(false);
    button.setOnAction(event -> action.run());
    return button;
  }

  private void show() {
    boolean on = share.group().isChosen(share);
    setVisible(on);
    setManaged(on);
    text.setText(on ? ShellTexts.of("share.on", share.count()) : "");
  }

  void stop() {
    following.unsubscribe();
  }
}
