package dev.portolan.app.view.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.view.Dragged;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.FileDrop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.event.EventType;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** Files that are dropped onto a device, or onto a shell whose folder is known or not. */
@ExtendWith(ApplicationExtension.class)
class FileDropsTest {
  private final List<String> sent = new ArrayList<>();
  private final List<Dialog> dialogs = new ArrayList<>();
  private final WindowMemory memory = new WindowMemory();
  private final FileDrops drops =
      new FileDrops(
          (device, files, folder) -> sent.add(device.name() + " " + files + " " + folder),
          dialogs::add,
          memory);
  private boolean takes = true;

  @Test
  void filesAreDroppedOntoANodeWhileItTakesThem(FxRobot robot) {
    robot.interact(this::drop);
  }

  private void drop() {
    List<List<Path>> dropped = new ArrayList<>();
    Region target = new Region();
    FileDrop.onto(target, () -> takes, dropped::add);
    Path[] files = {Path.of("/tmp/a b"), Path.of("/tmp/c")};
    assertThat(fire(target, DragEvent.DRAG_OVER, files).getAcceptedTransferMode())
        .isEqualTo(TransferMode.COPY);
    assertThat(target.getPseudoClassStates()).hasSize(1);
    assertThat(fire(target, DragEvent.DRAG_DROPPED, files).isDropCompleted()).isTrue();
    assertThat(target.getPseudoClassStates()).isEmpty();
    assertThat(dropped).containsExactly(List.of(Path.of("/tmp/a b"), Path.of("/tmp/c")));

    fire(target, DragEvent.DRAG_OVER, files);
    fire(target, DragEvent.DRAG_EXITED, files);
    assertThat(target.getPseudoClassStates()).isEmpty();
    takes = false;
    assertThat(fire(target, DragEvent.DRAG_OVER, files).isAccepted()).isFalse();
    fire(target, DragEvent.DRAG_DROPPED, files);
    takes = true;
    assertThat(fire(target, DragEvent.DRAG_OVER).isAccepted()).isFalse();
    assertThat(dropped).hasSize(1);
  }

  private static DragEvent fire(Region target, EventType<DragEvent> type, Path... files) {
    DragEvent event = Dragged.event(type, files);
    List<DragEvent> seen = new ArrayList<>();
    EventHandler<DragEvent> last = seen::add;
    target.addEventHandler(DragEvent.ANY, last);
    Event.fireEvent(target, event);
    target.removeEventHandler(DragEvent.ANY, last);
    return seen.getFirst();
  }

  @Test
  void aShellsFolderIsTakenWithoutAsking() {
    drops.send(device(), List.of(Path.of("/tmp/a")), "/srv/www");
    assertThat(sent).containsExactly("pump [/tmp/a] /srv/www");
    assertThat(dialogs).isEmpty();
  }

  @Test
  void otherwiseTheUserIsAskedAndTheLastFolderProposed(FxRobot robot) {
    DeviceItem pump = device();
    robot.interact(
        () -> {
          drops.send(pump, List.of(Path.of("/tmp/a")), "");
          Dialog dialog = dialogs.getFirst();
          assertThat(dialog.title()).isEqualTo("Send a to pump");
          TextField folder = (TextField) dialog.firstFocus();
          assertThat(folder.getText()).isEmpty();
          assertThat(dialog.confirm()).isFalse();
          folder.setText("srv");
          assertThat(dialog.confirm()).isFalse();
          assertThat(sent).isEmpty();
          folder.setText(" /srv//www/ ");
          assertThat(dialog.confirm()).isTrue();
          assertThat(sent).containsExactly("pump [/tmp/a] /srv/www");
          drops.send(pump, List.of(Path.of("/tmp/b"), Path.of("/tmp/c")), "");
          assertThat(dialogs.getLast().title()).isEqualTo("Send 2 files to pump");
          assertThat(((TextField) dialogs.getLast().firstFocus()).getText()).isEqualTo("/srv/www");
          assertThat(memory.folders().of("d").dropped()).isEqualTo("/srv/www");
        });
  }

  private static DeviceItem device() {
    EdgeSettings edge =
        new EdgeSettings("Plant", "https://edge", new TrustChoice.SystemAuthorities(), "", "");
    return new DeviceItem(
        "d",
        new EdgeItem("e", EdgeKind.REMOTE, edge),
        new DeviceSettings("pump", "d", List.of(), ""));
  }
}
