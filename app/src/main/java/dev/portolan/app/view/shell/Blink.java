package dev.portolan.app.view.shell;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/** Blinks the cursor and blinking text. Stops, visible, after a time without input. FX thread. */
final class Blink {
  private static final Duration PHASE = Duration.millis(530);
  private static final int PHASES_UNTIL_REST = 20;

  private final Runnable changed;
  private final Timeline timeline = new Timeline(new KeyFrame(PHASE, event -> turn()));
  private boolean on = true;
  private boolean blinking;
  private int phases;

  Blink(Runnable changed) {
    this.changed = changed;
    timeline.setCycleCount(Animation.INDEFINITE);
  }

  /** Whether blinking content is visible. */
  boolean isOn() {
    return on;
  }

  /** Enables or disables blinking. */
  void setBlinking(boolean wanted) {
    if (blinking != wanted) {
      blinking = wanted;
      restart();
    }
  }

  /** Restarts with the visible phase, after input. */
  void restart() {
    phases = 0;
    if (!on) {
      on = true;
      changed.run();
    }
    if (blinking) {
      timeline.playFromStart();
    } else {
      timeline.stop();
    }
  }

  void stop() {
    timeline.stop();
  }

  private void turn() {
    on = !on;
    changed.run();
    if (++phases >= PHASES_UNTIL_REST && on) {
      timeline.stop();
    }
  }
}
