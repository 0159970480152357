package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TestStep;
import dev.portolan.app.model.ThemeChoice;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Goes through every screen in both themes and leaves pictures in target/screenshots. */
class GalleryTest extends StagedWindowTest {
  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyScreen(ThemeChoice theme, FxRobot robot) throws TimeoutException {
    String prefix = theme.name().toLowerCase(Locale.ROOT) + "-";
    Hands.interact(
        () -> {
          staged.profile.preferences().set(Settings.THEME, theme);
          window.show();
        });
    picture(prefix + "01-welcome");
    Hands.interact(() -> staged.labStarting.set(true));
    picture(prefix + "02-welcome-starting");
    Hands.interact(() -> staged.labStarting.set(false));

    edgeDialog(robot, prefix);
    DeviceItem pump = StagedPlant.populate(staged);
    picture(prefix + "10-overview");
    openDevice(robot, "pump-7");
    picture(prefix + "11-device");
    Hands.interact(() -> pump.setStatus(StagedPlant.lost()));
    picture(prefix + "12-device-lost");
    openDevice(robot, "gate-2");
    picture(prefix + "13-device-empty");
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    openDevice(robot, "pump-7");
    Hands.interact(() -> pump.setStatus(LinkStatus.up(Instant.now())));
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    picture(prefix + "20-tunnel-form");
    press(KeyCode.ESCAPE);
    keys(KeyCode.SHIFT, KeyCode.F1);
    picture(prefix + "21-keys");
    press(KeyCode.ESCAPE);
    keys(KeyCode.CONTROL, KeyCode.COMMA);
    picture(prefix + "22-settings");
    Hands.interact(() -> robot.lookup("#others").queryAs(Hyperlink.class).fire());
    WaitForAsyncUtils.waitFor(
        10,
        TimeUnit.SECONDS,
        () -> robot.lookup("#licences-list").queryListView().getItems().size() > 20);
    picture(prefix + "22-licences");
    type("independent jpeg");
    assertThat(robot.lookup("#licences-text").queryAs(TextArea.class).getSelectedText())
        .isEqualToIgnoringCase("independent jpeg");
    picture(prefix + "22-licences-found");
    press(KeyCode.ESCAPE);
    press(KeyCode.ESCAPE);
    keys(KeyCode.CONTROL, KeyCode.K);
    type("pump");
    picture(prefix + "23-palette");
    press(KeyCode.ESCAPE);
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
    picture(prefix + "24-activity");
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
    Hands.interact(() -> pump.edge().setLoginNeeded(true));
    picture(prefix + "25-token");
    press(KeyCode.ESCAPE);
    size(1280, 800);
    picture(prefix + "26-large");
    size(1000, 650);
    picture(prefix + "27-middle");
    Hands.click(tab(robot, "Overview"));
    picture(prefix + "28-middle-overview");
    size(900, 560);
    picture(prefix + "28-narrow-overview");
    size(800, 500);
    picture(prefix + "29-small-overview");
    Hands.click(tab(robot, "pump-7"));
    picture(prefix + "30-small");
    Hands.click(robot.lookup("#tunnels").query());
    press(KeyCode.DELETE);
    picture(prefix + "31-small-undo");
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    picture(prefix + "32-small-edge");
    press(KeyCode.ESCAPE);
    keys(KeyCode.CONTROL, KeyCode.K);
    type("licences");
    press(KeyCode.ENTER);
    type("nobody wrote this");
    picture(prefix + "33-small-licences");
    press(KeyCode.ESCAPE);
    assertThat(pump.tunnels()).hasSize(8);
  }

  private void edgeDialog(FxRobot robot, String prefix) {
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    Hands.interact(() -> robot.lookup("#edgeUrl").queryAs(TextField.class).setText("http://edge"));
    Hands.click(robot.lookup("#trustPin").query());
    Hands.click(robot.lookup("#dialog-confirm").query());
    picture(prefix + "03-edge-problems");
    Hands.interact(
        () -> {
          robot.lookup("#edgeUrl").queryAs(TextField.class).setText("https://edge.example.com");
          robot.lookup("#edgeName").queryAs(TextField.class).setText("Plant A");
        });
    Hands.click(robot.lookup("#fetch").query());
    picture(prefix + "04-edge-certificate");
    Hands.click(robot.lookup("#trustSystem").query());
    staged.tester.steps =
        List.of(
            new TestStep(TestStep.Kind.RESOLVE, TestStep.State.DONE, "203.0.113.7"),
            new TestStep(TestStep.Kind.CONNECT, TestStep.State.DONE, "203.0.113.7:443 in 43 ms"),
            new TestStep(
                TestStep.Kind.TLS,
                TestStep.State.FAILED,
                "The edge's certificate comes from an authority that is not trusted here. If that"
                    + " is expected, trust its authority by a CA file, or pin the certificate."),
            new TestStep(TestStep.Kind.UPGRADE, TestStep.State.AHEAD, ""));
    Hands.click(robot.lookup("#test").query());
    picture(prefix + "05-edge-test");
    press(KeyCode.ESCAPE);
  }

  private void size(double width, double height) {
    Hands.interact(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
    Hands.settle();
  }

  private static Label tab(FxRobot robot, String name) {
    return robot.lookup(".tab-label").<Label>match(label -> label.getText().equals(name)).query();
  }

  private static void openDevice(FxRobot robot, String name) {
    Label row =
        robot
            .lookup(".sidebar-row .label")
            .<Label>match(label -> label.getText().equals(name))
            .query();
    Hands.click(row);
    Hands.settle();
  }

  private static void keys(KeyCode... keys) {
    Hands.push(keys);
    Hands.settle();
  }

  private static void press(KeyCode key) {
    Hands.push(key);
    Hands.settle();
  }

  private void picture(String name) {
    Hands.settle();
    Hands.interact(() -> Pictures.take(stage.getScene(), name));
  }

  private void type(String text) {
    RunningConsole.onFx(
        () -> {
          Typing.type(stage.getScene(), text);
          return true;
        });
    Hands.settle();
  }
}
