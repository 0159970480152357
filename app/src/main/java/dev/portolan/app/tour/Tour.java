package dev.portolan.app.tour;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.view.Console;
import dev.portolan.app.view.shell.ShellView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Does the console's main job off screen, on the real engine, and leaves pictures of it: the first
 * page, the lab's device, a shell before and after a resize, a tunnel in use.
 */
public final class Tour {
  private static final Pattern STTY_SIZE = Pattern.compile("(?m)^(\\d+ \\d+)$");
  private static final int WIDE = 1180;
  private static final int NARROW = 940;
  private static final int HIGH = 760;
  private static final int LOW = 600;
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
   * Takes the tour; blocks until it is over and everything it started has ended. JavaFX must not
   * run yet, and cannot be started again afterwards.
   *
   * @param pictures the folder for them; made where it is missing
   * @param say gets a line per picture
   * @throws TourException if a step did not happen
   */
  public static void take(Path pictures, Consumer<String> say) throws TourException {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    Path data = null;
    try {
      Files.createDirectories(pictures);
      data = Files.createTempDirectory("portolan-tour");
      inConsole(data, pictures, say);
    } catch (IOException e) {
      throw new TourException("the tour cannot use a file: " + e.getMessage(), e);
    } finally {
      Platform.exit();
      delete(data);
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
    Console console = visitor.ask(() -> new Console(stage, prepared, address -> {}));
    try {
      visitor.act(
          () -> {
            console.show();
            stage.setWidth(WIDE);
            stage.setHeight(HIGH);
          });
      new Tour(pictures, say, stage, visitor).walk();
    } catch (TourException e) {
      Path last = pictures.resolve("where-it-ended.png");
      visitor.picture(last);
      say.accept("picture: " + last);
      throw e;
    } finally {
      CompletableFuture<Void> closed =
          visitor.ask(
              () -> {
                stage.hide();
                return console.close();
              });
      Visitor.get("the end of the sessions", closed.thenApply(done -> stage));
      console.end();
    }
  }

  private void walk() throws TourException, IOException {
    visitor.find("tryLab");
    keep("01-first-run");
    visitor.press("tryLab");
    visitor.read("This computer");
    visitor.read("Connected");
    keep("02-lab-device");
    visitShell();
    visitTunnel();
  }

  private void visitShell() throws TourException {
    visitor.press("shell");
    Node terminal = visitor.find("terminal");
    ShellView shell = visitor.ask(() -> shellAround(terminal));
    visitor.await("the shell's prompt", () -> shell.shownText().isBlank() ? null : shell);
    askSize(shell, terminal, 1);
    String before = visitor.ask(shell::sizeText);
    visitor.act(
        () -> {
          stage.setWidth(NARROW);
          stage.setHeight(LOW);
        });
    visitor.await("a smaller terminal", () -> shell.sizeText().equals(before) ? null : shell);
    // The new size travels on a stream of its own, so the shell may know of it a moment later.
    for (int tries = 1; askSize(shell, terminal, 1 + tries) < 2; tries++) {
      if (tries == TRIES) {
        throw new TourException("the shell did not learn of the window's new size", null);
      }
    }
    keep("03-shell-before-and-after-resize");
    visitor.act(
        () -> {
          stage.setWidth(WIDE);
          stage.setHeight(HIGH);
        });
  }

  /** Types the question, waits for the n-th answer and tells how many different ones there are. */
  private int askSize(ShellView shell, Node terminal, int count) throws TourException {
    visitor.type(terminal, "stty size");
    List<String> answers =
        visitor.await(
            "answer " + count + " of stty size",
            () -> {
              List<String> all = new ArrayList<>();
              STTY_SIZE.matcher(shell.shownText()).results().forEach(r -> all.add(r.group(1)));
              return all.size() < count ? null : all;
            });
    return (int) answers.stream().distinct().count();
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
      check(Visitor.get("a download", pages.length(port, TwoPages.WHOLE)));
      CompletableFuture<Integer> second = pages.length(port, TwoPages.SLOW);
      visitor.read("In use (1)");
      visitor.await(
          "the second page's first half",
          () ->
              tunnel.trafficProperty().get().bytesDown() > TwoPages.LENGTH * 5L / 4
                  ? tunnel
                  : null);
      keep("04-tunnel-in-use");
      pages.finish();
      check(Visitor.get("the second page", second));
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

  private static void check(int length) throws TourException {
    if (length != TwoPages.LENGTH) {
      throw new TourException("a page of " + TwoPages.LENGTH + " bytes came with " + length, null);
    }
  }

  private void keep(String name) throws TourException {
    Path file = folder.resolve(name + ".png");
    visitor.picture(file);
    say.accept("picture: " + file);
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // It lies in the temporary folder, which the system empties.
    }
  }
}
