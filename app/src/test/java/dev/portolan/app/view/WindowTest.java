package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Setting;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStatus;
import dev.portolan.app.view.common.TabNews;
import dev.portolan.app.view.frame.ConsoleWindow;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.Spinner;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** What keys and buttons do, with facts as on a stage. */
class WindowTest extends StagedWindowTest {
  private DeviceItem pump;
  private DeviceItem gate;

  @BeforeEach
  void open() {
    EdgeItem plant = RunningConsole.onFx(() -> staged.edge("Plant A"));
    pump = RunningConsole.onFx(() -> staged.device(plant, "pump-7", "water"));
    gate = RunningConsole.onFx(() -> staged.device(plant, "gate-2"));
    RunningConsole.onFx(
        () -> {
          window.show();
          return true;
        });
  }

  @Test
  void aWindowOpensWithDevicesThatWereThereBefore() {
    ConsoleWindow next =
        RunningConsole.onFx(() -> new ConsoleWindow(new Stage(), staged.services()));

    Hands.interact(next::close);
  }

  @Test
  void aDeviceIsFoundAndOpenedFromTheKeyboard(FxRobot robot) {
    Hands.push(KeyCode.CONTROL, KeyCode.F);
    type("water");
    Hands.push(KeyCode.ENTER);
    settle();
    assertThat(stage.getTitle()).isEqualTo("pump-7 – Portolan");
    Hands.push(KeyCode.CONTROL, KeyCode.F);
    Hands.push(KeyCode.ESCAPE);
    settle();
    assertThat(robot.lookup("#deviceFilter").queryAs(TextField.class).getText()).isEmpty();
  }

  @Test
  void anAddressThatNoBrowserOpensIsToldAndCopied(FxRobot robot) {
    Hands.interact(() -> window.tellNoBrowser("http://127.0.0.1:8080/"));
    settle();
    assertThat(
            robot
                .lookup("No browser could be opened. The address is copied: http://127.0.0.1:8080/")
                .tryQuery())
        .isPresent();
    assertThat(RunningConsole.onFx(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo("http://127.0.0.1:8080/");
  }

  @Test
  void downFromTheFilterIsAtTheFirstMatchAndEnterOpensIt(FxRobot robot) {
    Hands.click(row(robot, "gate-2"));
    Hands.push(KeyCode.CONTROL, KeyCode.F);
    type("water");
    Hands.push(KeyCode.DOWN);
    Hands.push(KeyCode.ENTER);
    settle();
    assertThat(stage.getTitle()).isEqualTo("pump-7 – Portolan");
  }

  @Test
  void keysWorkOnTheSelectedTunnel(FxRobot robot) {
    TunnelItem web = tunnel("Web", "", 8080, 80);
    showPump(robot);
    Hands.click(robot.lookup("#tunnels").query());
    Hands.push(KeyCode.SPACE);
    assertThat(onFx(web::isWanted)).isTrue();
    Hands.push(KeyCode.CONTROL, KeyCode.C);
    assertThat(RunningConsole.onFx(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo("127.0.0.1:8080");
    Hands.push(KeyCode.CONTROL, KeyCode.D);
    assertThat(pump.tunnels()).hasSize(2);
    Hands.push(KeyCode.DELETE);
    assertThat(pump.tunnels()).containsExactly(web);
    Hands.click(robot.lookup("#undo").query());
    assertThat(pump.tunnels()).hasSize(2);
    Hands.click(robot.lookup("#tunnels").query());
    Hands.interact(() -> table(robot).getSelectionModel().select(0));
    Hands.push(KeyCode.ENTER);
    settle();
    assertThat(robot.lookup("#tunnelName").queryAs(TextField.class).getText()).isEqualTo("Web");
    type("Pumps");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    settle();
    assertThat(onFx(() -> web.settings().name())).contains("Pumps");
    assertThat(robot.lookup("#tunnelName").tryQuery()).isEmpty();
  }

  @Test
  void aShellThatEndedIsNotCountedAsOpen(FxRobot robot) {
    showPump(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    assertThat(onFx(() -> pump.openShellsProperty().get())).isEqualTo(1);
    Hands.interact(staged::endShell);
    assertThat(onFx(() -> pump.openShellsProperty().get())).isZero();
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    assertThat(onFx(() -> pump.openShellsProperty().get())).isZero();
  }

  @Test
  void aTabBehindAnotherSaysInWordsThatItsShellWroteOrRang(FxRobot robot) {
    showPump(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    Tab tab = robot.lookup("#workspace").queryAs(TabPane.class).getTabs().getLast();
    Hands.push(KeyCode.CONTROL, KeyCode.TAB);
    Hands.interact(() -> staged.tell(TabNews.OUTPUT));
    assertThat(tab.getText()).isEqualTo("pump-7 (new output)");
    for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
      Hands.interact(() -> staged.profile.preferences().set(Settings.THEME, theme));
      settle();
      String name = theme.name().toLowerCase(Locale.ROOT) + "-tab-";
      Hands.interact(() -> staged.tell(TabNews.OUTPUT));
      Hands.interact(() -> Pictures.take(stage.getScene(), name + "output"));
      Hands.interact(() -> staged.tell(TabNews.BELL));
      settle();
      Hands.interact(() -> Pictures.take(stage.getScene(), name + "bell"));
    }
    assertThat(tab.getText()).isEqualTo("pump-7 (bell)");
    assertThat(tab.getTooltip().getText()).isEqualTo("pump-7 (bell)");
    Hands.interact(() -> staged.tell(TabNews.NONE));
    assertThat(tab.getText()).isEqualTo("pump-7");
    assertThat(tab.getStyleClass()).doesNotContain("news");
  }

  @Test
  void aClickOnATabLeadsIntoItsPage(FxRobot robot) {
    showPump(robot);
    Hands.interact(
        () -> robot.lookup("#workspace").queryAs(TabPane.class).getSelectionModel().select(0));
    Labeled tab =
        robot.lookup(".tab-label").queryAllAs(Labeled.class).stream()
            .filter(label -> "pump-7".equals(label.getText()))
            .findFirst()
            .orElseThrow();
    Hands.click(tab);
    TabPane tabs = robot.lookup("#workspace").queryAs(TabPane.class);
    assertThat(onFx(() -> tabs.getSelectionModel().getSelectedIndex())).isEqualTo(1);
    assertThat(onFx(() -> tabs.isFocused())).isFalse();
  }

  @Test
  void whatOthersCanReachIsConfirmedFirst(FxRobot robot) {
    TunnelItem open = tunnel("PLC", "*", 1502, 502);
    showPump(robot);
    Hands.click(robot.lookup("#tunnels").query());
    Hands.push(KeyCode.SPACE);
    settle();
    assertThat(onFx(open::isWanted)).isFalse();
    Hands.click(robot.lookup("#dialog-cancel").query());
    assertThat(onFx(open::isWanted)).isFalse();
    Hands.push(KeyCode.SPACE);
    Hands.click(robot.lookup("#dialog-confirm").query());
    assertThat(onFx(open::isWanted)).isTrue();
  }

  @Test
  void tabsAreOpenedClosedAndReopenedByKeys(FxRobot robot) {
    showPump(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    settle();
    TabPane tabs = robot.lookup("#workspace").queryAs(TabPane.class);
    assertThat(onFx(() -> tabs.getTabs().size())).isEqualTo(3);
    assertThat(onFx(() -> pump.openShellsProperty().get())).isEqualTo(1);
    Hands.push(KeyCode.CONTROL, KeyCode.TAB);
    assertThat(onFx(() -> tabs.getSelectionModel().getSelectedIndex())).isZero();
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    settle();
    assertThat(onFx(() -> pump.openShellsProperty().get())).isZero();
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.R);
    settle();
    assertThat(onFx(() -> pump.openShellsProperty().get())).isEqualTo(1);
    assertThat(onFx(() -> staged.profile.window().tabs()))
        .extracting(OpenTab::kind)
        .containsExactly(OpenTab.Kind.OVERVIEW, OpenTab.Kind.DEVICE, OpenTab.Kind.SHELL);
  }

  @Test
  void keysOfTheWindowRestInAShellUnlessTheyAreTheWindowsOwn(FxRobot robot) {
    showPump(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    settle();
    Hands.push(KeyCode.CONTROL, KeyCode.K);
    Hands.push(KeyCode.CONTROL, KeyCode.F);
    Hands.push(KeyCode.F1);
    settle();
    assertThat(robot.lookup("#palette-query").tryQuery()).isEmpty();
    assertThat(robot.lookup("#deviceFilter").queryAs(TextField.class).isFocused()).isFalse();
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    settle();
    assertThat(robot.lookup("#palette-query").tryQuery()).isPresent();
  }

  @Test
  void aRemovedDeviceTakesItsTabsAlongAndComesBack(FxRobot robot) {
    showPump(robot);
    TabPane tabs = robot.lookup("#workspace").queryAs(TabPane.class);
    Hands.click(row(robot, "pump-7"));
    Hands.interact(() -> robot.lookup(".devices").query().requestFocus());
    Hands.push(KeyCode.DELETE);
    settle();
    assertThat(onFx(() -> tabs.getTabs().size())).isEqualTo(1);
    assertThat(onFx(() -> pump.edge().devices())).containsExactly(gate);
    Hands.click(robot.lookup("#undo").query());
    settle();
    assertThat(onFx(() -> pump.edge().devices())).containsExactly(pump, gate);
  }

  @Test
  void aLostConnectionIsToldInWordsWithARemedy(FxRobot robot) {
    showPump(robot);
    Hands.interact(
        () -> pump.setStatus(LinkStatus.of(LinkPhase.RETRYING, "The edge is silent.", "")));
    settle();
    assertThat(robot.lookup("#bannerText").queryAs(Labeled.class).getText())
        .isEqualTo("The edge is silent.");
    Hands.click(robot.lookup("#remedy").query());
    assertThat(staged.retried).containsExactly(pump);
  }

  @Test
  void aRowSaysWhyItsTunnelDoesNotWork(FxRobot robot) {
    TunnelItem web = tunnel("Web", "", 8080, 80);
    tunnel("Database", "", 5432, 5432);
    showPump(robot);
    double usual = onFx(() -> tunnelRow(robot, web).getHeight());
    String why = "Port 8080 is taken by another program. ".repeat(4).strip();
    Hands.interact(() -> web.setStatus(TunnelStatus.of(TunnelPhase.PORT_BUSY, why)));
    settle();
    Labeled reason = robot.from(tunnelRow(robot, web)).lookup(".row-reason").queryAs(Labeled.class);
    assertThat(reason.getText()).isEqualTo(why);
    assertThat(onFx(reason::isTextTruncated)).isFalse();
    assertThat(onFx(() -> tunnelRow(robot, web).getHeight())).isGreaterThan(usual + 10);
    Hands.interact(() -> stage.setWidth(800));
    settle();
    assertThat(
            robot
                .from(tunnelRow(robot, web))
                .lookup(".row-reason")
                .queryAs(Labeled.class)
                .getText())
        .as("after columns have gone")
        .isEqualTo(why);
    assertThat(onFx(() -> top(robot, web, ".row-reason")))
        .as("below the address that a tunnel leads to")
        .isGreaterThanOrEqualTo(onFx(() -> bottom(robot, web, ".mono.second-line")));
    Hands.interact(() -> web.setStatus(TunnelStatus.OFF));
    settle();
    assertThat(onFx(() -> tunnelRow(robot, web).getHeight())).isEqualTo(usual);
  }

  private double top(FxRobot robot, TunnelItem tunnel, String query) {
    Node node = robot.from(tunnelRow(robot, tunnel)).lookup(query).query();
    return node.localToScene(node.getBoundsInLocal()).getMinY();
  }

  private double bottom(FxRobot robot, TunnelItem tunnel, String query) {
    Node node = robot.from(tunnelRow(robot, tunnel)).lookup(query).query();
    return node.localToScene(node.getBoundsInLocal()).getMaxY();
  }

  @Test
  void theStateIsNeverCut(FxRobot robot) {
    TunnelItem web = tunnel("A web page with a long name", "", 8080, 80);
    showPump(robot);
    Hands.interact(
        () -> web.setStatus(TunnelStatus.retrying("Lost.", 12, Instant.now().plusSeconds(59))));
    for (double width : new double[] {1280, 1000, 800}) {
      for (int percent : new int[] {100, 130}) {
        Hands.interact(
            () -> {
              stage.setWidth(width);
              staged.profile.preferences().set(Settings.SCALE, percent);
            });
        settle();
        Labeled state = robot.from(tunnelRow(robot, web)).lookup(".state").queryAs(Labeled.class);
        assertThat(onFx(state::isTextTruncated)).as("%s at %s", width, percent).isFalse();
      }
    }
  }

  @Test
  void aTokenIsAskedForOnceForAllDevicesOfAnEdge(FxRobot robot) {
    Hands.interact(() -> pump.edge().setLoginNeeded(true));
    settle();
    Hands.click(robot.lookup("#dialog-confirm").query());
    assertThat(robot.lookup("#tokenField .problem").tryQuery()).isPresent();
    Hands.click(robot.lookup("#promptToken").query());
    type("secret");
    Hands.push(KeyCode.ENTER);
    settle();
    assertThat(robot.lookup("#promptToken").tryQuery()).isEmpty();
    assertThat(staged.tokens.of(pump.edge())).contains("secret");
    assertThat(onFx(() -> pump.edge().loginNeededProperty().get())).isFalse();
  }

  @Test
  void leavingAsksOnceWhileSomethingIsOpen(FxRobot robot) {
    AtomicBoolean left = new AtomicBoolean();
    Hands.interact(() -> window.askToLeave(() -> left.set(true)));
    assertThat(left).isTrue();
    left.set(false);
    TunnelItem web = tunnel("Web", "", 8080, 80);
    Hands.interact(
        () -> {
          staged.profile.inventory().turnOn(web);
          window.askToLeave(() -> left.set(true));
          window.askToLeave(() -> left.set(true));
        });
    settle();
    assertThat(left).isFalse();
    Hands.click(robot.lookup("#dialog-confirm").query());
    assertThat(left).isTrue();
    assertThat(robot.lookup("#dialog-confirm").tryQuery()).isEmpty();
  }

  @Test
  void leavingAsksAlsoWhileADialogIsInFront() {
    TunnelItem web = tunnel("Web", "", 8080, 80);
    AtomicBoolean left = new AtomicBoolean();
    Hands.push(KeyCode.CONTROL, KeyCode.COMMA);
    Hands.interact(
        () -> {
          staged.profile.inventory().turnOn(web);
          window.askToLeave(() -> left.set(true));
        });
    settle();
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(left).isTrue();
  }

  @Test
  void aTabInWhichAProgramRunsIsClosedOnlyIfThatIsConfirmed(FxRobot robot) {
    showPump(robot);
    TabPane tabs = robot.lookup("#workspace").queryAs(TabPane.class);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    Hands.interact(staged::runProgram);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    settle();
    assertThat(onFx(() -> tabs.getTabs().size())).isEqualTo(3);
    Hands.click(robot.lookup("#dialog-cancel").query());
    assertThat(onFx(() -> tabs.getTabs().size())).isEqualTo(3);
    Hands.click(robot.lookup(".tab:selected .tab-close-button").query());
    settle();
    assertThat(onFx(() -> tabs.getTabs().size())).isEqualTo(3);
    Hands.click(robot.lookup("#dialog-confirm").query());
    assertThat(onFx(() -> tabs.getTabs().size())).isEqualTo(2);
  }

  @Test
  void anEdgeWithSomethingOpenIsRemovedOnlyIfThatIsConfirmed(FxRobot robot) {
    showPump(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    settle();
    EdgeItem plant = pump.edge();
    Hands.click(row(robot, "Plant A"));
    Hands.interact(() -> robot.lookup(".devices").query().requestFocus());
    Hands.push(KeyCode.DELETE);
    settle();
    assertThat(onFx(() -> staged.profile.inventory().edges().contains(plant))).isTrue();
    Hands.click(robot.lookup("#dialog-confirm").query());
    settle();
    assertThat(onFx(() -> staged.profile.inventory().edges().contains(plant))).isFalse();
  }

  @Test
  void whatIsTakenBackHasItsTabsAgain(FxRobot robot) {
    showPump(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    Hands.interact(() -> staged.endShell());
    TabPane tabs = robot.lookup("#workspace").queryAs(TabPane.class);
    Hands.click(row(robot, "pump-7"));
    Hands.interact(() -> robot.lookup(".devices").query().requestFocus());
    Hands.push(KeyCode.DELETE);
    settle();
    assertThat(onFx(() -> tabs.getTabs().size())).isEqualTo(1);
    Hands.click(robot.lookup("#undo").query());
    settle();
    assertThat(onFx(() -> staged.profile.window().tabs()))
        .extracting(OpenTab::kind, OpenTab::selected)
        .containsExactly(
            tuple(OpenTab.Kind.OVERVIEW, false),
            tuple(OpenTab.Kind.DEVICE, true),
            tuple(OpenTab.Kind.SHELL, false));
  }

  @Test
  void theWayBackStaysUntilTheNextChange(FxRobot robot) throws Exception {
    showPump(robot);
    Hands.click(row(robot, "gate-2"));
    Hands.interact(() -> robot.lookup(".devices").query().requestFocus());
    Hands.push(KeyCode.DELETE);
    settle();
    assertThat(robot.lookup("#undo").tryQuery()).isPresent();
    assertThat(staged.timer.delays).as("it goes by no clock").isEmpty();
    tunnel("Web", "", 8080, 80);
    settle();
    assertThat(robot.lookup("#undo").tryQuery()).isEmpty();
  }

  @Test
  void theKeyBesideAnEdgeAsksForItsToken(FxRobot robot) {
    Hands.interact(() -> pump.edge().setLoginNeeded(true));
    settle();
    Hands.push(KeyCode.ESCAPE);
    settle();
    assertThat(robot.lookup("#promptToken").tryQuery()).isEmpty();
    Hands.click(robot.lookup(".row-login").query());
    settle();
    assertThat(robot.lookup("#promptToken").tryQuery()).isPresent();
  }

  @Test
  void thePaletteReachesEverythingByName() {
    TunnelItem web = tunnel("Web", "", 8080, 80);
    Hands.push(KeyCode.CONTROL, KeyCode.K);
    System.gc(); // What it searches must not depend on what else holds it.
    type("switch on web");
    Hands.push(KeyCode.ENTER);
    settle();
    assertThat(onFx(web::isWanted)).isTrue();
    Hands.push(KeyCode.CONTROL, KeyCode.K);
    type("gate");
    Hands.push(KeyCode.ENTER);
    settle();
    assertThat(stage.getTitle()).isEqualTo("gate-2 – Portolan");
  }

  private void showPump(FxRobot robot) {
    Hands.click(row(robot, "pump-7"));
    settle();
  }

  private static Labeled row(FxRobot robot, String name) {
    return robot
        .lookup(".sidebar-row .label")
        .<Labeled>match(label -> label.getText().equals(name))
        .query();
  }

  @Test
  void aNumberFieldWithoutANumberKeepsTheLastGoodOne(FxRobot robot) {
    Hands.push(KeyCode.CONTROL, KeyCode.COMMA);
    settle();
    Spinner<?> size = robot.lookup("#terminalFont").queryAs(Spinner.class);
    assertThat(committed(size, "15")).isEqualTo("15");
    for (String nonsense : List.of("", "  ", "abc", "1.5", "99999999999")) {
      assertThat(committed(size, nonsense)).as(nonsense).isEqualTo("15");
      assertThat(left(robot, size, nonsense)).as(nonsense).isEqualTo("15");
    }
    assertThat(committed(size, "3")).isEqualTo("8");
    assertThat(left(robot, size, "99")).isEqualTo("32");
    assertThat(committed(size, " 20 ")).isEqualTo("20");
    Hands.interact(
        () -> {
          size.getEditor().setText("abc");
          size.increment(1);
        });
    assertThat(size.getEditor().getText()).isEqualTo("21");
    assertThat(size.getValue()).isEqualTo(21);
  }

  @Test
  void everySettingOfTheDialogShowsItsValueAndTakesEffectAtOnce(FxRobot robot) {
    Hands.push(KeyCode.CONTROL, KeyCode.COMMA);
    settle();
    var preferences = staged.profile.preferences();
    Settings.all().stream()
        .filter(setting -> setting.group() != Setting.Group.ELSEWHERE)
        .forEach(setting -> assertThat(robot.lookup("#" + setting.key()).tryQuery()).isPresent());
    Hands.interact(
        () -> {
          robot.lookup("#restore").queryAs(CheckBox.class).fire();
          robot.lookup("#scrollback").queryAs(Spinner.class).increment(1);
          robot.lookup("#scale").queryAs(Slider.class).setValue(108);
          robot.lookup("Dark").queryAs(ToggleButton.class).fire();
        });
    assertThat(preferences.get(Settings.RESTORE)).isFalse();
    assertThat(preferences.get(Settings.SCROLLBACK)).isEqualTo(26_000);
    assertThat(preferences.get(Settings.SCALE)).isEqualTo(110);
    assertThat(preferences.get(Settings.THEME)).isEqualTo(ThemeChoice.DARK);
    // What is chosen already stays chosen.
    Hands.interact(() -> robot.lookup("Dark").queryAs(ToggleButton.class).fire());
    assertThat(robot.lookup("Dark").queryAs(ToggleButton.class).isSelected()).isTrue();

    Hands.interact(
        () -> {
          preferences.set(Settings.COPY_ON_SELECT, true);
          preferences.set(Settings.FONT_SIZE, 17);
          preferences.set(Settings.SCALE, 100);
          preferences.set(Settings.THEME, ThemeChoice.LIGHT);
        });
    assertThat(robot.lookup("#copyOnSelect").queryAs(CheckBox.class).isSelected()).isTrue();
    assertThat(robot.lookup("#terminalFont").queryAs(Spinner.class).getValue()).isEqualTo(17);
    assertThat(robot.lookup("#scale").queryAs(Slider.class).getValue()).isEqualTo(100);
    assertThat(robot.lookup("Light").queryAs(ToggleButton.class).isSelected()).isTrue();
  }

  /** What the field shows after this text and Enter. */
  private static String committed(Spinner<?> field, String text) {
    Hands.interact(
        () -> {
          field.getEditor().setText(text);
          field.getEditor().fireEvent(new ActionEvent());
        });
    return field.getEditor().getText();
  }

  /** What the field shows after this text when the focus goes elsewhere. */
  private static String left(FxRobot robot, Spinner<?> field, String text) {
    Hands.interact(
        () -> {
          field.requestFocus();
          field.getEditor().setText(text);
          robot.lookup("#copyOnSelect").query().requestFocus();
        });
    settle();
    return field.getEditor().getText();
  }

  @Test
  void theAddButtonOffersADevice(FxRobot robot) {
    MenuButton add = robot.lookup("#add").queryAs(MenuButton.class);
    Hands.interact(add::show);
    assertThat(add.getItems())
        .extracting(MenuItem::getText)
        .contains("Add a device behind Plant A …");
    Hands.interact(
        () ->
            add.getItems().stream()
                .filter(item -> String.valueOf(item.getText()).startsWith("Add a device"))
                .forEach(MenuItem::fire));
    settle();
    assertThat(robot.lookup("Add a device behind Plant A").tryQuery()).isPresent();
  }

  private static TableRow<?> tunnelRow(FxRobot robot, TunnelItem tunnel) {
    return robot
        .lookup("#tunnels .table-row-cell")
        .<TableRow<?>>match(row -> tunnel.equals(row.getItem()))
        .query();
  }

  private static TableView<?> table(FxRobot robot) {
    return robot.lookup("#tunnels").queryAs(TableView.class);
  }

  private TunnelItem tunnel(String name, String bind, int local, int remote) {
    return RunningConsole.onFx(
        () ->
            staged
                .profile
                .inventory()
                .addTunnel(
                    pump,
                    new TunnelSettings(
                        name, new Forward(bind, local, "localhost", remote, Protocol.TCP), false)));
  }

  private static <T> T onFx(java.util.concurrent.Callable<T> work) {
    settle();
    return RunningConsole.onFx(work);
  }

  private static void settle() {
    Hands.settle();
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
