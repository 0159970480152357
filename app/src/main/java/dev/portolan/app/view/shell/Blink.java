package dev.portolan.app.view.shell;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/**
 * Turns the cursor, and text that blinks with it, on and off while somebody may be looking for it;
 * rests, on, when nothing was done for a while. FX thread.
 */
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

  /** Whether what blinks shows in this phase. */
  boolean isOn() {
    return on;
  }

  /** Whether anything shall blink at all. */
  void setBlinking(boolean wanted) {
    if (blinking != wanted) {
      blinking = wanted;
      restart();
    }
  }

  /** Something was typed: all shows, and blinks again from here. */
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
