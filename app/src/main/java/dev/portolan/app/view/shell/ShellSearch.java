package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.SearchQuery;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextRange;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.layout.StackPane;

/** Connects the find bar with the search and its highlights. FX thread. */
final class ShellSearch implements FindBar.Actions, ShellFind.Listener {
  private static final Insets MARGIN = new Insets(0, 16, 0, 0);
  private static final int ROWS_UNDER_BAR = 3;

  private final TerminalPane pane;
  private final Runnable closed;
  private final ShellFind find;
  private final FindBar bar = new FindBar(this);

  /**
   * @param closed called when the bar was closed
   */
  ShellSearch(TerminalPane pane, TerminalScreen screen, Executor background, Runnable closed) {
    this.pane = pane;
    this.closed = closed;
    find = new ShellFind(screen, background, this);
    StackPane.setAlignment(bar, Pos.TOP_RIGHT);
    StackPane.setMargin(bar, MARGIN);
    bar.setVisible(false);
  }

  /** The find bar, to be placed over the terminal. */
  FindBar bar() {
    return bar;
  }

  /** Opens the find bar with the selected text, if that is one line. */
  void open(String selected) {
    bar.setVisible(true);
    bar.open(selected.contains("\n") ? "" : selected);
    find.open();
  }

  /** The text has changed. */
  void textChanged() {
    find.textChanged();
  }

  /** Stops the search. */
  void stop() {
    find.close();
  }

  @Override
  public void queryChanged(SearchQuery query) {
    find.setQuery(query);
  }

  @Override
  public void next() {
    find.next();
  }

  @Override
  public void previous() {
    find.previous();
  }

  @Override
  public void close() {
    find.close();
    bar.setVisible(false);
    pane.setMatches(0, List.of(), null);
    closed.run();
  }

  @Override
  public void found(String words, boolean problem) {
    bar.showCount(words, problem);
    pane.setMatches(find.generation(), find.matches(), find.current());
  }

  @Override
  public void show(TextRange match) {
    pane.reveal(match);
    boolean covered = pane.rowOf(match) <= ROWS_UNDER_BAR;
    StackPane.setAlignment(bar, covered ? Pos.BOTTOM_RIGHT : Pos.TOP_RIGHT);
  }

  @Override
  public long lastShownLine() {
    return pane.lastShownLine();
  }
}
