package dev.portolan.app.view.frame;

import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.TabNews;
import dev.portolan.app.view.common.Texts;
import java.util.Locale;
import javafx.scene.control.Tab;
import javafx.scene.control.Tooltip;
import javafx.util.Subscription;

/** A tab that shows its page's title, and a marker for unseen events. FX thread. */
final class PageTab extends Tab {
  private static final String NEWS = "news";
  private static final double WIDEST_TIP = 480;

  private final TabPage page;
  private final Tooltip whole = new Tooltip();
  private final Subscription following;

  /**
   * @param remember called when something else of it is to be restored
   */
  PageTab(TabPage page, Runnable remember) {
    this.page = page;
    whole.setWrapText(true);
    whole.setMaxWidth(WIDEST_TIP);
    setTooltip(whole);
    following =
        page.title()
            .subscribe(title -> write())
            .and(page.detail().subscribe((before, detail) -> write()))
            .and(page.news().subscribe(news -> mark(news)))
            .and(selectedProperty().subscribe((before, front) -> page.selected(front)))
            .and(page.folders().subscribe((before, folders) -> remember.run()))
            .and(page.locked().subscribe((before, locked) -> mark(page.news().getValue())));
  }

  TabPage page() {
    return page;
  }

  private void mark(TabNews news) {
    setGraphic(
        Icons.of(
            switch (news) {
              case NONE -> page.locked().getValue() ? Icons.LOCK : page.icon();
              case OUTPUT -> Icons.NEWS;
              case BELL -> Icons.BELL;
            }));
    getStyleClass().remove(NEWS);
    if (news != TabNews.NONE) {
      getStyleClass().add(NEWS);
    }
    write();
  }

  private void write() {
    String title = page.title().getValue();
    String tip = "tab.tip." + page.kind().name().toLowerCase(Locale.ROOT);
    setText(withNews(title));
    String detail = page.detail().getValue();
    String words = withNews(Texts.get(tip, title));
    whole.setText(detail.isEmpty() ? words : words + "\n" + detail);
  }

  private String withNews(String words) {
    if (page.locked().getValue() && page.news().getValue() == TabNews.NONE) {
      return Texts.get("tab.locked", words);
    }
    String key = "tab.news." + page.news().getValue().name().toLowerCase(Locale.ROOT);
    return Texts.get(key, words);
  }

  void close() {
    following.unsubscribe();
    page.close();
  }
}
