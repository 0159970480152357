package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.AnimationTimer;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What did not change is not painted again. */
@ExtendWith(ApplicationExtension.class)
class RepaintTest {
  private static final Color STAIN = Color.MAGENTA;
  private static final int FRAMES = 30;

  private Stage stage;

  @Start
  void keepStage(Stage primary) {
    stage = primary;
  }

  @Test
  void ofAScreenOnlyTheRowsThatLookDifferentArePainted(FxRobot robot) throws Exception {
    try (DeviceShell shell = new DeviceShell(robot, stage)) {
      ShellWindow window = shell.window;
      window.plainPrompt();
      window.enter("clear; echo first");
      window.awaitLine("first");
      awaitFrames();
      stainFirstRow(window);
      window.enter("echo second");
      window.awaitLine("second");
      awaitFrames();
      assertThat(isStained(window)).as("after another row has changed").isTrue();
      window.enter("clear; echo other");
      window.awaitLine("other");
      awaitFrames();
      assertThat(isStained(window)).as("after the row itself has changed").isFalse();
    }
  }

  @Test
  void whereNothingChangesNothingIsDrawn() throws Exception {
    AtomicInteger drawn = new AtomicInteger();
    FrameLoop loop =
        new FrameLoop(
            () -> {
              drawn.incrementAndGet();
              return true;
            });
    loop.request();
    awaitFrames();
    assertThat(drawn).hasValue(1);
    loop.request();
    awaitFrames();
    assertThat(drawn).hasValue(2);
    loop.stop();
  }

  /** Paints on the picture what nobody but a painter of that row would take away. */
  private static void stainFirstRow(ShellWindow window) {
    window.onFx(
        () -> {
          Canvas canvas = canvas(window);
          GraphicsContext g = canvas.getGraphicsContext2D();
          g.setFill(STAIN);
          g.fillRect(canvas.getWidth() - 40, 6, 20, 6);
          return true;
        });
    assertThat(isStained(window)).isTrue();
  }

  private static boolean isStained(ShellWindow window) {
    return window.onFx(
        () -> {
          Canvas canvas = canvas(window);
          return canvas
              .snapshot(null, null)
              .getPixelReader()
              .getColor((int) canvas.getWidth() - 30, 9)
              .equals(STAIN);
        });
  }

  private static Canvas canvas(ShellWindow window) {
    return (Canvas) window.terminal().lookup("Canvas");
  }

  private static void awaitFrames() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(FRAMES);
    AnimationTimer frames =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            left.countDown();
          }
        };
    frames.start();
    try {
      assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      frames.stop();
    }
  }
}
