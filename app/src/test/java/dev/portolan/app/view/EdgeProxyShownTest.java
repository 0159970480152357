package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import java.util.Locale;
import javafx.scene.control.PasswordField;
import javafx.scene.control.TextField;
import javafx.scene.control.TitledPane;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;

/** The proxy in the form of an edge. */
class EdgeProxyShownTest extends StagedWindowTest {
  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void aPasswordIsNotShown(ThemeChoice theme, FxRobot robot) {
    String prefix = theme.name().toLowerCase(Locale.ROOT) + "-edge-proxy";
    robot.interact(
        () -> {
          staged.profile.preferences().set(Settings.THEME, theme);
          window.show();
        });
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    robot.interact(() -> robot.lookup("#way").queryAs(TitledPane.class).setExpanded(true));
    Hands.click(robot.lookup("#proxyServer").query());
    Hands.click(robot.lookup("#proxyUrl").query());
    TextField url = robot.lookup("#proxyUrl").queryAs(TextField.class);
    robot.interact(() -> url.setText("http://joe:s3cret@proxy.example.com:3128"));
    Hands.push(KeyCode.TAB);
    Hands.settle();

    assertThat(url.getText()).isEqualTo("http://joe@proxy.example.com:3128");
    assertThat(robot.lookup("#proxyPassword").queryAs(PasswordField.class).getText())
        .isEqualTo("s3cret");
    robot.interact(() -> Pictures.take(stage.getScene(), prefix));
    robot.interact(
        () -> {
          stage.setWidth(800);
          stage.setHeight(500);
          url.setText("ftp:" + "long".repeat(60));
        });
    Hands.settle();
    robot.interact(() -> Pictures.take(stage.getScene(), prefix + "-small"));
  }
}
