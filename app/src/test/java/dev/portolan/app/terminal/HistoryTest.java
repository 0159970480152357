package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import com.techsenger.jeditermfx.core.TextStyle;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that have left the screen, in chunks that begin and end between any two of them. */
class HistoryTest {
  private static final int ROWS = 1_000_000;

  /** Bytes of a packed row of plain text besides its cells, where these are at least 128. */
  private static final int HEADER = 7;

  private final ScrollbackMemory memory = new ScrollbackMemory(1L << 40);

  private History history(int maxRows) {
    return new History(maxRows, memory.newShare(bytes -> false));
  }

  private static Row plain(int length, int number) {
    Row row = new Row(TextStyle.EMPTY);
    String text = (number + " ").repeat(length).substring(0, length);
    row.putText(0, text, 0, length, TextStyle.EMPTY);
    return row;
  }

  private static String text(Row row) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < row.length(); column++) {
      text.append(row.text(column));
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void aChunkTakesRowsUpToItsLastByte(int beyond) {
    RowChunk chunk = RowChunk.growing(new StyleTable(), 0);
    byte[] bytes = new byte[RowChunk.BYTES];

    assertThat(chunk.add(bytes, RowChunk.BYTES - 100, RowMarks.NONE)).isTrue();
    assertThat(chunk.add(bytes, 100 + beyond, RowMarks.NONE)).isEqualTo(beyond <= 0);
    assertThat(chunk.data()).hasSize(RowChunk.BYTES);
    RowChunk alone = RowChunk.growing(new StyleTable(), 0);
    byte[] row = new byte[RowChunk.BYTES + beyond];
    assertThat(alone.add(row, row.length, RowMarks.NONE)).isEqualTo(beyond <= 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void rowsAreTheSameOnBothSidesOfTheEndOfAChunk(int beyond) {
    // 32 rows of 1 KiB fill a chunk, but for the last one, which ends before, at or behind its end.
    for (int last : List.of(31, 32, 33, 63, 64)) {
      History history = history(ROWS);
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 70; i++) {
        Row row = plain(1_024 - HEADER + (i == last - 1 ? beyond : 0), i);
        rows.add(row);
        history.add(row);
      }

      for (int i = 0; i < rows.size(); i++) {
        PackedRowTest.assertSame(history.get(i), rows.get(i));
      }
      history.close();
    }
    assertThat(memory.held()).isZero();
  }

  @Test
  void aRowThatIsLargerThanAChunkHasOneOfItsOwn() {
    History history = history(ROWS);
    Row large = new Row(TextStyle.EMPTY);
    for (int column = 0; column < 1_000; column++) {
      large.putCluster(
          column,
          "q" + Character.toString(0x300 + column % 100).repeat(TerminalLimits.CLUSTER_CHARS - 1),
          TextStyle.EMPTY);
    }
    history.add(plain(200, 1));
    history.add(large);
    history.add(large);
    history.add(plain(200, 2));

    PackedRowTest.assertSame(history.get(1), large);
    PackedRowTest.assertSame(history.get(2), large);
    assertThat(text(history.get(3))).startsWith("2 2 ");
    assertThat(memory.held()).isGreaterThan(2L * 2 * 1_000 * TerminalLimits.CLUSTER_CHARS);

    assertThat(text(history.takeLast())).startsWith("2 2 ");
    PackedRowTest.assertSame(history.takeLast(), large);
    history.add(plain(200, 3));
    assertThat(text(history.takeFirst())).startsWith("1 1 ");
    PackedRowTest.assertSame(history.takeFirst(), large);
    assertThat(text(history.takeFirst())).startsWith("3 3 ");
    assertThat(memory.held()).isZero();
  }

  @Test
  void emptyRowsAreKept() {
    History history = history(ROWS);
    Row empty = new Row(TextStyle.EMPTY);
    for (int i = 0; i < 50_000; i++) {
      history.add(empty);
    }
    history.add(plain(20, 7));

    assertThat(history.size()).isEqualTo(50_001);
    assertThat(history.get(0).length()).isZero();
    assertThat(history.get(49_999).length()).isZero();
    assertThat(text(history.get(50_000))).startsWith("7 7");
    for (int i = 0; i < 50_000; i++) {
      assertThat(history.takeFirst().length()).isZero();
    }
    assertThat(text(history.takeFirst())).startsWith("7 7");
    assertThat(memory.held()).isZero();
  }

  @Test
  void aRowFewerThanTheBoundAsManyAndOneMore() {
    for (int rows : List.of(499, 500, 501)) {
      History history = history(500);
      for (int i = 0; i < rows; i++) {
        history.add(plain(300, i));
      }

      assertThat(history.size()).isEqualTo(Math.min(rows, 500));
      assertThat(history.firstNumber()).isEqualTo(Math.max(0, rows - 500));
      assertThat(text(history.get(0))).startsWith(history.firstNumber() + " ");
      assertThat(text(history.get(history.size() - 1))).startsWith((rows - 1) + " ");
    }
  }

  @Test
  void whatIsDroppedForMemoryIsTheOldestAndNoMoreThanAsked() {
    History history = history(ROWS);
    for (int i = 0; i < 1_000; i++) {
      history.add(plain(300, i));
    }
    long row = memory.held() / 1_000;

    history.drop(250 * row);

    assertThat(history.size()).isBetween(749, 750);
    assertThat(history.isShortened()).isTrue();
    assertThat(text(history.get(0))).startsWith(history.firstNumber() + " ");
    history.drop(Long.MAX_VALUE / 2);
    assertThat(history.size()).isZero();
    assertThat(memory.held()).isZero();
    history.add(plain(300, 5));
    assertThat(text(history.get(0))).startsWith("5 5 ");
  }

  /** Two of them, since arrays go from one to the other. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whateverIsDoneTheRowsAreThoseOfAList(long seed) {
    Random random = new Random(seed);
    List<TextStyle> styles = PackedRowTest.styles(random, seed % 2 == 0 ? 20 : 5_000);
    List<History> histories = List.of(history(700), history(ROWS));
    List<List<Row>> expected = List.of(new ArrayList<>(), new ArrayList<>());

    for (int step = 0; step < 6_000; step++) {
      int which = random.nextInt(2);
      History history = histories.get(which);
      List<Row> rows = expected.get(which);
      switch (rows.isEmpty() ? 0 : random.nextInt(12)) {
        case 9 -> PackedRowTest.assertSame(history.takeFirst(), rows.removeFirst());
        case 10 -> PackedRowTest.assertSame(history.takeLast(), rows.removeLast());
        case 11 -> {
          int at = random.nextInt(rows.size());
          RowMarks marks = new RowMarks(random.nextInt(3) - 1, random.nextBoolean(), false);
          history.setMarks(at, marks);
          rows.get(at).setMarks(marks);
          if (random.nextInt(30) == 0) {
            history.drop(random.nextInt(100_000));
            rows.subList(0, rows.size() - history.size()).clear();
          }
        }
        default -> {
          Row row = PackedRowTest.row(random, styles);
          history.add(row);
          rows.add(row);
          if (which == 0 && rows.size() > 700) {
            rows.removeFirst();
          }
        }
      }
      assertThat(history.size()).isEqualTo(rows.size());
      if (!rows.isEmpty()) {
        int at = random.nextInt(rows.size());
        PackedRowTest.assertSame(history.get(at), rows.get(at));
        assertThat(history.marks(at)).isEqualTo(rows.get(at).marks());
      }
    }
    for (int which = 0; which < 2; which++) {
      for (int i = 0; i < expected.get(which).size(); i++) {
        PackedRowTest.assertSame(histories.get(which).get(i), expected.get(which).get(i));
      }
      histories.get(which).close();
    }
    assertThat(memory.held()).isZero();
  }

  /** Else a flood would fill the heap before anything is collected. */
  @Test
  void rowsThatGoMakeRoomForThoseThatComeWithoutNewMemory() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    History history = history(1_000);
    Row row = plain(300, 1);
    for (int i = 0; i < 2_000; i++) {
      history.add(row);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      history.add(row);
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
  }
}
