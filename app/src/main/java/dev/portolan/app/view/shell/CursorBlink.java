package dev.portolan.app.view.shell;

import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.util.Duration;

/**
 * Turns the cursor on and off while somebody may be looking for it; rests, on, when nothing was
 * done for a while. FX thread.
 */
final class CursorBlink {
  private static final Duration PHASE = Duration.millis(530);
  private static final int PHASES_UNTIL_REST = 20;

  private final Runnable changed;
  private final Timeline timeline = new Timeline(new KeyFrame(PHASE, event -> turn()));
  private boolean on = true;
  private boolean blinking;
  private int phases;

  CursorBlink(Runnable changed) {
    this.changed = changed;
    timeline.setCycleCount(Animation.INDEFINITE);
  }

  /** Whether the cursor shows in this phase. */
  boolean isOn() {
    return on;
  }

  /** Whether it shall blink at all. */
  void setBlinking(boolean wanted) {
    if (blinking != wanted) {
      blinking = wanted;
      restart();
    }
  }

  /** Something was typed: the cursor shows, and blinks again from here. */
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
