package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.InvitationState;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import java.time.Instant;
import java.util.Locale;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;

/** A person invites a device: the name, the command, and what becomes of it. */
class InviteTest extends StagedWindowTest {
  private static final String COMMAND =
      "portolan device --enrol https://edge.example.com:8443 --code"
          + " 4F7KQ-00000-00000-00000-00000-00000-00000-00000";

  private EdgeItem plant;

  @BeforeEach
  void open() {
    plant = RunningConsole.onFx(() -> staged.edge("Plant A"));
    Hands.interact(
        () -> {
          staged.device(plant, "gate-2");
          window.show();
        });
  }

  @Test
  void fromThePaletteToTheCommandWithoutAMouse(FxRobot robot) {
    ask();
    type("pump-7");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(staged.inviter.invited).containsExactly("pump-7");
    assertThat(words(robot)).contains("Plant A is asked");
    assertThat(isVisible(robot, "#command")).isFalse();

    become(new InvitationState.Open(COMMAND, Instant.now().plusSeconds(3_600)));
    assertThat(robot.lookup("#command").queryAs(TextArea.class).getText()).isEqualTo(COMMAND);
    assertThat(stage.getScene().getFocusOwner().getId()).isEqualTo("copyCommand");
    Hands.push(KeyCode.SPACE);
    assertThat(RunningConsole.onFx(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo(COMMAND);

    DeviceItem pump = joined();
    assertThat(words(robot)).isEqualTo("pump-7 has come, and is in your list below Plant A.");
    assertThat(stage.getScene().getFocusOwner().getId()).isEqualTo("openInvited");
    Hands.push(KeyCode.SPACE);
    assertThat(robot.lookup("#dialogs").query().isVisible()).isFalse();
    assertThat(stage.getTitle()).startsWith(pump.name());
  }

  @Test
  void theFormForADeviceLeadsThere(FxRobot robot) {
    palette("add a device");
    Hands.click(robot.lookup("#invite").query());
    assertThat(isVisible(robot, "#inviteName")).isTrue();
    assertThat(robot.lookup("#devicePath").tryQuery()).isEmpty();
  }

  @Test
  void aNameThatIsNoneIsToldAtTheField(FxRobot robot) {
    ask();
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(problem(robot)).isEqualTo("Enter a name for the device.");
    type("pump 7");
    assertThat(problem(robot)).isEqualTo("A name has no blanks.");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(staged.inviter.invited).isEmpty();
  }

  @Test
  void whoHasClosedTheDialogIsToldAllTheSame(FxRobot robot) {
    invite();
    become(new InvitationState.Open(COMMAND, Instant.now().plusSeconds(3_600)));
    Hands.push(KeyCode.ESCAPE);
    assertThat(robot.lookup("#dialogs").query().isVisible()).isFalse();
    joined();
    assertThat(robot.lookup("pump-7 has come to Plant A and is in your list.").tryQuery())
        .isPresent();
  }

  @Test
  void anEdgeThatGivesNoneSaysWhatToDoInstead(FxRobot robot) {
    invite();
    become(
        new InvitationState.Failed(
            "edge.example.com gives no invitations to clients (426).", true));
    assertThat(robot.lookup("#command").queryAs(TextArea.class).getText())
        .isEqualTo("portolan edge --folder FOLDER --invite pump-7");
    Hands.click(robot.lookup("#addById").query());
    assertThat(isVisible(robot, "#devicePath")).isTrue();
    assertThat(robot.lookup("#command").tryQuery()).isEmpty();
  }

  @Test
  void whatHasFailedIsTriedAgain(FxRobot robot) {
    invite();
    become(new InvitationState.Failed("The invitation has expired. Get a new one.", false));
    assertThat(isVisible(robot, "#command")).isFalse();
    Hands.push(KeyCode.SPACE);
    assertThat(staged.inviter.invited).containsExactly("pump-7", "pump-7");
    assertThat(words(robot)).contains("is asked");
    become(new InvitationState.Open(COMMAND, Instant.now().plusSeconds(3_600)));
    assertThat(isVisible(robot, "#command")).isTrue();
  }

  @Test
  void allThatCanBeUsedHasAName(FxRobot robot) {
    invite();
    become(new InvitationState.Unwatched(COMMAND, Instant.now().plusSeconds(60), "It was lost."));
    for (String each : new String[] {"#command", "#copyCommand", "#addById", "#leaveInvitation"}) {
      assertThat(robot.lookup(each).query().queryAccessibleAttribute(AccessibleAttribute.TEXT))
          .as(each)
          .asString()
          .isNotBlank();
    }
    assertThat(robot.lookup("#next").queryAs(Labeled.class).getText()).contains("It was lost.");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void looks(ThemeChoice theme, FxRobot robot) {
    String prefix = theme.name().toLowerCase(Locale.ROOT) + "-invite-";
    Hands.interact(
        () -> {
          staged.profile.preferences().set(Settings.THEME, theme);
          stage.setWidth(900);
          stage.setHeight(560);
        });
    palette("add a device");
    picture(prefix + "0-device");
    Hands.click(robot.lookup("#invite").query());
    picture(prefix + "1-name");
    type("a b");
    picture(prefix + "2-name-wrong");
    Hands.push(KeyCode.ESCAPE);
    invite();
    picture(prefix + "3-asking");
    become(new InvitationState.Open(COMMAND, Instant.now().plusSeconds(3_600)));
    picture(prefix + "4-open");
    become(
        new InvitationState.Unwatched(
            COMMAND,
            Instant.now().plusSeconds(3_000),
            "The connection to edge.example.com was lost before the device came."));
    picture(prefix + "5-unwatched");
    become(
        new InvitationState.Failed(
            "edge.example.com gives no invitations to clients (404): this edge has no authority of"
                + " its own, so who runs it makes the device's certificate. Ask who runs the edge"
                + " to make the device known there, then add it by its id.",
            true));
    picture(prefix + "6-by-hand");
    become(new InvitationState.Failed("The invitation has expired. Get a new one.", false));
    picture(prefix + "7-expired");
    joined();
    picture(prefix + "8-joined");
    Hands.push(KeyCode.ESCAPE);
    ask();
    type("a-very-long-name-of-a-device-that-has-all-of-its-63-letters-1234");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    become(
        new InvitationState.Open(
            COMMAND.replace("edge.example.com", "edge." + "long-name.".repeat(20) + "example"),
            Instant.now().plusSeconds(3_600)));
    picture(prefix + "9-long");
    Hands.push(KeyCode.ESCAPE);
  }

  private void ask() {
    palette("invite plant");
  }

  private void palette(String words) {
    Hands.push(KeyCode.CONTROL, KeyCode.K);
    type(words);
    Hands.push(KeyCode.ENTER);
    Hands.settle();
  }

  private void invite() {
    ask();
    type("pump-7");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    Hands.settle();
  }

  private void become(InvitationState state) {
    Hands.interact(() -> staged.inviter.become(state));
  }

  private DeviceItem joined() {
    return RunningConsole.onFx(
        () -> {
          DeviceItem pump = staged.device(plant, "pump-7");
          staged.inviter.become(new InvitationState.Joined(pump));
          return pump;
        });
  }

  private static String words(FxRobot robot) {
    Hands.settle();
    return robot.lookup("#words").queryLabeled().getText();
  }

  private static String problem(FxRobot robot) {
    Hands.settle();
    return robot.lookup("#inviteField .problem").queryLabeled().getText();
  }

  private static boolean isVisible(FxRobot robot, String query) {
    Hands.settle();
    return robot.lookup(query).tryQuery().map(Node::isVisible).orElse(false);
  }

  private void type(String text) {
    Hands.interact(() -> Typing.type(stage.getScene(), text));
  }

  private void picture(String name) {
    Hands.settle();
    Hands.interact(() -> Pictures.take(stage.getScene(), name));
  }
}
