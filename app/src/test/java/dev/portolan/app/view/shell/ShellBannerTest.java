package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.session.TerminalState;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** What can be done is offered, and nothing else. */
@ExtendWith(ApplicationExtension.class)
class ShellBannerTest {
  private final AtomicInteger reopened = new AtomicInteger();
  private ShellBanner banner;

  @BeforeEach
  void make() {
    banner = new ShellBanner("pump-7", Clock.systemUTC(), reopened::incrementAndGet);
  }

  @Test
  void aShellThatOpensWithItsLinkIsNotToBeAskedForAgain(FxRobot robot) {
    show(robot, refused(true));
    assertThat(words())
        .isEqualTo(
            "No shell: A token is needed to connect to Plant. Enter a token. It then opens by"
                + " itself.");
    assertThat(action().isVisible()).isFalse();
  }

  @Test
  void aShellThatWasRefusedIsAskedForAgainByAPerson(FxRobot robot) {
    show(robot, refused(false));
    assertThat(words()).endsWith("Press Enter to try again.");
    assertThat(action().isVisible()).isTrue();
    robot.interact(action()::fire);
    assertThat(reopened).hasValue(1);
  }

  private static TerminalState refused(boolean untilLink) {
    return new TerminalState.Refused(
        Instant.EPOCH, "A token is needed to connect to Plant.", "Enter a token.", untilLink);
  }

  private void show(FxRobot robot, TerminalState state) {
    robot.interact(() -> banner.show(state));
  }

  private String words() {
    return ((Labeled) banner.getChildren().get(1)).getText();
  }

  private Button action() {
    return (Button) banner.getChildren().get(2);
  }
}
