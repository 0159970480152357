package dev.portolan.app.view.shell;

import dev.portolan.app.task.FxThread;
import dev.portolan.app.terminal.SearchQuery;
import dev.portolan.app.terminal.SearchResult;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextRange;
import dev.portolan.app.terminal.TextSearch;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.animation.Animation;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** The search of a terminal: repeats while text changes, keeps the current match. FX thread. */
final class ShellFind {
  private static final Duration AGAIN = Duration.millis(500);

  private final TerminalScreen screen;
  private final Executor background;
  private final Executor fx = new FxThread();
  private final Listener listener;
  private final AtomicInteger newest = new AtomicInteger();
  private final PauseTransition again = new PauseTransition(AGAIN);
  private SearchQuery query = new SearchQuery("", false, false, false);
  private SearchResult result = SearchResult.NONE;
  private int current = -1;
  private boolean open;
  private boolean stale;

  /** Callbacks for results. */
  interface Listener {
    /** The matches or the current one have changed. */
    void found(String words, boolean problem);

    /** Scrolls to a match. */
    void show(TextRange match);

    /** The last visible line, where the search starts upwards. */
    long lastShownLine();
  }

  ShellFind(TerminalScreen screen, Executor background, Listener listener) {
    this.screen = screen;
    this.background = background;
    this.listener = listener;
    again.setOnFinished(event -> refresh());
  }

  boolean isOpen() {
    return open;
  }

  void open() {
    open = true;
    search(true);
  }

  void close() {
    open = false;
    newest.incrementAndGet();
    again.stop();
    result = SearchResult.NONE;
    current = -1;
  }

  void setQuery(SearchQuery wanted) {
    query = wanted;
    search(true);
  }

  /** Repeats the search soon, after a change of text. */
  void textChanged() {
    if (open && !query.isEmpty()) {
      stale = true;
      if (again.getStatus() != Animation.Status.RUNNING) {
        again.playFromStart();
      }
    }
  }

  private void refresh() {
    if (open && stale) {
      search(false);
    }
  }

  private void search(boolean jump) {
    stale = false;
    int mine = newest.incrementAndGet();
    SearchQuery wanted = query;
    background.execute(
        () -> {
          SearchResult found = TextSearch.find(screen, wanted, () -> newest.get() != mine);
          fx.execute(
              () -> {
                if (newest.get() == mine) {
                  found(found, jump);
                }
              });
        });
  }

  private void found(SearchResult found, boolean jump) {
    TextRange before = current();
    result = found;
    if (jump || before == null) {
      current = nearest(listener.lastShownLine());
    } else {
      int same = found.matches().indexOf(before);
      current = same >= 0 ? same : nearest(before.startLine());
    }
    tell(jump);
  }

  /** The last match at or above {@code line}, else the first. */
  private int nearest(long line) {
    List<TextRange> matches = result.matches();
    if (matches.isEmpty()) {
      return -1;
    }
    int i = matches.size() - 1;
    while (i > 0 && matches.get(i).startLine() > line) {
      i--;
    }
    return i;
  }

  void next() {
    step(1);
  }

  void previous() {
    step(-1);
  }

  private void step(int by) {
    int size = result.matches().size();
    if (size > 0) {
      current = Math.floorMod(current + by, size);
      tell(true);
    }
  }

  private void tell(boolean jump) {
    if (!result.problem().isEmpty()) {
      listener.found(ShellTexts.of("find.problem", result.problem()), true);
    } else if (query.isEmpty()) {
      listener.found("", false);
    } else if (result.matches().isEmpty()) {
      listener.found(ShellTexts.of("find.none"), false);
    } else {
      String more = result.complete() ? "" : "+";
      listener.found((current + 1) + "/" + result.matches().size() + more, false);
    }
    TextRange match = current();
    if (jump && match != null) {
      listener.show(match);
    }
  }

  @Nullable TextRange current() {
    return current < 0 || current >= result.matches().size() ? null : result.matches().get(current);
  }

  List<TextRange> matches() {
    return result.matches();
  }

  int generation() {
    return result.generation();
  }
}
