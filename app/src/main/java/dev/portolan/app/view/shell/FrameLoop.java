package dev.portolan.app.view.shell;

import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import java.util.function.BooleanSupplier;
import javafx.animation.AnimationTimer;

/** Draws at most once per frame of the window, and not at all while nothing changes. */
final class FrameLoop {
  /** Frames without a change before the loop rests. */
  private static final int REST = 10;

  private final BooleanSupplier draw;
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

  /**
   * {@code draw} returns whether the picture is complete; if not, it is asked again at the next
   * frame.
   */
  FrameLoop(BooleanSupplier draw) {
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
    if (wanted) {
      wanted = !draw.getAsBoolean();
    } else if (++idle > REST) {
      running = false;
      timer.stop();
    }
  }
}
