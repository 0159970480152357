package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.TestStep;
import java.util.List;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;

/** What the test of an edge has found is in front of the person who asked for it. */
class EdgeTestShownTest extends StagedWindowTest {
  @BeforeEach
  void open(FxRobot robot) {
    robot.interact(window::show);
  }

  @ParameterizedTest
  @CsvSource({"1180, 760", "900, 560", "800, 500"})
  void withoutScrolling(double width, double height, FxRobot robot) {
    robot.interact(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    robot.interact(
        () ->
            robot.lookup("#edgeUrl").queryAs(TextField.class).setText("https://edge.example.com"));
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
    robot.interact(() -> Pictures.take(stage.getScene(), "edge-tested-" + (int) width));
    Node steps = robot.lookup("#steps").query();
    assertThat(robot.from(steps).lookup(".label").queryAllAs(Labeled.class))
        .anyMatch(label -> label.getText().startsWith("The edge's certificate comes from"))
        .noneMatch(label -> RunningConsole.onFx(label::isTextTruncated));
    assertThat(place(robot.lookup(".dialog").query()).contains(place(steps))).isTrue();
    for (Node around = steps.getParent(); around != null; around = around.getParent()) {
      if (around.getStyleClass().contains("viewport")) {
        assertThat(place(around).contains(place(steps))).as("in the part that is shown").isTrue();
      }
    }
  }

  private static Bounds place(Node node) {
    return RunningConsole.onFx(() -> node.localToScene(node.getLayoutBounds()));
  }
}
