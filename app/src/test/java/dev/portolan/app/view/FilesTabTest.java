package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.task.DesktopCommands;
import dev.portolan.app.view.files.Trash;
import dev.portolan.edge.EdgeFixture;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;

/** Makes a console with a real device, whose files a test opens. */
@ExtendWith(ApplicationExtension.class)
@DisabledOnOs(OS.WINDOWS) // A device there has other paths.
abstract class FilesTabTest {
  @TempDir Path folder;
  Path here;
  Path there;
  EdgeFixture edge;
  RunningConsole console;

  /** What the program was given that edits files. */
  Path opened;

  /** TestFX looks for a method with {@code @Start} in the class of the test alone. */
  @BeforeEach
  void open(FxRobot robot) throws Exception {
    Path real = folder.toRealPath();
    here = Files.createDirectory(real.resolve("here"));
    there = Files.createDirectory(real.resolve("there"));
    opened = real.resolve("opened");
    edge = EdgeFixture.start();
    console = console(robot, FxToolkit.registerPrimaryStage());
    addDevice();
  }

  /** A console whose editor writes down which file it was given. */
  RunningConsole console(FxRobot robot, Stage stage) {
    DesktopCommands editor =
        new DesktopCommands(
            List.of(List.of("sh", "-c", "printf %s \"$1\" > '" + opened + "'", "sh")));
    return new RunningConsole(
        robot, stage, folder.resolve("data"), SecretPlace.none(), editor, trash());
  }

  /** Where files of this computer go that are deleted. */
  Trash trash() {
    return Trash.none();
  }

  @AfterEach
  void close() {
    console.close();
    edge.close();
  }

  void drop(String pane, Path file) {
    RunningConsole.onFx(
        () -> {
          Event.fireEvent(node(pane, Node.class), Dragged.event(DragEvent.DRAG_DROPPED, file));
          return true;
        });
  }

  MenuItem menuItem(String table, String text) {
    return RunningConsole.onFx(() -> menuItemNow(table, text));
  }

  MenuItem menuItemNow(String table, String text) {
    return ShownMenu.item(node(table, Node.class), text);
  }

  void openFiles() {
    console.click("#files");
    console.awaitVisible("#files-remote");
  }

  void show(String field, Path path) {
    console.await("a folder is listed", () -> !text(field).isEmpty());
    console.fill(field, path.toString());
    Hands.push(KeyCode.ENTER);
  }

  /** Waits until a pane lists these and nothing else, whatever folder it began with. */
  void awaitListed(String table, String... names) {
    console.await(
        table + " lists " + String.join(", ", names),
        () -> Set.copyOf(names(table)).equals(Set.of(names)));
  }

  void push(String table, KeyCode key) {
    RunningConsole.onFx(
        () -> {
          node(table, TableView.class).requestFocus();
          return true;
        });
    push(key);
  }

  static void push(KeyCode key) {
    Hands.push(key);
    Hands.settle();
  }

  void select(String table, String name) {
    RunningConsole.onFx(
        () -> {
          TableView<?> view = node(table, TableView.class);
          view.requestFocus();
          assertThat(names(table)).contains(name);
          view.getSelectionModel().clearAndSelect(names(table).indexOf(name));
          return true;
        });
  }

  /** What is known of a row. */
  String row(String table, int index) {
    return String.valueOf(node(table, TableView.class).getItems().get(index));
  }

  List<String> names(String table) {
    return ((TableView<?>) node(table, TableView.class))
        .getItems().stream()
            .map(row -> row.toString().replaceAll("^FileRow\\[name=(.*), path=.*$", "$1"))
            .toList();
  }

  String text(String field) {
    return RunningConsole.onFx(() -> node(field, TextField.class).getText());
  }

  List<TransferItem> transfers() {
    ListView<?> list = node("#transfers", ListView.class);
    return list.getItems().stream().map(TransferItem.class::cast).toList();
  }

  TransferItem item(int index) {
    return transfers().get(index);
  }

  void awaitPhase(int index, TransferPhase phase) {
    console.await(
        "transfer " + index + " is " + phase,
        () -> transfers().size() > index && item(index).status().phase() == phase);
  }

  <T> T node(String query, Class<T> type) {
    return type.cast(stage().getScene().lookup(query));
  }

  Stage stage() {
    return console.stage();
  }

  static List<String> list(Path of) throws IOException {
    try (Stream<Path> files = Files.list(of)) {
      return files.map(Path::toFile).map(File::getName).toList();
    }
  }

  void addDevice() throws Exception {
    console.click("#addEdge");
    console.awaitVisible("#edgeUrl");
    console.fill("#edgeUrl", edge.url("/").toString());
    console.fill("#edgeName", "Plant A");
    console.fill("#edgeToken", EdgeFixture.TOKEN);
    console.click("#trustFile");
    console.fill("#authorityFile", edge.authorityFile(folder).toString());
    console.click("#dialog-confirm");
    console.awaitVisible("#devicePath");
    console.fill("#devicePath", edge.deviceId());
    console.fill("#deviceName", "pump-7");
    console.click("#dialog-confirm");
    console.awaitText("Connected");
  }
}
