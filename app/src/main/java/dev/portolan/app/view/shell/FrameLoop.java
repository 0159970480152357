package dev.portolan.app.view.shell;

import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;

/**
 * Draws at most once per frame: every third frame during a flood of output, and never without
 * changes.
 */
final class FrameLoop {
  /** The result of drawing. */
  enum Drawn {
    /** Everything is drawn. */
    COMPLETE,

    /** The text was locked, so retry at the next frame. */
    UNFINISHED,

    /** Everything is drawn, and all text has changed since the previous frame. */
    FLOOD
  }

  /** Idle frames before the loop stops. */
  private static final int REST = 10;

  /** Frames skipped during a flood, so that it is over sooner. */
  private static final int LEFT_OUT = 2;

  private final Supplier<Drawn> draw;
  private final Coalescer wake = new Coalescer(new FxThread(), this::wake);
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          frame();
        }
      };
  private boolean wanted;
  private boolean running;
  private boolean stopped;
  private int idle;
  private int toLeaveOut;

  FrameLoop(Supplier<Drawn> draw) {
    this.draw = draw;
  }

  /** Requests a frame. Any thread. */
  void request() {
    wake.request();
  }

  /** Stops the loop. FX thread. */
  void stop() {
    stopped = true;
    timer.stop();
  }

  private void wake() {
    wanted = true;
    idle = 0;
    if (!running && !stopped) {
      running = true;
      timer.start();
    }
  }

  private void frame() {
    if (toLeaveOut > 0) {
      toLeaveOut--;
    } else if (wanted) {
      Drawn drawn = draw.get();
      wanted = drawn == Drawn.UNFINISHED;
      toLeaveOut = drawn == Drawn.FLOOD ? LEFT_OUT : 0;
    } else if (++idle > REST) {
      running = false;
      timer.stop();
    }
  }
}
