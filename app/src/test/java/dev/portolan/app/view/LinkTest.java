package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** What comes from elsewhere: links ask before they do anything, a newer release is only told. */
class LinkTest extends StagedWindowTest {
  private static final String EDGE = "portolan://open?edge=https%3A%2F%2Fedge.example.com%2F";

  private EdgeItem plant;
  private DeviceItem pump;

  @BeforeEach
  void open() {
    plant = RunningConsole.onFx(() -> staged.edge("Plant A"));
    pump = RunningConsole.onFx(() -> staged.device(plant, "pump-7"));
    RunningConsole.onFx(
        () -> {
          window.show();
          return true;
        });
  }

  @Test
  void aKnownDeviceIsShownOnceThePersonSaysSo(FxRobot robot) {
    follow(robot, EDGE + "&device=" + pump.settings().path());
    String before = stage.getTitle();
    assertThat(before).doesNotContain("pump-7");
    assertThat(shown(robot)).contains("pump-7", "Plant A");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    Hands.settle();
    assertThat(stage.getTitle()).isEqualTo("pump-7 – Portolan");
  }

  @Test
  void aRefusedLinkDoesNothing(FxRobot robot) {
    String before = stage.getTitle();
    follow(robot, EDGE + "&device=" + pump.settings().path());
    Hands.push(KeyCode.ESCAPE);
    Hands.settle();
    assertThat(stage.getTitle()).isEqualTo(before);
    assertThat(robot.lookup("#dialogs").query().isVisible()).isFalse();
  }

  @Test
  void anUnknownDeviceIsAddedInTheFormOnly(FxRobot robot) {
    follow(robot, EDGE + "&device=stranger-1");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    Hands.settle();
    assertThat(robot.lookup("#devicePath").queryAs(TextField.class).getText())
        .isEqualTo("stranger-1");
    assertThat(RunningConsole.onFx(() -> plant.devices().size())).isEqualTo(1);
  }

  @Test
  void aLinkThatIsNoneIsTold(FxRobot robot) {
    follow(robot, EDGE + "&device=1&command=reboot");
    assertThat(robot.lookup("#dialogs").query().isVisible()).isFalse();
    assertThat(
            robot
                .lookup(
                    "The link cannot be followed: it holds something else than an edge and a"
                        + " device.")
                .tryQuery())
        .isPresent();
  }

  @Test
  void manyLinksAreOneQuestion(FxRobot robot) {
    for (int i = 0; i < 20; i++) {
      follow(robot, EDGE + "&device=stranger-" + i);
    }
    assertThat(shown(robot)).contains("stranger-0");
    Hands.push(KeyCode.ESCAPE);
    Hands.settle();
    assertThat(robot.lookup("#dialogs").query().isVisible()).isFalse();
  }

  @Test
  void aNewerReleaseIsToldToThoseWhoWantIt(FxRobot robot) throws Exception {
    assertThat(robot.lookup(".status-bar .release").query().isVisible()).isFalse();
    Hands.push(KeyCode.CONTROL, KeyCode.COMMA);
    robot.interact(() -> robot.lookup("#releases").queryAs(CheckBox.class).fire());
    WaitForAsyncUtils.waitFor(
        10, TimeUnit.SECONDS, () -> robot.lookup(".status-bar .release").query().isVisible());
    Hands.settle();
    robot.interact(() -> Pictures.take(stage.getScene(), "release"));
    Hyperlink link = robot.lookup(".status-bar .release").queryAs(Hyperlink.class);
    assertThat(link.getText()).isEqualTo("Portolan 9.8.7 is there");
    robot.interact(link::fire);
    assertThat(staged.browsed).containsExactly("https://portolan.example/9.8.7");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void looks(ThemeChoice theme, FxRobot robot) {
    String prefix = theme.name().toLowerCase(Locale.ROOT) + "-link-";
    robot.interact(() -> staged.profile.preferences().set(Settings.THEME, theme));
    for (String link :
        new String[] {
          EDGE + "&device=" + pump.settings().path(),
          EDGE + "&device=" + "a-long-name-".repeat(20),
          EDGE.replace("edge.example", "elsewhere.example") + "&device=1"
        }) {
      follow(robot, link);
      robot.interact(() -> Pictures.take(stage.getScene(), prefix + link.hashCode()));
      Hands.push(KeyCode.ESCAPE);
    }
  }

  private void follow(FxRobot robot, String link) {
    robot.interact(() -> window.follow(link));
    Hands.settle();
  }

  /** What the dialog says. */
  private static String shown(FxRobot robot) {
    return robot.lookup("#dialogs .dialog-content .label").queryLabeled().getText();
  }
}
