package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.BellChoice;
import dev.portolan.app.model.Settings;
import dev.portolan.app.view.Hands;
import dev.portolan.app.view.common.TabNews;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a shell tells of itself that is in a tab behind another. */
class ShellNewsTest extends DeviceShellTest {
  private TabPane tabs;

  @BeforeEach
  void open() {
    window.plainPrompt();
    tabs =
        window.onFx(
            () -> {
              stage.getScene().setRoot(new StackPane());
              TabPane pane =
                  new TabPane(new Tab("pump-7", window.view), new Tab("other", new StackPane()));
              stage.getScene().setRoot(pane);
              return pane;
            });
    Hands.settle();
  }

  private void select(int tab) {
    window.onFx(
        () -> {
          tabs.getSelectionModel().select(tab);
          return true;
        });
    Hands.settle();
  }

  private void awaitNews(TabNews news) {
    window.await(news.name(), () -> window.view.newsProperty().get() == news);
  }

  private TabNews news() {
    return window.onFx(() -> window.view.newsProperty().get());
  }

  @Test
  void whatIsWrittenBehindAnotherTabIsNewsUntilItIsSeen() {
    window.session.write(Keys.utf8("echo seen\r"));
    window.awaitLine("seen");
    assertThat(news()).isEqualTo(TabNews.NONE);

    select(1);
    window.resize(700, 400);
    Hands.settle();
    assertThat(news()).as("another size is no news").isEqualTo(TabNews.NONE);
    window.session.write(Keys.utf8("echo behind\r"));
    awaitNews(TabNews.OUTPUT);

    select(0);
    awaitNews(TabNews.NONE);
  }

  @Test
  void aBellBehindAnotherTabIsNewsUnlessNobodyWantsToHearOfIt() {
    select(1);
    window.session.write(Keys.utf8("printf '\\a'\r"));
    awaitNews(TabNews.BELL);
    window.session.write(Keys.utf8("echo more\r"));
    window.onFx(
        () -> {
          window.settings.set(window.settings.get().with(Settings.BELL, BellChoice.NOTHING));
          return true;
        });
    select(0);
    window.awaitLine("more");
    awaitNews(TabNews.NONE);

    select(1);
    window.session.write(Keys.utf8("printf '\\a'; echo quiet\r"));
    awaitNews(TabNews.OUTPUT);
  }
}
