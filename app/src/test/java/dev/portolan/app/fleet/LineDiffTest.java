package dev.portolan.app.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.fleet.LineDiff.Line;
import dev.portolan.app.fleet.LineDiff.Side;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  @Test
  void marksLinesThatAreOnOneSideOnly() {
    assertThat(shown("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n"))
        .containsExactly(" a", "-b", "+x", " c", " d", "+e");
    assertThat(shown("", "a\n")).containsExactly("+a");
    assertThat(shown("a\n", "")).containsExactly("-a");
    assertThat(shown("a\n", "a\n")).containsExactly(" a");
    assertThat(shown("", "")).isEmpty();
  }

  @Test
  void bothTextsCanBeReadFromTheComparison() {
    Random random = new Random(7);
    for (int round = 0; round < 400; round++) {
      String old = text(random, random.nextInt(12));
      String fresh = text(random, random.nextInt(12));
      List<Line> lines = LineDiff.of(old, fresh);
      assertThat(of(lines, Side.OLD)).as(old + "->" + fresh).isEqualTo(old);
      assertThat(of(lines, Side.NEW)).as(old + "->" + fresh).isEqualTo(fresh);
      long different = lines.stream().filter(line -> line.side() != Side.BOTH).count();
      assertThat(different).isEqualTo(least(old.lines().toList(), fresh.lines().toList()));
    }
  }

  @Test
  void textsThatHaveNothingInCommonAreComparedInTime() {
    String old =
        IntStream.range(0, 20_000).mapToObj(i -> "a" + i + "\n").collect(Collectors.joining());
    String fresh =
        IntStream.range(0, 20_000).mapToObj(i -> "b" + i + "\n").collect(Collectors.joining());
    List<Line> lines = LineDiff.of("same\n" + old + "end\n", "same\n" + fresh + "end\n");
    assertThat(lines).hasSize(40_002);
    assertThat(lines.getFirst()).isEqualTo(new Line(Side.BOTH, "same"));
    assertThat(lines.getLast()).isEqualTo(new Line(Side.BOTH, "end"));
  }

  private static String text(Random random, int lines) {
    return IntStream.range(0, lines)
        .mapToObj(i -> "abc".charAt(random.nextInt(3)) + "\n")
        .collect(Collectors.joining());
  }

  private static String of(List<Line> lines, Side side) {
    return lines.stream()
        .filter(line -> line.side() == Side.BOTH || line.side() == side)
        .map(line -> line.text() + "\n")
        .collect(Collectors.joining());
  }

  /** The least number of different lines, by the longest common subsequence. */
  private static long least(List<String> one, List<String> other) {
    int[][] common = new int[one.size() + 1][other.size() + 1];
    for (int i = 1; i <= one.size(); i++) {
      for (int k = 1; k <= other.size(); k++) {
        common[i][k] =
            one.get(i - 1).equals(other.get(k - 1))
                ? common[i - 1][k - 1] + 1
                : Math.max(common[i - 1][k], common[i][k - 1]);
      }
    }
    return one.size() + other.size() - 2L * common[one.size()][other.size()];
  }

  private static List<String> shown(String old, String fresh) {
    return LineDiff.of(old, fresh).stream().map(line -> line.side().sign() + line.text()).toList();
  }
}
