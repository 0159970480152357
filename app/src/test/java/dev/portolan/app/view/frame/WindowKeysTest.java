package dev.portolan.app.view.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** Keys of the window, whose action leads the focus from one shell to the next. */
@ExtendWith(ApplicationExtension.class)
class WindowKeysTest {
  private final List<String> heard = new ArrayList<>();
  private final Region first = shell("first");
  private final Region second = shell("second");
  private boolean blocked;

  @Start
  void start(Stage stage) {
    Scene scene = new Scene(new HBox(first, second));
    new WindowKeys(() -> true, () -> blocked).always("Ctrl+Tab", () -> {}).install(scene);
  }

  private Region shell(String name) {
    Region shell = new Region();
    shell.addEventHandler(
        KeyEvent.ANY, event -> heard.add(name + " " + event.getEventType().getName()));
    return shell;
  }

  private static void fire(
      Region at, EventType<KeyEvent> type, String text, KeyCode code, boolean control) {
    Event.fireEvent(at, new KeyEvent(type, text, "", code, false, control, false, false));
  }

  @Test
  void theCharacterOfAWindowKeyReachesNobody() {
    fire(first, KeyEvent.KEY_PRESSED, "", KeyCode.TAB, true);
    fire(second, KeyEvent.KEY_TYPED, "\t", KeyCode.UNDEFINED, true);
    assertThat(heard).isEmpty();
    fire(second, KeyEvent.KEY_PRESSED, "", KeyCode.TAB, false);
    fire(second, KeyEvent.KEY_TYPED, "\t", KeyCode.UNDEFINED, false);
    assertThat(heard).containsExactly("second KEY_PRESSED", "second KEY_TYPED");
  }

  @Test
  void underADialogItIsAnOrdinaryKey() {
    blocked = true;
    fire(first, KeyEvent.KEY_PRESSED, "", KeyCode.TAB, true);
    fire(first, KeyEvent.KEY_TYPED, "\t", KeyCode.UNDEFINED, true);
    assertThat(heard).containsExactly("first KEY_PRESSED", "first KEY_TYPED");
  }
}
