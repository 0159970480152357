package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** What a person does with tabs of shells. */
class ShellTabsTest extends StagedWindowTest {
  private FxRobot robot;

  @BeforeEach
  void open(FxRobot fxRobot) {
    robot = fxRobot;
    EdgeItem plant = RunningConsole.onFx(() -> staged.edge("Plant A"));
    DeviceItem pump = RunningConsole.onFx(() -> staged.device(plant, "pump-7"));
    RunningConsole.onFx(
        () -> {
          window.show();
          return true;
        });
    Labeled row =
        robot
            .lookup(".sidebar-row .label")
            .<Labeled>match(label -> label.getText().equals(pump.name()))
            .query();
    Hands.click(row);
    shiftControl(KeyCode.T);
  }

  private static <T> T onFx(Callable<T> work) {
    Hands.settle();
    return RunningConsole.onFx(work);
  }

  private static void shiftControl(KeyCode key) {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, key);
    Hands.settle();
  }

  private TabPane tabs() {
    return robot.lookup("#workspace").queryAs(TabPane.class);
  }

  private List<String> titles() {
    return onFx(() -> tabs().getTabs().stream().map(Tab::getText).toList());
  }

  private Tab front() {
    return onFx(() -> tabs().getSelectionModel().getSelectedItem());
  }

  private Bounds place(int shell) {
    return onFx(
        () -> {
          Node root = staged.shells().get(shell);
          return root.localToScene(root.getLayoutBounds());
        });
  }

  /** Which shell has the keys, in the order in which they were opened. */
  private int focused() {
    return onFx(() -> staged.shells().stream().map(Node::isFocused).toList().indexOf(true));
  }

  private void choose(String id) {
    robot.interact(
        () -> {
          Tab tab = tabs().getSelectionModel().getSelectedItem();
          tab.getContextMenu().getOnShowing().handle(null);
          MenuItem item =
              tab.getContextMenu().getItems().stream()
                  .filter(each -> id.equals(each.getId()))
                  .findFirst()
                  .orElseThrow();
          item.fire();
        });
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

  @Test
  void aDuplicateStandsBesideItsTabAndIsInFront() {
    shiftControl(KeyCode.O);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB);
    Tab first = front();
    shiftControl(KeyCode.D);
    assertThat(staged.shells()).hasSize(2);
    assertThat(onFx(() -> tabs().getTabs().indexOf(front())))
        .isEqualTo(onFx(() -> tabs().getTabs().indexOf(first) + 1));
    assertThat(focused()).isEqualTo(1);
    choose("tab-duplicate");
    assertThat(staged.shells()).hasSize(3);
  }

  @Test
  void aDuplicateBeginsInTheFolderOfItsTab() {
    robot.interact(() -> staged.goTo("/var/log/pump"));
    assertThat(onFx(() -> front().getTooltip().getText())).isEqualTo("pump-7\n/var/log/pump");
    shiftControl(KeyCode.D);
    assertThat(staged.shells()).hasSize(2);
    assertThat(onFx(staged::folderOfLast)).isEqualTo("/var/log/pump");
    shiftControl(KeyCode.B);
    assertThat(onFx(staged::folderOfLast)).as("another shell beside it").isEmpty();
  }

  @Test
  void aDuplicateStandsBehindItsTab() {
    int first = titles().size() - 1;
    shiftControl(KeyCode.T);
    shiftControl(KeyCode.M);
    type("last");
    Hands.push(KeyCode.ENTER);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB);
    shiftControl(KeyCode.D);
    assertThat(titles()).hasSize(first + 3).last().isEqualTo("last");
    assertThat(front().getTabPane().getSelectionModel().getSelectedIndex()).isEqualTo(first + 1);
  }

  @Test
  void aTabCanHaveANameOfItsOwn() {
    shiftControl(KeyCode.M);
    type("  pressure logs ");
    Hands.push(KeyCode.ENTER);
    assertThat(titles()).last().isEqualTo("pressure logs");
    assertThat(focused()).as("the keys are in the shell again").isZero();
    choose("tab-rename");
    Hands.push(KeyCode.DELETE);
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    assertThat(titles()).last().isEqualTo("pump-7");
  }

  @Test
  void aLockedTabIsNotClosedWithoutAQuestion() {
    shiftControl(KeyCode.K);
    assertThat(titles()).last().isEqualTo("pump-7 (locked)");
    shiftControl(KeyCode.W);
    assertThat(robot.lookup("#dialog-confirm").tryQuery()).isPresent();
    robot.interact(() -> Pictures.take(stage.getScene(), "tab-locked-close"));
    Hands.click(robot.lookup("#dialog-cancel").query());
    assertThat(staged.shells()).hasSize(1);
    shiftControl(KeyCode.B);
    choose("tab-lock");
    assertThat(titles()).last().isEqualTo("pump-7");
    shiftControl(KeyCode.W);
    shiftControl(KeyCode.W);
    assertThat(staged.shells()).isEmpty();
  }

  @Test
  void shellsStandBesideAndBelowEachOther() {
    shiftControl(KeyCode.B);
    shiftControl(KeyCode.J);
    assertThat(staged.shells()).hasSize(3);
    assertThat(place(1).getMinX()).isGreaterThanOrEqualTo(place(0).getMaxX());
    assertThat(place(2).getMinY()).isGreaterThanOrEqualTo(place(1).getMaxY());
    assertThat(place(2).getMinX()).isEqualTo(place(1).getMinX());
    assertThat(focused()).isEqualTo(2);
    for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
      robot.interact(() -> staged.profile.preferences().set(Settings.THEME, theme));
      Hands.settle();
      String name = theme.name().toLowerCase(Locale.ROOT) + "-tab-split";
      robot.interact(() -> Pictures.take(stage.getScene(), name));
    }

    shiftControl(KeyCode.UP);
    assertThat(focused()).isEqualTo(1);
    shiftControl(KeyCode.LEFT);
    assertThat(focused()).isZero();
    shiftControl(KeyCode.LEFT);
    assertThat(focused()).as("nothing is there").isZero();
    shiftControl(KeyCode.RIGHT);
    assertThat(focused()).isPositive();
  }

  @Test
  void sizesStayWhenAnotherShellComesOrGoes() {
    shiftControl(KeyCode.B);
    robot.interact(
        () -> robot.lookup(".shell-split").queryAs(SplitPane.class).setDividerPositions(0.3));
    double left = place(0).getWidth();
    shiftControl(KeyCode.J);
    assertThat(place(0).getWidth()).isEqualTo(left);
    shiftControl(KeyCode.W);
    assertThat(staged.shells()).hasSize(2);
    assertThat(place(0).getWidth()).isEqualTo(left);
    assertThat(focused()).isEqualTo(1);
    shiftControl(KeyCode.O);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB);
    assertThat(place(0).getWidth()).isEqualTo(left);
    assertThat(focused()).as("the one that had the keys").isEqualTo(1);
    shiftControl(KeyCode.W);
    shiftControl(KeyCode.W);
    assertThat(staged.shells()).isEmpty();
    assertThat(titles()).doesNotContain("pump-7 (locked)");
  }

  @Test
  void aTabHoldsNoMoreShellsThanCanBeRead() {
    for (int i = 0; i < 14; i++) {
      shiftControl(i % 2 == 0 ? KeyCode.B : KeyCode.J);
    }
    assertThat(staged.shells()).hasSize(12);
    assertThat(robot.lookup("There is no room for another shell in this tab.").tryQuery())
        .isPresent();
  }
}
