package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.view.common.ManualTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** The manual in the window, and its links and pictures. */
class ManualTest extends StagedWindowTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern LINK = Pattern.compile("!?\\[[^]]*]\\(([^)]+)\\)");
  private static final List<String> FILES =
      List.of(
          "manual.md",
          "connections.md",
          "devices.md",
          "files.md",
          "fleet.md",
          "activity.md",
          "lists.md",
          "terminal.md",
          "edge.md");

  @Test
  void f1OpensTheChapterAboutWhatIsShown(FxRobot robot) throws TimeoutException {
    Hands.interact(
        () -> {
          window.show();
          staged.device(staged.edge("Plant A"), "pump-7");
        });
    Hands.push(KeyCode.F1);
    awaitTitle(robot, "Tunnels");
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    Hands.click(
        robot
            .lookup(".sidebar-row .label")
            .<Label>match(label -> label.getText().equals("pump-7"))
            .query());
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    Hands.push(KeyCode.F1);
    awaitTitle(robot, "Files");
    Hands.interact(() -> Pictures.take(stage.getScene(), "manual-light"));
    assertThat(robot.lookup("#manual-text").query().getAccessibleText()).isEqualTo("Manual: Files");
  }

  @ParameterizedTest
  @EnumSource
  void eachTopicHasAChapter(ManualTopic topic) throws IOException {
    assertThat(Files.readAllLines(DOCS.resolve("manual.md")))
        .map(line -> line.replaceFirst("^## ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
        .contains(topic.id());
  }

  @Test
  void aSearchFindsChaptersByTheirText(FxRobot robot) throws TimeoutException {
    open(robot);
    fill(robot, "asciicast");
    assertThat(robot.lookup("#manual-chapters").<Object>queryListView().getItems()).hasSize(1);
    awaitTitle(robot, "One command on many devices, in detail");
    fill(robot, "nobody wrote this");
    assertThat(robot.lookup("#manual-chapters").<Object>queryListView().getItems()).isEmpty();
    assertThat(robot.lookup("No chapter has these words.").tryQuery()).isPresent();
    Hands.push(KeyCode.ESCAPE);
    assertThat(robot.lookup("#manual-chapters").<Object>queryListView().getItems().size())
        .isGreaterThan(12);
  }

  @Test
  void itIsReadInTheDarkAndInASmallWindow(FxRobot robot) throws TimeoutException {
    Hands.interact(() -> staged.profile.preferences().set(Settings.THEME, ThemeChoice.DARK));
    open(robot);
    Hands.interact(
        () -> {
          stage.setWidth(760);
          stage.setHeight(520);
        });
    Hands.interact(() -> link(robot, "An edge of your own").fire());
    awaitTitle(robot, "An edge of your own");
    Hands.interact(() -> Pictures.take(stage.getScene(), "manual-small-dark"));
    fill(robot, "scroll back");
    awaitTitle(robot, "Shells");
    Hands.interact(() -> Pictures.take(stage.getScene(), "manual-found-dark"));
  }

  @Test
  void linksLeadToOtherChaptersAndToTheWeb(FxRobot robot) throws TimeoutException {
    open(robot);
    Hands.interact(() -> link(robot, "Connections to edges").fire());
    awaitTitle(robot, "Connections to edges");
    fill(robot, "asciicast");
    Hands.interact(() -> link(robot, "asciicast v2").fire());
    assertThat(staged.browsed).containsExactly("https://docs.asciinema.org/manual/asciicast/v2/");
  }

  @Test
  void itsPicturesAreThoseOfTheTheme(FxRobot robot) throws TimeoutException {
    open(robot);
    List<ImageView> pictures =
        List.copyOf(robot.lookup(".manual-picture .image-view").<ImageView>queryAll());
    assertThat(pictures).hasSize(2);
    assertThat(pictures.stream().filter(ImageView::isVisible))
        .singleElement()
        .satisfies(view -> assertThat(view.getStyleClass()).contains("picture-light"));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (String file : FILES) {
      String text = Files.readString(DOCS.resolve(file)).replaceAll("(?s)```.*?```", "");
      Matcher link = LINK.matcher(text);
      while (link.find()) {
        String target = link.group(1);
        if (!leads(file, target)) {
          broken.add(file + ": " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static boolean leads(String from, String target) throws IOException {
    if (target.startsWith("https://")) {
      return true;
    }
    if (target.endsWith(".png")) {
      return Files.exists(DOCS.resolve(target))
          && Files.exists(DOCS.resolve(target.replace("/light/", "/dark/")));
    }
    int hash = target.indexOf('#');
    String file = hash < 0 ? target : target.substring(0, hash);
    if (!file.isEmpty() && !FILES.contains(file)) {
      return false;
    }
    if (hash < 0) {
      return true;
    }
    String anchor = target.substring(hash + 1);
    return Files.readAllLines(DOCS.resolve(file.isEmpty() ? from : file)).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .anyMatch(anchor::equals);
  }

  private void open(FxRobot robot) throws TimeoutException {
    Hands.interact(
        () -> {
          window.show();
          staged.edge("Plant A");
        });
    Hands.push(KeyCode.F1);
    awaitTitle(robot, "First steps");
  }

  private static void fill(FxRobot robot, String words) {
    Hands.interact(() -> robot.lookup("#manual-query").queryAs(TextField.class).setText(words));
  }

  private static Hyperlink link(FxRobot robot, String text) {
    return robot
        .lookup(".manual-link")
        .<Hyperlink>match(each -> each.getText().equals(text))
        .query();
  }

  private static void awaitTitle(FxRobot robot, String title) throws TimeoutException {
    BooleanSupplier shown =
        () ->
            robot
                .lookup("#manual-title")
                .<Label>tryQueryAs(Label.class)
                .filter(label -> label.getText().equals(title))
                .isPresent();
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, shown::getAsBoolean);
    Hands.settle();
  }
}
