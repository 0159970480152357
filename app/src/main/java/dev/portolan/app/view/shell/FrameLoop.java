package dev.portolan.app.view.shell;

import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import java.util.function.Supplier;
import javafx.animation.AnimationTimer;

/**
 * Draws at most once per frame of the window, at every third frame while text goes by faster than
 * anybody can read, and not at all while nothing changes.
 */
final class FrameLoop {
  /** What came of drawing. */
  enum Drawn {
    /** All is shown. */
    COMPLETE,

    /** The text was being changed; it is to be tried again at the next frame. */
    UNFINISHED,

    /** All is shown, and nothing of the picture before is in it. */
    FLOOD
  }

  /** Frames without a change before the loop rests. */
  private static final int REST = 10;

  /** Frames that are left out after a picture of a flood, so that the flood is over sooner. */
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

  /** Something changed; any thread. */
  void request() {
    wake.request();
  }

  /** No more frames; FX thread. */
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
