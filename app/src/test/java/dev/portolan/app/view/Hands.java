package dev.portolan.app.view;

import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Window;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Keys and clicks of a person, each followed by one round through the FX thread. TestFX's own robot
 * waits for several pictures after every key and every step of the mouse, which makes most of the
 * time of a test.
 */
public final class Hands {
  private static final long PATIENCE = 30;

  private Hands() {}

  /**
   * Does it on the FX thread, with what follows from it. TestFX's own {@code interact} waits for
   * the clock as well, 50 ms each time.
   */
  public static void interact(Runnable work) {
    onFx(work);
    settle();
  }

  /** Presses keys together and lets them go. */
  public static void push(KeyCode... keys) {
    List<KeyCode> order = List.of(keys);
    onFx(
        () -> {
          Robot robot = new Robot();
          order.forEach(robot::keyPress);
          order.reversed().forEach(robot::keyRelease);
        });
    settle();
  }

  /** Clicks on the middle of a node. */
  public static void click(Node node) {
    onFx(
        () -> {
          layOut();
          Bounds place = node.localToScreen(node.getBoundsInLocal());
          Robot robot = new Robot();
          robot.mouseMove(place.getCenterX(), place.getCenterY());
          robot.mouseClick(MouseButton.PRIMARY);
        });
    settle();
  }

  /**
   * Waits until what was posted to the FX thread by now, and what that posted, is done and laid
   * out.
   */
  public static void settle() {
    for (int round = 0; round < 3; round++) {
      onFx(Hands::layOut);
    }
  }

  /** What the next picture would do first: what was just added has no place before. */
  private static void layOut() {
    for (Window window : Window.getWindows()) {
      Parent root = window.getScene() == null ? null : window.getScene().getRoot();
      if (root != null) {
        root.applyCss();
        root.layout();
      }
    }
  }

  private static void onFx(Runnable work) {
    WaitForAsyncUtils.waitForAsyncFx(TimeUnit.SECONDS.toMillis(PATIENCE), work);
  }
}
