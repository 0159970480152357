package dev.portolan.app.view.shell;

import dev.portolan.app.session.TerminalState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.PauseTransition;
import javafx.animation.Timeline;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/** The banner that explains why a terminal refuses input, with actions. FX thread. */
final class ShellBanner extends HBox {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final PseudoClass LOST = PseudoClass.getPseudoClass("lost");
  private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
  private static final PseudoClass ATTENTION = PseudoClass.getPseudoClass("attention");
  private static final long MILLIS_PER_SECOND = 1_000;

  private final String deviceName;
  private final Clock clock;
  private final FontIcon icon = new FontIcon("fth-info");
  private final Label text = new Label();
  private final Button action = new Button();
  private final Timeline countdown =
      new Timeline(new KeyFrame(javafx.util.Duration.seconds(1), event -> write()));
  private final PauseTransition attention = new PauseTransition(javafx.util.Duration.millis(400));
  private TerminalState state = new TerminalState.Connecting();

  ShellBanner(String deviceName, Clock clock, Runnable reopen) {
    this.deviceName = deviceName;
    this.clock = clock;
    getStyleClass().add("shell-banner");
    setId("shell-banner");
    text.getStyleClass().add("banner-text");
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMaxWidth(Double.MAX_VALUE);
    action.setId("shell-reopen");
    action.setMinWidth(Region.USE_PREF_SIZE);
    action.setFocusTraversable(false);
    action.setOnAction(event -> reopen.run());
    setMaxHeight(Region.USE_PREF_SIZE);
    getChildren().addAll(icon, text, action);
    countdown.setCycleCount(Animation.INDEFINITE);
    attention.setOnFinished(event -> pseudoClassStateChanged(ATTENTION, false));
  }

  /** Shows a state, or nothing while a shell is connected. */
  void show(TerminalState now) {
    state = now;
    boolean shown =
        !(now instanceof TerminalState.Connected) && !(now instanceof TerminalState.Closed);
    setVisible(shown);
    setManaged(shown);
    pseudoClassStateChanged(LOST, now.isInterrupted());
    pseudoClassStateChanged(REFUSED, now instanceof TerminalState.Refused);
    if (now instanceof TerminalState.Lost lost && lost.retryAt() != null) {
      countdown.playFromStart();
    } else {
      countdown.stop();
    }
    write();
  }

  /** Draws attention after refused input. */
  void callAttention() {
    pseudoClassStateChanged(ATTENTION, true);
    attention.playFromStart();
  }

  void stop() {
    countdown.stop();
    attention.stop();
  }

  private void write() {
    switch (state) {
      case TerminalState.Connecting() ->
          say("fth-loader", ShellTexts.of("state.connecting", deviceName), "");
      case TerminalState.Lost lost -> say("fth-wifi-off", lost(lost), "action.reconnect");
      case TerminalState.Waiting(Instant since, String why) ->
          say(
              "fth-clock",
              ShellTexts.of("state.waiting", deviceName, time(since), why),
              "action.tryAgain");
      case TerminalState.Stale(Instant since, String why) ->
          say("fth-pause-circle", ShellTexts.of("state.stale", why), "");
      case TerminalState.Ended ended ->
          say("fth-check-circle", ShellTexts.of("state.ended"), "action.newShell");
      case TerminalState.Refused refused ->
          say(
              "fth-alert-triangle",
              ShellTexts.of(
                  refused.untilLink() ? "state.refused.until-link" : "state.refused",
                  refused.why(),
                  refused.advice()),
              refused.untilLink() ? "" : "action.tryAgain");
      case TerminalState.Connected connected -> say("fth-info", "", "");
      case TerminalState.Closed() -> say("fth-info", "", "");
    }
  }

  private String time(Instant instant) {
    return TIME.format(instant.atZone(clock.getZone()));
  }

  private String lost(TerminalState.Lost lost) {
    String since = time(lost.since());
    Instant retryAt = lost.retryAt();
    if (retryAt == null) {
      return ShellTexts.of("state.lost.trying", since, lost.why(), lost.attempt());
    }
    long millis = Math.max(0, Duration.between(clock.instant(), retryAt).toMillis());
    long seconds = (millis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
    return ShellTexts.of("state.lost.waiting", since, lost.why(), seconds, lost.attempt());
  }

  private void say(String iconName, String words, String actionKey) {
    icon.setIconLiteral(iconName);
    text.setText(words);
    boolean offered = !actionKey.isEmpty();
    action.setVisible(offered);
    action.setManaged(offered);
    if (offered) {
      action.setText(ShellTexts.of(actionKey));
    }
  }
}
