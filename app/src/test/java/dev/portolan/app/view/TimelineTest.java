package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.store.ActivityLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The timeline stays where it is read, and what was noted goes into the report. */
class TimelineTest extends StagedWindowTest {

  private void open(ThemeChoice theme) {
    Hands.interact(
        () -> {
          staged.profile.preferences().set(Settings.THEME, theme);
          var edge = staged.edge("Plant A");
          staged.device(edge, "pump-7");
          staged.device(edge, "camera with a very long name that does not fit at all");
          window.show();
          stage.setWidth(820);
          stage.setHeight(560);
        });
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
  }

  private DeviceItem pump() {
    return staged.profile.inventory().devices().findFirst().orElseThrow();
  }

  private void add(int count) {
    Hands.interact(
        () -> {
          for (int i = 0; i < count; i++) {
            staged.activity.add(Level.INFO, ActivitySubject.of(pump()), "event " + i);
          }
        });
  }

  private static ListView<ActivityEntry> list(FxRobot robot) {
    return robot.lookup("#entries").<ActivityEntry>queryListView();
  }

  private static ActivityEntry first(FxRobot robot) {
    return RunningConsole.onFx(
        () -> {
          VirtualFlow<?> flow = (VirtualFlow<?>) list(robot).lookup(".virtual-flow");
          IndexedCell<?> cell = flow.getFirstVisibleCell();
          return (ActivityEntry) cell.getItem();
        });
  }

  private static ActivityEntry last(FxRobot robot) {
    return RunningConsole.onFx(
        () -> {
          VirtualFlow<?> flow = (VirtualFlow<?>) list(robot).lookup(".virtual-flow");
          return (ActivityEntry) flow.getLastVisibleCell().getItem();
        });
  }

  private static boolean isShown(FxRobot robot, String query) {
    return robot.lookup(query).tryQuery().filter(Node::isVisible).isPresent();
  }

  @Test
  void whatIsReadStaysWhereItIsWhenEventsComeAndTheOldestGo(FxRobot robot) {
    open(ThemeChoice.LIGHT);
    add(ActivityLog.LIMIT);
    assertThat(last(robot).text()).isEqualTo("event " + (ActivityLog.LIMIT - 1));
    Hands.interact(() -> list(robot).scrollTo(700));
    ActivityEntry read = first(robot);
    assertThat(read.text()).isEqualTo("event 700");
    add(30);
    assertThat(first(robot)).isEqualTo(read);
    assertThat(robot.lookup("#newer").queryButton().getText()).isEqualTo("30 new");
    Hands.click(robot.lookup("#newer").query());
    assertThat(isShown(robot, "#newer")).isFalse();
    assertThat(last(robot).text()).isEqualTo("event 29");
    assertThat(list(robot).getItems()).isEqualTo(staged.activity.entries());
    add(1);
    assertThat(last(robot)).isEqualTo(staged.activity.entries().getLast());
  }

  @Test
  void whatThePointerIsOnStaysWhereItIs(FxRobot robot) {
    open(ThemeChoice.LIGHT);
    add(50);
    Hands.click(list(robot));
    ActivityEntry read = first(robot);
    add(5);
    assertThat(first(robot)).isEqualTo(read);
    assertThat(robot.lookup("#newer").queryButton().getText()).isEqualTo("5 new");
    Hands.click(robot.lookup("#activityFilter").query());
    assertThat(list(robot).getItems().size()).isEqualTo(55);
  }

  @Test
  void theNameInAnEntryLeadsToTheDevice(FxRobot robot) {
    open(ThemeChoice.LIGHT);
    add(1);
    assertThat(stage.getTitle()).isEqualTo("Portolan");
    Hands.interact(() -> robot.lookup(".entry-device").queryAs(Hyperlink.class).fire());
    assertThat(stage.getTitle()).startsWith("pump-7");
  }

  @Test
  void theListIsExportedToAFile(FxRobot robot) throws Exception {
    open(ThemeChoice.LIGHT);
    add(3);
    Path file = folder.resolve("out.CSV");
    staged.chosenExport = Optional.of(file);
    more(robot, 3);
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> Files.exists(file));
    assertThat(file).content().startsWith("time,level,subject,text\r\n").contains("event 2");

    // without an ending the form that was chosen gives it
    Path bare = folder.resolve("bare");
    Path whole = Files.writeString(folder.resolve("bare.txt"), "mine");
    staged.chosenExport = Optional.of(bare);
    more(robot, 3);
    WaitForAsyncUtils.waitFor(
        10, TimeUnit.SECONDS, () -> robot.lookup("#dialog-confirm").tryQuery().isPresent());
    assertThat(whole).hasContent("mine");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    WaitForAsyncUtils.waitFor(
        10, TimeUnit.SECONDS, () -> Files.readString(whole).contains("event 2"));
    assertThat(bare).doesNotExist();

    staged.chosenExport = Optional.of(folder.resolve("no such folder").resolve("a.txt"));
    more(robot, 3);
    WaitForAsyncUtils.waitFor(
        10,
        TimeUnit.SECONDS,
        () ->
            robot
                .lookup("“a.txt” could not be written: the folder is not there.")
                .tryQuery()
                .isPresent());
  }

  private void picture(String name) {
    Hands.interact(() -> Pictures.take(stage.getScene(), name));
  }

  private void more(FxRobot robot, int item) {
    Hands.interact(
        () -> robot.lookup("#activityMore").queryAs(MenuButton.class).getItems().get(item).fire());
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void aNoteIsInTheReportOfItsDevice(ThemeChoice theme, FxRobot robot) throws Exception {
    String prefix = theme.name().toLowerCase(Locale.ROOT) + "-timeline-";
    open(theme);
    Hands.interact(
        () -> {
          staged.activity.add(Level.GOOD, ActivitySubject.of(pump()), "Connected via Plant A.");
          staged.activity.add(
              Level.WARNING,
              ActivitySubject.of(
                  staged.profile.inventory().devices().skip(1).findFirst().orElseThrow()),
              "The connection to edge.example.com was lost. It is tried again by itself, at the"
                  + " latest in a minute.");
          staged.activity.add(Level.ERROR, "", "The profile cannot be saved.");
        });
    Hands.interact(() -> robot.lookup("#activityDevice").queryAs(ComboBox.class).show());
    picture(prefix + "devices");
    ComboBox<?> shownDevices = robot.lookup("#activityDevice").queryAs(ComboBox.class);
    assertThat(shownDevices.getItems().size()).isEqualTo(3);
    Hands.interact(
        () -> {
          ComboBox<?> devices = robot.lookup("#activityDevice").queryAs(ComboBox.class);
          devices.hide();
          devices.getSelectionModel().select(2);
        });
    assertThat(list(robot).getItems()).hasSize(1);
    more(robot, 0);
    Hands.interact(() -> robot.lookup("#noteText").queryAs(TextArea.class).setText(" "));
    Hands.push(KeyCode.ENTER);
    picture(prefix + "note");
    Hands.interact(
        () -> robot.lookup("#noteText").queryAs(TextArea.class).setText("Valve 3 | stuck\nagain"));
    Hands.push(KeyCode.ENTER);
    assertThat(robot.lookup("#noteText").tryQuery()).isEmpty();
    assertThat(list(robot).getItems().getLast().text()).isEqualTo("Valve 3 | stuck again");
    picture(prefix + "list");

    more(robot, 1);
    assertThat(robot.lookup("#reportText").queryAs(TextArea.class).getText())
        .contains("Devices: pump-7", "| Note | pump-7 | Valve 3 \\| stuck again |")
        .doesNotContain("profile");
    picture(prefix + "report");
    Hands.interact(() -> robot.lookup("#reportFrom").queryAs(TextField.class).setText("today"));
    assertThat(robot.lookup("#dialog-confirm").queryAs(Button.class).isDisabled()).isTrue();
    picture(prefix + "report-wrong");
    Hands.interact(
        () -> robot.lookup("#reportFrom").queryAs(TextField.class).setText("2026-01-01 00:00"));
    Path file = folder.resolve("visit.md");
    staged.chosenExport = Optional.of(file);
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> Files.exists(file));
    assertThat(file).content().startsWith("# Visit report").contains("stuck again");
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void whatAReportHoldsIsShownBeforeItIsSaved(ThemeChoice theme, FxRobot robot) throws Exception {
    open(theme);
    add(3);
    Hands.push(KeyCode.CONTROL, KeyCode.K);
    Hands.interact(() -> Typing.type(stage.getScene(), "diagnostics"));
    Hands.push(KeyCode.ENTER);
    WaitForAsyncUtils.waitFor(
        20,
        TimeUnit.SECONDS,
        () -> robot.lookup("#diagnosticsFiles").queryListView().getItems().size() == 6);
    Hands.interact(
        () -> robot.lookup("#diagnosticsFiles").queryListView().getSelectionModel().select(3));
    assertThat(robot.lookup("#diagnosticsText").queryAs(TextArea.class).getText())
        .contains("device-1: event 2")
        .doesNotContain("pump-7");
    picture(theme.name().toLowerCase(Locale.ROOT) + "-diagnostics");
    Path file = folder.resolve("report.zip");
    staged.chosenExport = Optional.of(file);
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> Files.exists(file));
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName)).contains("events.txt", "log.txt");
    }
  }
}
