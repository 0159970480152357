package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStatus;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.util.Subscription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/**
 * Pages behind the tab in front stand still: they ask for no frame, and are right when they come
 * back.
 */
class HiddenPagesTest extends StagedWindowTest {
  @BeforeEach
  void openEveryPage(FxRobot robot) {
    robot.interact(
        () -> {
          DeviceItem pump = staged.device(staged.edge("Plant A"), "pump-7");
          pump.setStatus(LinkStatus.up(Instant.now().minusSeconds(100)));
          staged
              .profile
              .inventory()
              .addTunnel(
                  pump,
                  new TunnelSettings(
                      "", new Forward("", 8080, "localhost", 80, Protocol.TCP), true))
              .setStatus(TunnelStatus.of(TunnelPhase.LISTENING));
          window.show();
        });
    Hands.settle();
    Hands.click(robot.lookup("pump-7").query());
    Hands.settle();
  }

  @Test
  void askForNoFrame() throws Exception {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    layoutsOfSeconds(1);
    assertThat(layoutsOfSeconds(3)).isZero();

    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB);
    layoutsOfSeconds(1);
    assertThat(layoutsOfSeconds(3)).isPositive();
  }

  @Test
  void showTheTimeWhenTheyComeBack(FxRobot robot) throws Exception {
    String before = way(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    layoutsOfSeconds(2);
    assertThat(way(robot)).isEqualTo(before);

    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB);
    assertThat(way(robot)).isNotEqualTo(before);
  }

  private static String way(FxRobot robot) {
    return RunningConsole.onFx(() -> robot.lookup("#way").<Labeled>query().getText());
  }

  /**
   * How often anything in the window asked to be laid out, which is what a frame is made for here,
   * while the clock went on by so many seconds.
   */
  private int layoutsOfSeconds(int seconds) throws InterruptedException {
    AtomicInteger layouts = new AtomicInteger();
    CountDownLatch passed = new CountDownLatch(seconds);
    Subscription watching =
        RunningConsole.onFx(
            () -> {
              Parent root = stage.getScene().getRoot();
              root.layout();
              return count(root, layouts)
                  .and(staged.pulse.nowProperty().subscribe((before, now) -> passed.countDown()));
            });
    assertThat(passed.await(30, TimeUnit.SECONDS)).isTrue();
    RunningConsole.onFx(
        () -> {
          watching.unsubscribe();
          return null;
        });
    return layouts.get();
  }

  private static Subscription count(Parent parent, AtomicInteger layouts) {
    Subscription all =
        parent
            .needsLayoutProperty()
            .subscribe(
                (before, needed) -> {
                  if (needed) {
                    layouts.incrementAndGet();
                  }
                });
    for (Node child : parent.getChildrenUnmodifiable()) {
      if (child instanceof Parent below) {
        all = all.and(count(below, layouts));
      }
    }
    return all;
  }
}
