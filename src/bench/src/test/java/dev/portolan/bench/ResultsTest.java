package dev.portolan.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.bench.Target.Mark;
import dev.portolan.bench.load.Metric;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private final Results results = new Results();

  private void measured(String peer, double... rates) {
    for (int round = 0; round < rates.length; round++) {
      results.add("bulk-1-up", peer, round, Map.of(Metric.RATE, rates[round]));
    }
  }

  @Test
  void medianIsTheMiddleOneOrTheMeanOfTheMiddleTwo() {
    assertThat(Results.median(List.of(9.0, 1.0, 5.0))).isEqualTo(5.0);
    assertThat(Results.median(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
    assertThat(Results.median(List.of())).isNaN();
  }

  @Test
  void ratioComparesWhatWasMeasuredInTheSameRound() {
    // The machine gets three times slower; in each round ours is 1.5 times as fast.
    measured("go", 300, 200, 100);
    measured("A", 450, 300, 150);
    assertThat(results.ratio("bulk-1-up", "A", "go", Metric.RATE)).isEqualTo(1.5);
    assertThat(results.ratio("bulk-1-up", "A", "ssh", Metric.RATE)).isNaN();
  }

  @Test
  void valueThatCouldNotBeMeasuredIsNotThere() {
    measured("raw", Double.NaN);
    assertThat(results.metrics("bulk-1-up")).isEmpty();
  }

  @Test
  void targetTellsHowFarAValueComes() {
    Target least = new Target("bulk-1-up", "A", Metric.RATE, "go", false, 1.3, 2.5);
    assertThat(least.mark(1.2)).isEqualTo(Mark.MISSED);
    assertThat(least.mark(1.3)).isEqualTo(Mark.MUST);
    assertThat(least.mark(2.5)).isEqualTo(Mark.GOAL);
    assertThat(least.mark(Double.NaN)).isEqualTo(Mark.UNKNOWN);
    Target most = new Target("udp-10k", "A", Metric.LOSS, "", true, 0, 0);
    assertThat(most.mark(0)).isEqualTo(Mark.GOAL);
    assertThat(most.mark(0.1)).isEqualTo(Mark.MISSED);
  }

  @Test
  void everyTargetBelongsToARow() {
    assertThat(Target.all())
        .extracting(Target::row)
        .isSubsetOf(Row.all().stream().map(Row::id).toList());
  }

  @Test
  void tableShowsMediansRatiosAndMarks() {
    measured("go", 100, 100, 100);
    measured("A", 140, 150, 160);
    List<Row> rows = Row.all().stream().filter(row -> row.id().equals("bulk-1-up")).toList();
    String table = new Report(rows, List.of("go", "A"), results).markdown();
    assertThat(table)
        .contains("| bulk, 1 stream, up | MB/s | 100 | 150 | 1.50 |")
        .contains("| bulk-1-up | A | MB/s | go | 1.50 | ≥ 1.30 | ≥ 2.50 | must |");
  }

  @Test
  void tableComparesWithTheEngineOfBefore() {
    measured("A", 300, 200, 90);
    measured("A0", 300, 250, 100);
    List<Row> rows = Row.all().stream().filter(row -> row.id().equals("bulk-1-up")).toList();
    assertThat(new Report(rows, List.of("A", "A0"), results).markdown())
        .contains("| work | metric | A | A0 | A/A0 |")
        .contains("| bulk, 1 stream, up | MB/s | 200 | 250 | 0.900 |");
  }

  @Test
  void jsonHoldsEveryRound() {
    measured("go", 100, 101);
    String json = new Report(Row.all(), List.of("go"), results).json();
    assertThat(json).contains("100.0", "101.0", "\"median\" : 100.5");
  }
}
