package dev.portolan.app.tour;

import dev.portolan.app.keychain.SecretPlace;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.session.TerminalState;
import dev.portolan.app.task.DesktopCommands;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.task.TemporaryFolder;
import dev.portolan.app.view.Console;
import dev.portolan.app.view.files.Trash;
import dev.portolan.app.view.shell.GridSize;
import dev.portolan.app.view.shell.ShellView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Runs the console's main job off screen on the real engine and saves screenshots: the first page,
 * the lab's device, a shell before and after a resize, a tunnel in use. Verifies what they show:
 * the terminal's size on the far side, the count of shells, and the data that came through the
 * tunnel.
 */
public final class Tour {
  private static final String FIRST_RUN = "01-first-run";
  private static final String LAB_DEVICE = "02-lab-device";
  private static final String SHELL = "03-shell-before-and-after-resize";
  private static final String TUNNEL = "04-tunnel-in-use";
  private static final String FAILED = "where-it-ended";
  private static final int WIDE = 1180;
  private static final int NARROW = 940;
  private static final int HIGH = 760;
  private static final int LOW = 600;

  /** Attempts to read the new size, which may still be in flight. */
  private static final int TRIES = 10;

  private final Path folder;
  private final Consumer<String> say;
  private final Stage stage;
  private final Visitor visitor;

  private Tour(Path folder, Consumer<String> say, Stage stage, Visitor visitor) {
    this.folder = folder;
    this.say = say;
    this.stage = stage;
    this.visitor = visitor;
  }

  /**
   * Runs the tour and replaces earlier screenshots. Blocks until everything it has started has
   * ended. JavaFX must not run yet, and cannot be started again afterwards.
   *
   * @param pictures the folder for screenshots, created if necessary
   * @param say receives a line per screenshot
   * @throws TourException if a step fails
   */
  public static void take(Path pictures, Consumer<String> say) throws TourException {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    try (TemporaryFolder data = new TemporaryFolder("portolan-tour")) {
      Files.createDirectories(pictures);
      for (String name : List.of(FIRST_RUN, LAB_DEVICE, SHELL, TUNNEL, FAILED)) {
        Files.deleteIfExists(picture(pictures, name));
      }
      inConsole(data.path(), pictures, say);
    } catch (IOException e) {
      throw new TourException("the tour cannot use a file: " + e.getMessage(), e);
    } finally {
      Platform.exit();
    }
  }

  private static void inConsole(Path data, Path pictures, Consumer<String> say)
      throws TourException, IOException {
    Console.Prepared prepared = Console.prepare(data);
    FxThread fx = prepared.fx();
    CompletableFuture<Stage> started = new CompletableFuture<>();
    Platform.startup(() -> started.complete(new Stage()));
    Stage stage = Visitor.get("JavaFX", started);
    Visitor visitor = new Visitor(stage, fx);
    Console console =
        visitor.ask(
            () ->
                new Console(
                    stage,
                    prepared,
                    SecretPlace.none(),
                    address -> CompletableFuture.completedFuture(null),
                    new DesktopCommands(List.of()),
                    Trash.none()));
    try {
      visitor.act(
          () -> {
            console.show();
            stage.setWidth(WIDE);
            stage.setHeight(HIGH);
          });
      new Tour(pictures, say, stage, visitor).walk();
    } catch (TourException e) {
      Path last = picture(pictures, FAILED);
      visitor.picture(last);
      say.accept("picture: " + last);
      throw e;
    } finally {
      close(console, stage, visitor);
    }
  }

  private static void close(Console console, Stage stage, Visitor visitor) throws TourException {
    try {
      CompletableFuture<Void> closed =
          visitor.ask(
              () -> {
                stage.hide();
                return console.close();
              });
      Visitor.get("the end of the sessions", closed.thenApply(done -> stage));
    } finally {
      console.end();
    }
  }

  private void walk() throws TourException, IOException {
    visitor.find("tryLab");
    keep(FIRST_RUN);
    visitor.press("tryLab");
    visitor.read("This computer");
    visitor.read("Connected");
    keep(LAB_DEVICE);
    visitShell();
    visitTunnel();
  }

  private void visitShell() throws TourException {
    visitor.press("shell");
    Node terminal = visitor.find("terminal");
    ShellView shell = visitor.ask(() -> shellAround(terminal));
    visitor.await("the shell's prompt", () -> hasPrompt(shell) ? shell : null);
    askSize(shell, terminal);
    GridSize before = visitor.ask(shell::gridSize);
    visitor.act(
        () -> {
          stage.setWidth(NARROW);
          stage.setHeight(LOW);
        });
    visitor.await("a smaller terminal", () -> isSmaller(shell, before) ? shell : null);
    askSize(shell, terminal);
    visitor.read("1 shell");
    keep(SHELL);
    visitor.act(
        () -> {
          stage.setWidth(WIDE);
          stage.setHeight(HIGH);
        });
  }

  private static boolean hasPrompt(ShellView shell) throws TourException {
    return switch (shell.stateProperty().get()) {
      case TerminalState.Connected connected -> !shell.shownText().isBlank();
      case TerminalState.Connecting connecting -> false;
      case TerminalState.Refused refused -> throw noShell(refused.why());
      case TerminalState.Lost lost -> throw noShell(lost.why());
      case TerminalState.Waiting waiting -> throw noShell(waiting.why());
      case TerminalState.Stale stale -> throw noShell(stale.why());
      case TerminalState.Ended ended -> throw noShell("it ended at once");
      case TerminalState.Closed closed -> throw noShell("it was closed");
    };
  }

  private static TourException noShell(String why) {
    return new TourException("the tour got no shell: " + why, null);
  }

  /** Whether both dimensions of the terminal have changed. */
  private static boolean isSmaller(ShellView shell, GridSize before) {
    GridSize grid = shell.gridSize();
    return grid.columns() < before.columns()
        && grid.rows() < before.rows()
        && shell.isGridPainted();
  }

  /** Reads the size on the far side until it equals the window's. */
  private void askSize(ShellView shell, Node terminal) throws TourException {
    SizeQuestion question = SizeQuestion.on(System.getProperty("os.name", ""));
    for (int tries = 1; ; tries++) {
      int answered = visitor.ask(() -> question.answers(shell.shownText()).size());
      visitor.type(terminal, question.command());
      GridSize told =
          visitor.await(
              "the answer to " + question.command(),
              () -> {
                List<GridSize> all = question.answers(shell.shownText());
                return all.size() > answered ? all.getLast() : null;
              });
      GridSize grid = visitor.ask(shell::gridSize);
      if (told.equals(grid)) {
        return;
      }
      // resizes use another stream, so the shell may get it a moment later
      if (tries == TRIES) {
        throw new TourException(
            "the terminal has " + grid + " cells, but the device takes it for " + told, null);
      }
    }
  }

  private static ShellView shellAround(Node terminal) {
    Parent at = terminal.getParent();
    while (at != null) {
      if (at instanceof ShellView shell) {
        return shell;
      }
      at = at.getParent();
    }
    throw new IllegalStateException("the terminal is in no shell");
  }

  private void visitTunnel() throws TourException, IOException {
    visitor.act(
        () -> ((TabPane) stage.getScene().lookup("#workspace")).getSelectionModel().select(1));
    try (TwoPages pages = new TwoPages()) {
      visitor.press("tunnel");
      visitor.fill("tunnelName", "Web page");
      visitor.fill("remotePort", Integer.toString(pages.port()));
      visitor.press("dialog-confirm");
      Node table = visitor.find("tunnels");
      TunnelItem tunnel =
          visitor.await("a listening tunnel", () -> inPhase(table, TunnelPhase.LISTENING));
      int port = visitor.ask(() -> tunnel.forward().localPort());
      pages.check(Visitor.get("a download", pages.fetch(port, TwoPages.WHOLE)));
      CompletableFuture<byte[]> second = pages.fetch(port, TwoPages.SLOW);
      visitor.read("In use (1)");
      visitor.await(
          "the second page's first half",
          () ->
              tunnel.trafficProperty().get().bytesDown() > TwoPages.LENGTH * 5L / 4
                  ? tunnel
                  : null);
      keep(TUNNEL);
      pages.finish();
      pages.check(Visitor.get("the second page", second));
    }
  }

  private static @Nullable TunnelItem inPhase(Node table, TunnelPhase phase) {
    for (Object row : ((TableView<?>) table).getItems()) {
      if (row instanceof TunnelItem tunnel && tunnel.status().phase() == phase) {
        return tunnel;
      }
    }
    return null;
  }

  private void keep(String name) throws TourException {
    Path file = picture(folder, name);
    visitor.picture(file);
    say.accept("picture: " + file);
  }

  private static Path picture(Path folder, String name) {
    return folder.resolve(name + ".png");
  }
}
