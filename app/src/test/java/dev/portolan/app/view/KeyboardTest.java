package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.edge.EdgeFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/**
 * The main job without a mouse, on a real edge and device. Whatever gets the focus on the way shows
 * it and has a name for screen readers.
 */
@ExtendWith(ApplicationExtension.class)
class KeyboardTest {
  /** More controls than any form has. */
  private static final int MOST_TABS = 40;

  @TempDir Path folder;
  private final Set<String> nameless = new TreeSet<>();
  private final Set<String> unmarked = new TreeSet<>();
  private EdgeFixture edge;
  private Stage stage;
  private RunningConsole console;

  @BeforeEach
  void open() {
    edge = EdgeFixture.start();
    start();
  }

  @AfterEach
  void close() {
    console.close();
    edge.close();
  }

  private void start() {
    stage = RunningConsole.onFx(Stage::new);
    console = new RunningConsole(new FxRobot(), stage, folder.resolve("data"));
  }

  @Test
  void anEdgeADeviceATunnelAndAShellAreMadeFoundAndComeBack() throws Exception {
    addEdge();
    DeviceItem device = addDevice();
    addTunnel();
    useShell(device);
    assertThat(nameless).as("without a name for screen readers").isEmpty();
    assertThat(unmarked).as("without a mark of the focus").isEmpty();

    console.close();
    RunningConsole.onFx(
        () -> {
          stage.hide();
          return true;
        });
    start();
    console.awaitVisible("#promptToken");
    type(EdgeFixture.TOKEN);
    Hands.push(KeyCode.ENTER);
    console.await("the tabs are back", () -> tabs() == 3);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.TAB); // from the shell, which was in front
    console.awaitPhase(console.onlyTunnel(), TunnelPhase.LISTENING);
    console.awaitText("via Plant A");
  }

  private void addEdge() throws Exception {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    console.awaitVisible("#edgeUrl");
    tabTo("edgeUrl");
    type(edge.url("/").toString());
    tabTo("edgeName");
    type("Plant A");
    tabTo("edgeToken");
    type(EdgeFixture.TOKEN);
    tabTo("trustSystem");
    Hands.push(KeyCode.RIGHT); // as among all toggles that exclude each other
    checkName(focusOwner());
    tabTo("authorityFile");
    type(edge.authorityFile(folder).toString());
    tabTo("dialog-confirm");
    Hands.push(KeyCode.ENTER);
  }

  private DeviceItem addDevice() {
    console.awaitVisible("#devicePath");
    tabTo("devicePath");
    type(edge.deviceId());
    tabTo("deviceName");
    type("pump-7");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    console.awaitText("Connected");
    return RunningConsole.onFx(() -> console.onlyEdge().devices().getFirst());
  }

  private void addTunnel() {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    console.awaitVisible("#remotePort");
    tabTo("remotePort");
    type("1");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    TunnelItem tunnel = console.onlyTunnel();
    console.awaitPhase(tunnel, TunnelPhase.LISTENING);
    for (int i = 0; i < MOST_TABS / 2; i++) {
      tab(); // through the page, the tabs and the sidebar
    }
  }

  private void useShell(DeviceItem device) {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    console.await("the shell has written", () -> device.shellTraffic().bytesDown() > 0);
    type("echo found-$((40+2))-here");
    Hands.push(KeyCode.ENTER);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
    console.awaitVisible("#find-text");
    type("found-42-here");
    console.await("it is found", () -> findCount().startsWith("1"));
    tabTo("find-close");
    Hands.push(KeyCode.ENTER);
    assertThat(console.isVisible("#find-text")).isFalse();
    assertThat(RunningConsole.onFx(this::tabs)).isEqualTo(3);
  }

  private String findCount() {
    return ((Label) stage.getScene().lookup("#find-count")).getText();
  }

  private int tabs() {
    return ((TabPane) stage.getScene().lookup("#workspace")).getTabs().size();
  }

  private void type(String text) {
    RunningConsole.onFx(
        () -> {
          Typing.type(stage.getScene(), text);
          return true;
        });
    Hands.settle();
  }

  /** Presses Tab until a control has the focus. */
  private void tabTo(String id) {
    List<String> passed = new ArrayList<>();
    for (int i = 0; i < MOST_TABS; i++) {
      Node owner = focusOwner();
      if (id.equals(owner.getId())) {
        checkName(owner);
        return;
      }
      passed.add(told(owner));
      tab();
    }
    throw new AssertionError(id + " is not reached by Tab, but " + passed);
  }

  /** Presses Tab. What has the focus then must show it. */
  private void tab() {
    Node left = focusOwner();
    checkName(left);
    WritableImage before = picture();
    Hands.push(KeyCode.TAB);
    Node owner = focusOwner();
    if (!FocusMark.isSeen(before, picture(), place(left), place(owner))) {
      unmarked.add(told(owner));
    }
  }

  private WritableImage picture() {
    return RunningConsole.onFx(() -> stage.getScene().snapshot(null));
  }

  private static Bounds place(Node node) {
    return RunningConsole.onFx(() -> node.localToScene(node.getLayoutBounds()));
  }

  private Node focusOwner() {
    return RunningConsole.onFx(() -> stage.getScene().getFocusOwner());
  }

  private void checkName(Node owner) {
    if (RunningConsole.onFx(() -> name(owner)).isBlank()) {
      nameless.add(told(owner));
    }
  }

  private static String name(Node node) {
    if (node.getAccessibleText() != null) {
      return node.getAccessibleText();
    }
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      return labeled.getText();
    }
    return node.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY) instanceof Label label
        ? label.getText()
        : "";
  }

  private static String told(Node node) {
    return node.getClass().getSimpleName() + "#" + node.getId() + " " + node.getStyleClass();
  }
}
