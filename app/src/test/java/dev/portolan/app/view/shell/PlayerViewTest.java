package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.session.Recording;
import dev.portolan.app.task.Background;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.view.Hands;
import dev.portolan.app.view.Pictures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.Slider;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class PlayerViewTest {
  private final Background background = new Background();
  private Stage stage;
  private PlayerView player;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @BeforeEach
  void open() {
    List<Recording.Event> events = new ArrayList<>();
    events.add(new Recording.Event.Output(0, "$ uptime\r\n"));
    events.add(new Recording.Event.Output(400_000, "up 3 days\r\n"));
    events.add(new Recording.Event.Marker(600_000, "link lost 10:00:00"));
    events.add(new Recording.Event.Resize(700_000, 60, 12));
    events.add(new Recording.Event.Output(800_000, "\u001b[32mthe end\u001b[m\r\n"));
    player = WaitForAsyncUtils.waitForAsyncFx(30_000, () -> opened(events));
  }

  private PlayerView opened(List<Recording.Event> events) {
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    PlayerView fresh =
        new PlayerView(
            new Recording(80, 24, events),
            new ReadOnlyObjectWrapper<>(
                new TerminalSettings(
                    SettingValues.USUAL,
                    uri -> {},
                    PrimarySelection.ofDesktop(),
                    EmojiPictures.ofDesktop(background))),
            ScrollbackMemory.ofHeap(),
            background);
    stage.setScene(new Scene(fresh, 700, 420));
    stage.show();
    fresh.focusTerminal();
    return fresh;
  }

  @AfterEach
  void close() {
    Hands.interact(
        () -> {
          player.close();
          stage.hide();
        });
    background.close();
  }

  @Test
  void itPlaysToTheEndAndFromTheBeginningAgain(FxRobot robot) {
    assertThat(time(robot)).isEqualTo("0:00 / 0:01");
    Hands.interact(() -> robot.lookup("#player-speed").<ComboBox<String>>query().setValue("8"));
    Hands.push(KeyCode.SPACE);
    await("the end", () -> player.shownText().contains("the end"));
    await("it stands", () -> name(robot).startsWith("Play"));
    assertThat(player.shownText()).contains("$ uptime", "up 3 days", "link lost 10:00:00");
    assertThat(time(robot)).isEqualTo("0:01 / 0:01");
    picture("player-end");
    Hands.interact(
        () -> {
          Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet());
          stage.setWidth(420);
        });
    picture("player-end-dark-small");
    Hands.push(KeyCode.SPACE);
    await("it has begun again", () -> !player.shownText().contains("the end"));
  }

  @Test
  void oneCanGoToAnyPlace(FxRobot robot) {
    Slider slider = robot.lookup("#player-position").query();
    Hands.interact(() -> slider.setValue(800_000));
    await("the end", () -> player.shownText().contains("the end"));
    Hands.interact(() -> slider.setValue(500_000));
    await("before the end", () -> !player.shownText().contains("the end"));
    await("the middle", () -> player.shownText().contains("up 3 days"));
    Hands.push(KeyCode.RIGHT);
    await("the end", () -> player.shownText().contains("the end"));
    Hands.push(KeyCode.LEFT);
    await("the beginning", () -> player.shownText().strip().equals("$ uptime"));
  }

  private void picture(String name) {
    Hands.settle();
    Hands.interact(() -> Pictures.take(stage.getScene(), name));
  }

  private static String time(FxRobot robot) {
    return robot.lookup("#player-time").<Labeled>query().getText();
  }

  private static String name(FxRobot robot) {
    return robot.lookup("#player-play").<Button>query().getAccessibleText();
  }

  private static void await(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(
          30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.waitForAsyncFx(30_000, condition));
    } catch (TimeoutException late) {
      throw new AssertionError("not in time: " + what, late);
    }
  }
}
