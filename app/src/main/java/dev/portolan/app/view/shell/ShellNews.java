package dev.portolan.app.view.shell;

import dev.portolan.app.model.BellChoice;
import dev.portolan.app.model.Settings;
import dev.portolan.app.terminal.ScreenLine;
import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.view.common.TabNews;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/** Unseen output and bells of a hidden shell, and the visual bell of a visible one. FX thread. */
final class ShellNews {
  private final ShellBell bell;
  private final LongSupplier printed;
  private final ObservableValue<TerminalSettings> settings;
  private final ReadOnlyObjectWrapper<TabNews> news =
      new ReadOnlyObjectWrapper<>(this, "news", TabNews.NONE);
  private long seen;

  /** The view when it was last seen. */
  private @Nullable ScreenView last;

  /**
   * Creates a tracker.
   *
   * @param printed the number of output bytes so far
   */
  ShellNews(ShellBell bell, LongSupplier printed, ObservableValue<TerminalSettings> settings) {
    this.bell = bell;
    this.printed = printed;
    this.settings = settings;
  }

  ReadOnlyObjectProperty<TabNews> property() {
    return news.getReadOnlyProperty();
  }

  /**
   * Handles a change while hidden. A prompt repeated after a resize is no news.
   *
   * @param look the present view, or null if not available
   */
  void hidden(boolean rang, Supplier<@Nullable ScreenView> look) {
    if (rang && settings.getValue().get(Settings.BELL) != BellChoice.NOTHING) {
      news.set(TabNews.BELL);
    } else if (news.get() == TabNews.NONE) {
      boolean more = printed.getAsLong() != seen;
      ScreenView now = look.get();
      if (more && (now == null || looksNew(now))) {
        news.set(TabNews.OUTPUT);
      } else if (now != null) {
        seen(now);
      }
    }
  }

  private boolean looksNew(ScreenView now) {
    ScreenView before = last;
    if (before == null || now.generation() != before.generation() || isResized(before, now)) {
      return before == null;
    }
    return now.screenTop() != before.screenTop()
        || now.cursor().line() != before.cursor().line()
        || before.top() != before.screenTop()
        || !looksSame(before.lines(), now.lines());
  }

  private static boolean isResized(ScreenView before, ScreenView now) {
    return now.columns() != before.columns() || now.rows() != before.rows();
  }

  private static boolean looksSame(List<ScreenLine> before, List<ScreenLine> now) {
    for (int row = 0; row < now.size(); row++) {
      if (!now.get(row).looksLike(before.get(row))) {
        return false;
      }
    }
    return true;
  }

  private void seen(ScreenView view) {
    seen = printed.getAsLong();
    last = view;
  }

  /** Handles a change while visible. */
  void shown(boolean rang) {
    if (rang && settings.getValue().get(Settings.BELL) == BellChoice.FRAME) {
      bell.ring();
    }
  }

  /** Records the painted view. */
  void painted(ScreenView view) {
    seen(view);
    news.set(TabNews.NONE);
  }
}
