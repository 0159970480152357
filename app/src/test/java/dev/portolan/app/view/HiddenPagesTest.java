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
    framesOfSeconds(1);
    assertThat(framesOfSeconds(3)).isZero();

    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB);
    framesOfSeconds(1);
    assertThat(framesOfSeconds(3)).isBetween(2, 8);
  }

  @Test
  void showTheTimeWhenTheyComeBack(FxRobot robot) throws Exception {
    String before = way(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    framesOfSeconds(2);
    assertThat(way(robot)).isEqualTo(before);

    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB);
    assertThat(way(robot)).isNotEqualTo(before);
  }

  private static String way(FxRobot robot) {
    return RunningConsole.onFx(() -> robot.lookup("#way").<Labeled>query().getText());
  }

  /** How many frames the window asked for while the clock went on by so many seconds. */
  private int framesOfSeconds(int seconds) throws InterruptedException {
    AtomicInteger frames = new AtomicInteger();
    CountDownLatch passed = new CountDownLatch(seconds);
    Runnable count = frames::incrementAndGet;
    Subscription clock =
        RunningConsole.onFx(
            () -> {
              stage.getScene().addPostLayoutPulseListener(count);
              return staged.pulse.nowProperty().subscribe((before, now) -> passed.countDown());
            });
    assertThat(passed.await(30, TimeUnit.SECONDS)).isTrue();
    RunningConsole.onFx(
        () -> {
          clock.unsubscribe();
          stage.getScene().removePostLayoutPulseListener(count);
          return null;
        });
    return frames.get();
  }
}
