package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.techsenger.jeditermfx.core.TerminalColor;
import com.techsenger.jeditermfx.core.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of all kinds are the same after they were packed. */
class PackedRowTest {
  private static final List<String> CLUSTERS =
      List.of("q\u0301", "\ud83d\udc68\u200d\ud83d\udc69", "x\u0489", "\u2764\ufe0f");

  private final ScrollbackMemory memory = new ScrollbackMemory(1L << 40);
  private final History history = new History(10_000, memory.newShare(bytes -> false));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aRowIsTheSameAfterPacking(long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    List<TextStyle> styles = styles(random, seed % 2 == 0 ? 20 : 5_000);
    for (int i = 0; i < 2_000; i++) {
      Row row = row(random, styles);
      rows.add(row);
      history.add(row);
    }

    for (int i = 0; i < rows.size(); i++) {
      assertSame(history.get(i), rows.get(i));
    }
  }

  static void assertSame(Row row, Row before) {
    assertThat(row.length()).isEqualTo(before.length());
    assertThat(row.isWrapped()).isEqualTo(before.isWrapped());
    assertThat(row.marks()).isEqualTo(before.marks());
    assertThat(row.textLength()).isEqualTo(before.textLength());
    // One cell more: the style behind the row.
    for (int column = 0; column <= before.length(); column++) {
      assertThat(row.cell(column)).isEqualTo(before.cell(column));
      assertThat(row.text(column)).isEqualTo(before.text(column));
      assertThat(row.style(column)).isSameAs(before.style(column));
    }
  }

  static List<TextStyle> styles(Random random, int count) {
    List<TextStyle> styles = new ArrayList<>(List.of(TextStyle.EMPTY));
    for (int i = 1; i < count; i++) {
      int color = random.nextInt(1 << 24);
      styles.add(
          new TextStyle(
              TerminalColor.rgb(color >> 16, color >> 8 & 0xff, color & 0xff),
              random.nextBoolean() ? TerminalColor.index(random.nextInt(256)) : null));
    }
    return styles;
  }

  /** Each row has one kind of text more often than others, as text has. */
  static Row row(Random random, List<TextStyle> styles) {
    Row row = new Row(any(random, styles));
    int kinds = 1 + random.nextInt(6);
    int length = random.nextInt(10) == 0 ? 1_000 : random.nextInt(200);
    TextStyle style = any(random, styles);
    for (int column = 0; column < length; column++) {
      if (random.nextInt(8) == 0) {
        style = any(random, styles);
      }
      switch (random.nextInt(kinds)) {
        case 0 -> row.put(column, ' ' + random.nextInt(95), style);
        case 1 -> row.put(column, 0xa0 + random.nextInt(0x60), style);
        case 2 -> row.put(column, random.nextInt(0x10000), style);
        case 3 -> {
          row.put(column, 0x6f22, style);
          row.put(++column, Cells.SECOND, style);
        }
        case 4 -> row.putCluster(column, any(random, CLUSTERS), style);
        default -> row.put(column, 0x1f600 + random.nextInt(80), style);
      }
    }
    row.setWrapped(random.nextBoolean());
    if (random.nextBoolean()) {
      row.setMarks(
          new RowMarks(random.nextInt(80) - 1, random.nextBoolean(), random.nextBoolean()));
    }
    return row;
  }

  private static <T> T any(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  @Test
  void whatLooksLikeAMarkOfThePackingIsItself() {
    Row row = new Row(TextStyle.EMPTY);
    row.put(0, 0x6f22, TextStyle.EMPTY);
    row.put(1, PackedRow.SECOND, TextStyle.EMPTY);
    row.put(2, PackedRow.CLUSTER, TextStyle.EMPTY);

    history.add(row);

    assertSame(history.get(0), row);
  }

  @Test
  void aRowOfPlainTextTakesLittleMoreThanItsLetters() {
    Row row = new Row(TextStyle.EMPTY);
    row.putText(0, "x".repeat(80), 0, 80, TextStyle.EMPTY);

    for (int i = 0; i < 100; i++) {
      history.add(row);
    }

    assertThat(memory.held()).isBetween(100L * 80, 100L * (80 + 20));
  }
}
