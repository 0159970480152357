package dev.portolan.app.view;

import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.task.DesktopCommands;
import dev.portolan.app.view.files.Trash;
import dev.portolan.app.view.sidebar.SidebarRows;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.TreeView;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The real console in a window of the test, with its own data folder. */
final class RunningConsole implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final List<String> browsed = new ArrayList<>();
  private final FxRobot robot;
  private final Stage stage;
  private final Console console;

  RunningConsole(FxRobot robot, Stage stage, Path dataFolder) {
    this(robot, stage, dataFolder, SecretPlace.none());
  }

  RunningConsole(FxRobot robot, Stage stage, Path dataFolder, SecretPlace keychain) {
    this(robot, stage, dataFolder, keychain, new DesktopCommands(List.of()), Trash.none());
  }

  /**
   * @param editors programs that edit a text
   * @param trash takes what is deleted of this computer
   */
  RunningConsole(
      FxRobot robot,
      Stage stage,
      Path dataFolder,
      SecretPlace keychain,
      DesktopCommands editors,
      Trash trash) {
    this.robot = robot;
    this.stage = stage;
    Console.Prepared prepared = Console.prepare(dataFolder);
    console = onFx(() -> new Console(stage, prepared, keychain, this::browse, editors, trash));
    robot.interact(console::show);
  }

  private CompletableFuture<Void> browse(String url) {
    browsed.add(url);
    return CompletableFuture.completedFuture(null);
  }

  void askToLeave(Runnable leave) {
    console.askToLeave(leave);
  }

  Stage stage() {
    return stage;
  }

  /** Waits until a condition holds on the FX thread. */
  void await(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS, () -> onFx(condition));
    } catch (TimeoutException late) {
      robot.interact(() -> Pictures.take(stage.getScene(), "late"));
      throw new AssertionError("Not within " + PATIENCE + ": " + what, late);
    }
    Hands.settle();
  }

  void awaitVisible(String query) {
    await(query + " is visible", () -> isVisible(query));
  }

  void awaitText(String text) {
    await("the text " + text, () -> showsText(text));
  }

  boolean showsText(String text) {
    return robot
        .lookup(
            node ->
                node instanceof Labeled labeled
                    && labeled.getText() != null
                    && labeled.getText().contains(text)
                    && reallyVisible(labeled))
        .tryQuery()
        .isPresent();
  }

  boolean isVisible(String query) {
    return robot.lookup(query).queryAll().stream().anyMatch(RunningConsole::reallyVisible);
  }

  void awaitPhase(TunnelItem tunnel, TunnelPhase phase) {
    await(tunnel.title() + " is " + phase, () -> tunnel.status().phase() == phase);
  }

  /** The tunnel in the device's table, where there is one and no other. */
  TunnelItem onlyTunnel() {
    awaitVisible("#tunnels");
    return onFx(
        () -> (TunnelItem) robot.lookup("#tunnels").queryAs(TableView.class).getItems().getFirst());
  }

  /** The edge in the list, where there is one and no other. */
  EdgeItem onlyEdge() {
    return SidebarRows.firstEdge(robot.lookup("#tree").queryAs(TreeView.class));
  }

  /** Clicks on what can be seen and used, once it can. */
  void click(String query) {
    await(query + " can be clicked", () -> isUsable(query));
    Hands.click(robot.lookup(query).query());
  }

  /** Types into an emptied field, in one go. */
  void fill(String query, String text) {
    await(query + " can be filled", () -> isUsable(query));
    onFx(
        () -> {
          TextInputControl field = robot.lookup(query).queryAs(TextInputControl.class);
          field.requestFocus();
          field.clear();
          Typing.type(stage.getScene(), text);
          return true;
        });
    Hands.settle();
  }

  private boolean isUsable(String query) {
    return isVisible(query) && !robot.lookup(query).query().isDisabled();
  }

  void picture(String name) {
    Hands.settle();
    robot.interact(() -> Pictures.take(stage.getScene(), name));
  }

  static <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE.toMillis(), work);
  }

  private static boolean reallyVisible(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return node.getScene() != null;
  }

  @Override
  public void close() {
    onFx(() -> {
          stage.hide();
          return console.close();
        })
        .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .join();
    console.end();
  }
}
