package dev.portolan.app.view;

import javafx.animation.AnimationTimer;

/** Does something once, as soon as a window that was just shown is painted. FX thread. */
final class FirstFrame extends AnimationTimer {
  /** It is laid out in the first, then painted beside this thread, which is done by the third. */
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
