package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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
              return FrameLoop.Drawn.COMPLETE;
            });
    loop.request();
    awaitFrames();
    assertThat(drawn).hasValue(1);
    loop.request();
    awaitFrames();
    assertThat(drawn).hasValue(2);
    loop.stop();
  }

  @Test
  void ofAFloodEveryThirdFrameIsDrawnAndItsEnd() throws Exception {
    AtomicInteger frame = new AtomicInteger();
    List<Integer> drawnAt = new CopyOnWriteArrayList<>();
    AtomicReference<FrameLoop.Drawn> next = new AtomicReference<>(FrameLoop.Drawn.FLOOD);
    FrameLoop loop =
        new FrameLoop(
            () -> {
              drawnAt.add(frame.get());
              return next.get();
            });
    AnimationTimer flood =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            frame.incrementAndGet();
            loop.request();
          }
        };
    flood.start();
    awaitFrames();
    flood.stop();
    next.set(FrameLoop.Drawn.COMPLETE);
    awaitFrames();
    loop.stop();
    for (int i = 1; i < drawnAt.size() - 1; i++) {
      assertThat(drawnAt.get(i) - drawnAt.get(i - 1)).isEqualTo(3);
    }
    assertThat(drawnAt).hasSizeGreaterThan(2);
    assertThat(drawnAt.getLast()).as("the end").isEqualTo(frame.get());
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
