package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import dev.portolan.app.terminal.CopiedText;
import java.text.NumberFormat;
import javafx.animation.PauseTransition;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * The bar for programs that want to copy text: asks about the first text and reports later ones.
 * Does not take the focus. FX thread.
 */
final class ShellCopyBar extends HBox {
  private static final Duration TOLD = Duration.seconds(5);

  private final String deviceName;
  private final ShellQuestions questions;
  private final ObservableValue<TerminalSettings> settings;
  private final NumberFormat numbers = NumberFormat.getIntegerInstance();
  private final Label text = new Label();
  private final Button action = new Button();
  private final PauseTransition told = new PauseTransition(TOLD);
  private Permission permission = Permission.UNKNOWN;
  private @Nullable CopiedText waiting;

  /** The user's answer, valid while the terminal is open. */
  private enum Permission {
    UNKNOWN,
    /** The question is open. Other texts are dropped. */
    ASKED,
    GIVEN,
    REFUSED
  }

  ShellCopyBar(
      String deviceName, ShellQuestions questions, ObservableValue<TerminalSettings> settings) {
    this.deviceName = deviceName;
    this.questions = questions;
    this.settings = settings;
    getStyleClass().add("shell-offer");
    setId("shell-copy");
    text.setId("shell-copy-text");
    text.setWrapText(true);
    text.setMinSize(0, Region.USE_PREF_SIZE);
    HBox.setHgrow(text, Priority.ALWAYS);
    action.setId("shell-copy-action");
    action.getStyleClass().add("small");
    action.setMinWidth(Region.USE_PREF_SIZE);
    action.setFocusTraversable(false);
    action.setOnAction(event -> act());
    setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    getChildren().addAll(new FontIcon("fth-clipboard"), text, action);
    told.setOnFinished(event -> setVisible(false));
    setVisible(false);
  }

  /** Handles a program's text. */
  void offered(CopiedText copied) {
    if (!settings.getValue().get(Settings.PROGRAMS_COPY)) {
      return;
    }
    switch (permission) {
      case UNKNOWN -> {
        waiting = copied;
        say("copy.wanted", copied, Keys.MAC ? "copy.look.mac" : "copy.look");
      }
      case GIVEN -> put(copied);
      case ASKED, REFUSED -> {
        // ignored
      }
    }
  }

  /** The button's action: opens the question, or revokes the permission. */
  void act() {
    if (permission == Permission.GIVEN && isVisible()) {
      permission = Permission.REFUSED;
      setVisible(false);
    } else {
      look();
    }
  }

  /** Opens the pending question, if any. */
  void look() {
    CopiedText asked = waiting;
    if (asked == null || permission != Permission.UNKNOWN) {
      return;
    }
    permission = Permission.ASKED;
    waiting = null;
    setVisible(false);
    questions.aboutCopy(asked, () -> agreed(asked), () -> permission = Permission.REFUSED);
  }

  private void agreed(CopiedText asked) {
    permission = Permission.GIVEN;
    put(asked);
  }

  private void put(CopiedText copied) {
    ClipboardContent content = new ClipboardContent();
    content.putString(copied.text());
    Clipboard.getSystemClipboard().setContent(content);
    say("copy.done", copied, "copy.end");
    told.playFromStart();
  }

  private void say(String words, CopiedText copied, String button) {
    text.setText(
        ShellTexts.of(
            words, deviceName, copied.text().length(), numbers.format(copied.text().length())));
    action.setText(ShellTexts.of(button));
    setVisible(true);
  }

  void stop() {
    told.stop();
  }
}
