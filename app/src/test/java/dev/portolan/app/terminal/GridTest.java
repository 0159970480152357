package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows that come into a screen have the memory of those that have left it, and nothing else. */
class GridTest {
  private static final int COLUMNS = 100;
  private static final int ROWS = 10;
  private static final TextStyle STYLE = new TextStyle(null, TerminalColor.index(4));

  private final History history =
      new History(100, new ScrollbackMemory(1L << 40).newShare(bytes -> false));
  private final Grid grid = new Grid(COLUMNS, ROWS, history);

  private void fill(Random random) {
    List<TextStyle> styles = PackedRowTest.styles(random, 20);
    for (int i = 0; i < ROWS; i++) {
      Row row = grid.row(i);
      row.putCluster(0, "q\u0301", styles.getLast());
      Row more = PackedRowTest.row(random, styles);
      row.append(more, 0, Math.min(COLUMNS - 1, more.length()));
      row.setWrapped(true);
      row.setMarks(new RowMarks(1, true, true));
    }
  }

  private void assertBlank(int from, int to, TextStyle style) {
    for (int i = from; i < to; i++) {
      PackedRowTest.assertSame(grid.row(i), new Row(style));
      grid.row(i).put(5, 'x', TextStyle.EMPTY);
      Row expected = new Row(style);
      expected.put(5, 'x', TextStyle.EMPTY);
      PackedRowTest.assertSame(grid.row(i), expected);
    }
  }

  @Test
  void whatScrollsInIsBlankWhateverStoodThere() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      fill(random);
      grid.scrollUp(0, ROWS - 1, 3, STYLE);
      assertBlank(ROWS - 3, ROWS, STYLE);

      fill(random);
      grid.scrollUp(0, ROWS - 1, ROWS, TextStyle.EMPTY);
      assertBlank(0, ROWS, TextStyle.EMPTY);

      fill(random);
      grid.scrollDown(2, 7, 4, STYLE);
      assertBlank(2, 6, STYLE);

      fill(random);
      grid.deleteRows(1, 8, 2, STYLE);
      assertBlank(7, 9, STYLE);
    }
  }

  @Test
  void aFloodOfRowsTakesNoNewMemory() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    String text = "x".repeat(COLUMNS);
    for (int i = 0; i < 1_000; i++) {
      flood(text);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 50_000; i++) {
      flood(text);
    }

    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 50_000).isLessThan(300);
  }

  private void flood(String text) {
    grid.row(ROWS - 1).putText(0, text, 0, COLUMNS, STYLE);
    grid.scrollUp(0, ROWS - 1, 1, STYLE);
  }
}
