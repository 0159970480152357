package dev.portolan.app.view;

import javafx.animation.AnimationTimer;

/** Runs an action once a window that was just shown is painted. FX thread. */
final class FirstFrame extends AnimationTimer {
  /**
   * Pulses until the window is painted: laid out in the first, painted on another thread by the
   * third.
   */
  private static final int PAINTED = 3;

  private final Runnable action;
  private int frames;

  FirstFrame(Runnable action) {
    this.action = action;
  }

  @Override
  public void handle(long now) {
    if (++frames == PAINTED) {
      stop();
      action.run();
    }
  }
}
