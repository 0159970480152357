package dev.portolan.app.view.shell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import dev.portolan.app.model.Settings;
import dev.portolan.app.session.TerminalState;
import dev.portolan.app.view.Hands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextField;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.scene.robot.Robot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A person at a shell of a real device, by way of a real edge. */
class ShellViewTest extends DeviceShellTest {
  private static final Pattern SIZE = Pattern.compile("(?m)^(\\d+) (\\d+)$");

  private GridSize sizeToldByShell() {
    window.enter("clear; stty size");
    window.await("a size", () -> SIZE.matcher(window.text()).find());
    Matcher matcher = SIZE.matcher(window.text());
    assertThat(matcher.find()).isTrue();
    return size(matcher);
  }

  private static GridSize size(Matcher answer) {
    return new GridSize(Integer.parseInt(answer.group(2)), Integer.parseInt(answer.group(1)));
  }

  @Test
  void theSizeOfTheFarSideFollowsTheWindow() {
    window.plainPrompt();
    GridSize before = sizeToldByShell();
    assertThat(before).isEqualTo(window.onFx(window.view::gridSize));

    window.resize(640, 420);
    window.await("another size", () -> !window.view.gridSize().equals(before));
    GridSize wanted = window.onFx(window.view::gridSize);
    window.await("the far side's new size", () -> wanted.equals(sizeInShell()));

    window.press(KeyCode.CONTROL, KeyCode.PLUS);
    window.press(KeyCode.CONTROL, KeyCode.PLUS);
    GridSize larger = window.onFx(window.view::gridSize);
    assertThat(larger).isNotEqualTo(wanted);
    window.await("the size of larger letters", () -> larger.equals(sizeInShell()));
    window.press(KeyCode.CONTROL, KeyCode.DIGIT0);
    assertThat(window.onFx(window.view::gridSize)).isEqualTo(wanted);
  }

  /** Asks on the FX thread without waiting: the answer of the last time, and a new question. */
  private @Nullable GridSize sizeInShell() {
    Matcher matcher = SIZE.matcher(window.text());
    GridSize last = matcher.find() ? size(matcher) : null;
    window.session.write(Keys.utf8("clear; stty size\r"));
    return last;
  }

  @Test
  void keysOfTheShellReachItAndKeysOfTheWindowDoNot() {
    List<KeyCombination> heard = new ArrayList<>();
    robot.interact(
        () -> {
          for (KeyCode key : List.of(KeyCode.W, KeyCode.T, KeyCode.N)) {
            listenFor(
                heard,
                new KeyCodeCombination(
                    key, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN));
          }
          listenFor(heard, new KeyCodeCombination(KeyCode.COMMA, KeyCombination.CONTROL_DOWN));
        });
    List<KeyCode> unused = new ArrayList<>();
    stage.getScene().addEventHandler(KeyEvent.KEY_PRESSED, event -> unused.add(event.getCode()));
    window.plainPrompt();
    window.enter("stty -ixon; cat -v");
    window.awaitLine("$ stty -ixon; cat -v");

    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    window.press(KeyCode.CONTROL, KeyCode.COMMA);
    window.press(KeyCode.CONTROL, KeyCode.TAB);
    window.press(KeyCode.CONTROL, KeyCode.T);
    window.press(KeyCode.CONTROL, KeyCode.K);
    window.press(KeyCode.UP);
    window.press(KeyCode.F5);
    window.press(KeyCode.ESCAPE);
    window.press(KeyCode.ALT, KeyCode.F);
    window.press(KeyCode.ENTER);

    window.awaitLine("^T^K^[[A^[[15~^[^[f");
    assertThat(heard).hasSize(4);
    assertThat(unused).contains(KeyCode.TAB).doesNotContain(KeyCode.K, KeyCode.UP, KeyCode.F5);
    window.press(KeyCode.CONTROL, KeyCode.C);
  }

  private void listenFor(List<KeyCombination> heard, KeyCombination keys) {
    stage.getScene().getAccelerators().put(keys, () -> heard.add(keys));
  }

  @Test
  void controlCCopiesASelectionAndInterruptsOtherwise() {
    window.plainPrompt();
    window.enter("clear; echo some-words here; sleep 1000");
    window.awaitLine("some-words here");

    doubleClickAt("some-words", 2);
    window.press(KeyCode.CONTROL, KeyCode.C);
    assertThat(window.clipboard()).isEqualTo("some-words");

    // Copying has let go of it.
    window.press(KeyCode.CONTROL, KeyCode.C);
    window.await("a prompt after ^C", () -> window.text().endsWith("^C\n$"));
  }

  @Test
  void theMiddleButtonPastesWhatWasMarkedAndNeverTheClipboard() {
    window.plainPrompt();
    window.setClipboard("echo from-the-clipboard");
    middleClick();
    window.enter("echo marked-word");
    window.awaitLine("marked-word");
    assertThat(window.text()).doesNotContain("clipboard");

    doubleClickAt("marked-word", 2);
    window.await("the marked word", () -> "marked-word".equals(marked()));
    window.type("echo 2-");
    middleClick();
    window.press(KeyCode.ENTER);
    window.awaitLine("2-marked-word");
    assertThat(window.clipboard()).isEqualTo("echo from-the-clipboard");
  }

  @Test
  void aDragThatEndsElsewhereLeavesTheFocusInTheShell() {
    window.plainPrompt();
    window.onFx(
        () -> {
          window.stage().getScene().setRoot(new StackPane());
          window.stage().getScene().setRoot(new TabPane(new Tab("pump-7", window.view)));
          window.view.focusTerminal();
          return true;
        });
    Hands.settle();
    Bounds place = window.onFx(() -> window.terminal().localToScreen(inner()));
    window.onFx(
        () -> {
          Robot hand = new Robot();
          hand.mouseMove(place.getCenterX(), place.getCenterY());
          hand.mousePress(MouseButton.PRIMARY);
          hand.mouseMove(place.getCenterX(), place.getMinY() - 15);
          hand.mouseRelease(MouseButton.PRIMARY);
          return true;
        });
    Hands.settle();
    assertThat(window.onFx(() -> window.terminal().isFocused())).isTrue();
    window.enter("echo still-here");
    window.awaitLine("still-here");
  }

  @Test
  void aShellBehindAnotherTabKeepsNoPictureAndIsPaintedAnewWhenItIsShown() {
    window.plainPrompt();
    TabPane tabs =
        window.onFx(
            () -> {
              window.stage().getScene().setRoot(new StackPane());
              TabPane pane =
                  new TabPane(new Tab("pump-7", window.view), new Tab("other", new StackPane()));
              window.stage().getScene().setRoot(pane);
              return pane;
            });
    window.await("a picture", () -> pictureWidth() > 300);

    window.onFx(
        () -> {
          tabs.getSelectionModel().select(1);
          return true;
        });
    window.await("no picture", () -> pictureWidth() == 0);
    window.session.write(Keys.utf8("echo behind\r"));
    Hands.settle();
    assertThat(pictureWidth()).isZero();

    window.onFx(
        () -> {
          tabs.getSelectionModel().select(0);
          return true;
        });
    window.awaitLine("behind");
    window.await("a picture again", () -> pictureWidth() > 300);
  }

  private double pictureWidth() {
    return window.onFx(() -> ((Canvas) window.terminal().lookup("Canvas")).getWidth());
  }

  @Test
  void settingsTakeEffectInAnOpenShell() {
    window.plainPrompt();
    GridSize before = window.onFx(window.view::gridSize);
    window.onFx(
        () -> {
          window.settings.set(
              window
                  .settings
                  .get()
                  .with(Settings.FONT_SIZE, 20)
                  .with(Settings.COPY_ON_SELECT, true));
          return true;
        });
    Hands.settle();
    assertThat(window.onFx(window.view::gridSize).rows()).isLessThan(before.rows());
    window.enter("echo copied-word");
    window.awaitLine("copied-word");
    doubleClickAt("copied-word", 2);
    window.await("the copied word", () -> window.clipboard().equals("copied-word"));
  }

  private Bounds inner() {
    return window.terminal().getBoundsInLocal();
  }

  private String marked() {
    AtomicReference<String> text = new AtomicReference<>("");
    window.marked.get(text::set);
    return requireNonNull(text.get());
  }

  private void middleClick() {
    Bounds place = window.onFx(() -> window.terminal().localToScreen(inner()));
    window.onFx(
        () -> {
          Robot hand = new Robot();
          hand.mouseMove(place.getCenterX(), place.getCenterY());
          hand.mouseClick(MouseButton.MIDDLE);
          return true;
        });
    Hands.settle();
  }

  @Test
  void theFindBarCountsAndWalksThroughTheMatches() {
    window.plainPrompt();
    window.enter("clear; for i in $(seq 200); do echo \"row $i of Rows\"; done");
    window.awaitLine("row 200 of Rows");

    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
    window.type("row 1");
    awaitCount("111/111"); // 1, 10 to 19 and 100 to 199
    window.press(KeyCode.SHIFT, KeyCode.ENTER);
    awaitCount("110/111");
    window.press(KeyCode.ENTER);
    window.press(KeyCode.ENTER);
    awaitCount("1/111");
    window.awaitLine("row 1 of Rows");
    window.picture("shell-find");

    robot.clickOn("#find-regex");
    search("of rows?$");
    window.await("the count of all", () -> count().endsWith("/200"));
    robot.clickOn("#find-case");
    awaitCount("No results");
    search("of (");
    window.await("the mistake", () -> count().startsWith("Not a valid expression"));

    window.press(KeyCode.ESCAPE);
    window.enter("echo typed again");
    window.awaitLine("typed again");
  }

  private void search(String text) {
    TextField field = (TextField) requireNonNull(window.view.lookup("#find-text"));
    robot.clickOn(field);
    robot.interact(field::selectAll);
    window.type(text);
  }

  private void awaitCount(String words) {
    window.await("the count " + words + ", not " + count(), () -> count().equals(words));
  }

  private String count() {
    return ((Label) requireNonNull(window.view.lookup("#find-count"))).getText();
  }

  @Test
  void aShellThatEndsLeavesItsTextAndEnterStartsANewOne() {
    window.plainPrompt();
    window.enter("seq 100");
    window.awaitLine("100");
    window.enter("clear; echo keep this; exit");
    window.awaitState(TerminalState.Ended.class);
    window.awaitText("keep this");
    Node words = requireNonNull(window.view.lookup("#shell-banner"));
    window.await(
        "the banner is out of the way",
        () -> words.getBoundsInParent().getMinY() > window.view.getHeight() / 2);
    assertThat(banner()).isEqualTo("Session ended. Press Enter for a new shell.");
    window.picture("shell-ended");

    window.type("ls");
    window.press(KeyCode.ENTER);
    window.awaitState(TerminalState.Connected.class);
    window.awaitText("session ended");
    window.plainPrompt();
    window.enter("echo again");
    window.awaitLine("again");
  }

  private String banner() {
    return window.onFx(
        () -> ((Label) requireNonNull(window.view.lookup("#shell-banner .banner-text"))).getText());
  }

  @Test
  void aLostShellComesBackByItselfAndKeysAreNotKeptForIt() {
    window.plainPrompt();
    window.enter("echo before the loss");
    window.awaitLine("before the loss");

    shell.edge.killEdge();
    window.awaitState(TerminalState.Lost.class);
    assertThat(banner()).startsWith("Link lost at ").contains("Reconnecting");
    window.type("echo never");
    window.picture("shell-lost");

    shell.edge.startEdge();
    window.awaitState(TerminalState.Connected.class);
    window.awaitText("link lost");
    window.enter("echo after the loss");
    window.awaitText("after the loss");
    assertThat(window.text()).contains("before the loss").doesNotContain("never");
    window.picture("shell-back");
  }

  @Test
  void aFloodStopsAtOnceWhenInterrupted() {
    window.plainPrompt();
    window.enter("yes flooding");
    window.awaitLine("flooding");

    window.press(KeyCode.CONTROL, KeyCode.C);
    window.await("a prompt", () -> window.text().endsWith("\n$"));
    window.enter("clear; echo dry");
    window.awaitLine("dry");
  }

  @Test
  void theTitleIsTheDeviceAndWhatTheProgramCallsItself() {
    window.plainPrompt();
    window.enter("printf '\\033]0;vim \\342\\200\\256 notes\\007'");

    window.await(
        "the title", () -> window.view.titleProperty().get().equals("pump-7 — vim  notes"));
  }

  @Test
  void linksOpenWithControlAndAClickOnly() {
    window.plainPrompt();
    window.enter("clear; echo see https://example.org/page and file:///etc/passwd");
    window.awaitLine("see https://example.org/page and file:///etc/passwd");

    clickAt("https://example.org/page", 8);
    assertThat(window.browsed).isEmpty();
    controlClickAt("https://example.org/page", 8);
    controlClickAt("file:///etc/passwd", 8);

    assertThat(window.browsed).hasToString("[https://example.org/page]");
  }

  @Test
  void wearsTheThemeOfTheWindow() {
    window.plainPrompt();
    window.enter(
        "clear; ls -la --color=always /etc | tail -8; printf '\\033[1;31mred \\033[42mon green\\033[0m \\033[4munderlined\\033[0m ┌──┐ 漢字 ✅\\n'");
    window.awaitText("underlined");
    window.picture("shell-light");

    robot.interact(
        () -> Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet()));
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.F);
    window.type("root");
    window.picture("shell-dark-find");
    window.press(KeyCode.ESCAPE);
    window.picture("shell-dark");
    window.resize(360, 240);
    window.picture("shell-small");
  }

  /** What changes in a cell between two pictures, in pixels that are not the same. */
  private static long changed(Image before, Image after, Rectangle2D part) {
    long changed = 0;
    for (int y = (int) part.getMinY(); y < part.getMaxY(); y++) {
      for (int x = (int) part.getMinX(); x < part.getMaxX(); x++) {
        boolean same =
            before.getPixelReader().getArgb(x, y) == after.getPixelReader().getArgb(x, y);
        changed += same ? 0 : 1;
      }
    }
    return changed;
  }

  private Image terminalPicture() {
    Hands.settle();
    return window.onFx(() -> window.terminal().snapshot(null, null));
  }

  private Rectangle2D cells(int row, int from, int to) {
    return window.onFx(
        () -> {
          TerminalCanvas canvas = (TerminalCanvas) window.terminal();
          Rectangle2D first = canvas.cell(from, row);
          double width = canvas.cell(to, row).getMinX() - first.getMinX();
          return new Rectangle2D(first.getMinX(), first.getMinY(), width, first.getHeight());
        });
  }

  @Test
  void textFromRightToLeftIsDrawnAsOneAndStaysWhereItIsWhenAPartIsColoured() {
    window.plainPrompt();
    window.enter("clear; printf '\\u05e9\\u05dc\\u05d5\\u05dd|\\n'; read");
    window.awaitText("\u05e9\u05dc\u05d5\u05dd|");
    Image plain = terminalPicture();
    window.press(KeyCode.ENTER);
    window.enter("clear; printf '\\u05e9\\033[44m\\u05dc\\033[m\\u05d5\\u05dd|\\n'; read");
    window.await(
        "the colour", () -> changed(plain, window.terminal().snapshot(null, null), cell(2)) > 50);
    Image colored = terminalPicture();

    assertThat(changed(plain, colored, cells(0, 0, 2))).isZero();
    assertThat(changed(plain, colored, cells(0, 3, 5))).isZero();
    window.picture("shell-right-to-left");
  }

  private Rectangle2D cell(int column) {
    return cells(0, column, column + 1);
  }

  @Test
  void blinkingTextGoesAndComes() {
    window.plainPrompt();
    window.enter("clear; printf '\\033[?25l\\033[5mblinks\\033[m steady\\n'; read");
    window.awaitText("blinks steady");
    Image first = terminalPicture();

    window.await(
        "the other phase",
        () -> changed(first, window.terminal().snapshot(null, null), cells(0, 0, 6)) > 20);
    Image second = terminalPicture();
    assertThat(changed(first, second, cells(0, 7, 13))).isZero();
    window.await(
        "the first phase again",
        () -> changed(first, window.terminal().snapshot(null, null), cells(0, 0, 6)) == 0);
  }

  private Bounds cellOf(String text, int offset) {
    return window.onFx(
        () -> {
          List<String> lines = window.text().lines().toList();
          int row = 0;
          while (!lines.get(row).contains(text) || lines.get(row).startsWith("$")) {
            row++;
          }
          int column = lines.get(row).indexOf(text) + offset;
          return ((TerminalCanvas) window.terminal()).cellOnScreen(column, row);
        });
  }

  private void clickAt(String text, int offset) {
    Bounds cell = cellOf(text, offset);
    robot.clickOn(cell.getCenterX(), cell.getCenterY(), MouseButton.PRIMARY);
  }

  /** The robot's mouse knows nothing of the robot's keys, so the event is made here. */
  private void controlClickAt(String text, int offset) {
    Bounds cell = cellOf(text, offset);
    robot.interact(
        () -> {
          Node terminal = window.terminal();
          Point2D place = terminal.screenToLocal(cell.getCenterX(), cell.getCenterY());
          terminal.fireEvent(
              new MouseEvent(
                  terminal,
                  terminal,
                  MouseEvent.MOUSE_PRESSED,
                  place.getX(),
                  place.getY(),
                  cell.getCenterX(),
                  cell.getCenterY(),
                  MouseButton.PRIMARY,
                  1,
                  false,
                  true,
                  false,
                  false,
                  true,
                  false,
                  false,
                  true,
                  false,
                  true,
                  null));
        });
  }

  private void doubleClickAt(String text, int offset) {
    Bounds cell = cellOf(text, offset);
    robot.doubleClickOn(cell.getCenterX(), cell.getCenterY(), MouseButton.PRIMARY);
  }
}
