package dev.portolan.app.view.shell;

import dev.portolan.app.model.BellChoice;
import dev.portolan.app.model.Settings;
import dev.portolan.app.view.common.TabNews;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/** What a shell has done that nobody has seen yet, and the bell of one that is seen. FX thread. */
final class ShellNews {
  private final ShellBell bell;
  private final LongSupplier printed;
  private final ObservableValue<TerminalSettings> settings;
  private final ReadOnlyObjectWrapper<TabNews> news =
      new ReadOnlyObjectWrapper<>(this, "news", TabNews.NONE);
  private long seen;

  /**
   * Knows of nothing yet.
   *
   * @param printed how many bytes shells have sent by now
   */
  ShellNews(ShellBell bell, LongSupplier printed, ObservableValue<TerminalSettings> settings) {
    this.bell = bell;
    this.printed = printed;
    this.settings = settings;
  }

  ReadOnlyObjectProperty<TabNews> property() {
    return news.getReadOnlyProperty();
  }

  /** Something has changed where nobody sees it; it may be the size alone. */
  void hidden(boolean rang) {
    if (rang && settings.getValue().get(Settings.BELL) != BellChoice.NOTHING) {
      news.set(TabNews.BELL);
    } else if (news.get() == TabNews.NONE && printed.getAsLong() != seen) {
      news.set(TabNews.OUTPUT);
    }
  }

  /** Something has changed and will be painted. */
  void shown(boolean rang) {
    if (rang && settings.getValue().get(Settings.BELL) == BellChoice.FRAME) {
      bell.ring();
    }
  }

  /** All there is has been painted. */
  void painted() {
    seen = printed.getAsLong();
    news.set(TabNews.NONE);
  }
}
