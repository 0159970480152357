package dev.portolan.app.view.shell;

import static java.util.Objects.requireNonNull;

import dev.portolan.app.model.SettingValues;
import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.session.TerminalState;
import dev.portolan.app.task.Background;
import dev.portolan.app.terminal.ScrollbackMemory;
import dev.portolan.app.view.Hands;
import dev.portolan.app.view.Pictures;
import dev.portolan.app.view.Typing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Bounds;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.stage.Stage;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** A shell view in a window of the test. */
final class ShellWindow implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final List<URI> browsed = new ArrayList<>();
  final PrimarySelection marked = PrimarySelection.ofProgram();
  final ObjectProperty<TerminalSettings> settings;
  final ScrollbackMemory scrollback;
  final ShellView view;
  final TerminalSession session;
  private final FxRobot robot;
  private final Stage stage;
  private final Background background = new Background();
  private final EmojiPictures emoji;

  /** A window with the view of the session that {@code sessions} makes. */
  ShellWindow(FxRobot robot, Stage stage, Function<Background, TerminalSession> sessions) {
    this(robot, stage, sessions, ScrollbackMemory.ofHeap());
  }

  ShellWindow(
      FxRobot robot,
      Stage stage,
      Function<Background, TerminalSession> sessions,
      ScrollbackMemory scrollback) {
    this(robot, stage, sessions, scrollback, EmojiPictures::ofDesktop);
  }

  ShellWindow(
      FxRobot robot,
      Stage stage,
      Function<Background, TerminalSession> sessions,
      ScrollbackMemory scrollback,
      Function<Background, EmojiPictures> pictures) {
    this.robot = robot;
    this.scrollback = scrollback;
    this.stage = stage;
    session = sessions.apply(background);
    emoji = pictures.apply(background);
    settings =
        new SimpleObjectProperty<>(
            new TerminalSettings(SettingValues.USUAL, browsed::add, marked, emoji));
    view =
        onFx(
            () -> {
              ShellView fresh = new ShellView(session, settings, scrollback);
              stage.setScene(new Scene(fresh));
              // Tests of the whole window leave theirs on the stage that all tests share.
              stage.setMinWidth(0);
              stage.setMinHeight(0);
              stage.setWidth(900);
              stage.setHeight(560);
              stage.show();
              fresh.focusTerminal();
              return fresh;
            });
    Hands.settle();
  }

  <T> T onFx(Callable<T> action) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE.toMillis(), action);
  }

  void await(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS, () -> onFx(condition));
    } catch (TimeoutException late) {
      picture("late");
      throw new AssertionError("Not in time: " + what + "; shown:\n" + text(), late);
    }
    Hands.settle();
  }

  Node terminal() {
    return requireNonNull(view.lookup("#terminal"));
  }

  /** The text in the picture. */
  String text() {
    return onFx(() -> (String) terminal().queryAccessibleAttribute(AccessibleAttribute.TEXT));
  }

  /** Waits until a line of the picture is {@code line}. */
  void awaitLine(String line) {
    await("the line '" + line + "'", () -> text().lines().anyMatch(line::equals));
  }

  void awaitText(String part) {
    await("the text '" + part + "'", () -> text().contains(part));
  }

  void awaitState(Class<? extends TerminalState> state) {
    await(state.getSimpleName(), () -> state.isInstance(view.stateProperty().get()));
  }

  /** Gives the shell a prompt that is the same everywhere, on a clean screen. */
  void plainPrompt() {
    awaitState(TerminalState.Connected.class);
    enter("export PS1='$ ' PS2='> '; bind 'set enable-bracketed-paste off' 2>/dev/null; clear");
    awaitLine("$");
  }

  void type(String text) {
    onFx(
        () -> {
          Typing.type(stage.getScene(), text);
          return true;
        });
    Hands.settle();
  }

  void enter(String command) {
    type(command);
    press(KeyCode.ENTER);
  }

  /** Presses keys together. */
  void press(KeyCode... keys) {
    Hands.push(keys);
  }

  void resize(double width, double height) {
    robot.interact(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
  }

  /** Whether something stands before the first cell of the line that reads {@code line}. */
  boolean isNotched(String line) {
    Hands.settle();
    int row = text().lines().toList().indexOf(line);
    return onFx(
        () -> {
          TerminalCanvas canvas = (TerminalCanvas) terminal();
          Bounds cell = canvas.screenToLocal(canvas.cellOnScreen(0, row));
          WritableImage picture = canvas.snapshot(null, null);
          int y = (int) cell.getCenterY();
          Color there = picture.getPixelReader().getColor(1, y);
          return !there.equals(picture.getPixelReader().getColor(1, 1));
        });
  }

  String clipboard() {
    return onFx(() -> requireNonNull(Clipboard.getSystemClipboard().getString()));
  }

  void setClipboard(String text) {
    robot.interact(
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putString(text);
          Clipboard.getSystemClipboard().setContent(content);
        });
  }

  void picture(String name) {
    Hands.settle();
    robot.interact(() -> Pictures.take(stage.getScene(), name));
  }

  Stage stage() {
    return stage;
  }

  @Override
  public void close() {
    robot.interact(
        () -> {
          view.close();
          emoji.close();
          stage.hide();
        });
    background.close();
  }
}
