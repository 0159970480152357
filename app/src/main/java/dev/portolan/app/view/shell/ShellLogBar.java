package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import dev.portolan.app.session.LogState;
import dev.portolan.app.session.SessionLog;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import java.nio.file.Path;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The bar of a logged shell, with the file or an error. FX thread. */
final class ShellLogBar extends HBox {
  private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

  private final SessionLog log;
  private final ObservableValue<TerminalSettings> settings;
  private final FontIcon icon = new FontIcon();
  private final Label text = new Label();
  private final Button end = new Button();

  ShellLogBar(SessionLog log, ObservableValue<TerminalSettings> settings) {
    this.log = log;
    this.settings = settings;
    getStyleClass().add("shell-log");
    setId("shell-log");
    text.setId("shell-log-text");
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    end.setId("shell-log-end");
    end.getStyleClass().add("small");
    end.setMinWidth(Region.USE_PREF_SIZE);
    end.setFocusTraversable(false);
    end.setOnAction(event -> log.stop());
    getChildren().addAll(icon, text, end);
    Coalescer changed = new Coalescer(new FxThread(), this::show);
    log.addListener(changed::request);
    show();
  }

  /** Whether the shell is logged. */
  boolean isOn() {
    return log.state() instanceof LogState.On;
  }

  /** Toggles logging. */
  void toggle() {
    if (isOn()) {
      log.stop();
    } else {
      TerminalSettings wanted = settings.getValue();
      log.start(wanted.get(Settings.LOG_FILE), wanted.get(Settings.LOG_CONTENT));
    }
  }

  private void show() {
    LogState state = log.state();
    setVisible(!(state instanceof LogState.Off));
    setManaged(isVisible());
    pseudoClassStateChanged(FAILED, state instanceof LogState.Failed);
    switch (state) {
      case LogState.Off() -> {}
      case LogState.On(Path file) ->
          say("fth-edit-3", ShellTexts.of("log.on", file), ShellTexts.of("log.stop"));
      case LogState.Failed(String sentence) ->
          say("fth-alert-triangle", sentence, ShellTexts.of("log.dismiss"));
    }
  }

  private void say(String iconName, String words, String action) {
    icon.setIconLiteral(iconName);
    text.setText(words);
    end.setText(action);
  }
}
