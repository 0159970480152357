package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import dev.portolan.app.session.LogState;
import dev.portolan.app.session.SessionLog;
import dev.portolan.app.session.TerminalSession;
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

/** The bar of a shell that is logged or recorded, with the file or an error. FX thread. */
final class ShellLogBar extends HBox {
  private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

  private final SessionLog log;
  private final Runnable start;
  private final String icons;
  private final String words;
  private final FontIcon icon = new FontIcon();
  private final Label text = new Label();
  private final Button end = new Button();

  /** The bar of a log. */
  static ShellLogBar ofLog(SessionLog log, ObservableValue<TerminalSettings> settings) {
    return new ShellLogBar(
        log,
        "shell-log",
        "fth-edit-3",
        "log.on",
        () -> {
          TerminalSettings wanted = settings.getValue();
          log.start(wanted.get(Settings.LOG_FILE), wanted.get(Settings.LOG_CONTENT));
        });
  }

  /** The bar of a recording. */
  static ShellLogBar ofRecording(
      TerminalSession session, ObservableValue<TerminalSettings> settings) {
    return new ShellLogBar(
        session.recording(),
        "shell-recording",
        "fth-video",
        "recording.on",
        () -> {
          TerminalSettings wanted = settings.getValue();
          session.record(wanted.get(Settings.RECORDING_FILE), wanted.get(Settings.RECORD_INPUT));
        });
  }

  private ShellLogBar(SessionLog log, String id, String iconName, String words, Runnable start) {
    this.log = log;
    this.start = start;
    this.icons = iconName;
    this.words = words;
    getStyleClass().add("shell-log");
    setId(id);
    text.setId(id + "-text");
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    end.setId(id + "-end");
    end.getStyleClass().add("small");
    end.setMinWidth(Region.USE_PREF_SIZE);
    end.setFocusTraversable(false);
    end.setOnAction(event -> log.stop());
    getChildren().addAll(icon, text, end);
    Coalescer changed = new Coalescer(new FxThread(), this::show);
    log.addListener(changed::request);
    show();
  }

  /** Whether something is written. */
  boolean isOn() {
    return log.state() instanceof LogState.On;
  }

  /** Begins to write, or stops. */
  void toggle() {
    if (isOn()) {
      log.stop();
    } else {
      start.run();
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
          say(icons, ShellTexts.of(words, file), ShellTexts.of("log.stop"));
      case LogState.Failed(String sentence) ->
          say("fth-alert-triangle", sentence, ShellTexts.of("log.dismiss"));
    }
  }

  private void say(String iconName, String sentence, String action) {
    icon.setIconLiteral(iconName);
    text.setText(sentence);
    end.setText(action);
  }
}
