package dev.portolan.edge.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
  private final MetricsText text = new MetricsText();

  @Test
  void aTallyIsToldInPartsInTheirOrder() {
    Tally tally = new Tally("streams_total", "Streams.", "kind", "reason");
    tally.count("tcp", "rules");
    tally.count("shell", "limit");
    tally.of("tcp", "rules").add(2);
    text.counter(tally);
    assertThat(text)
        .hasToString(
            """
            # HELP streams_total Streams.
            # TYPE streams_total counter
            streams_total{kind="shell",reason="limit"} 1
            streams_total{kind="tcp",reason="rules"} 3
            """);
  }

  @Test
  void aTallyWithoutPartsIsThereBeforeItCounts() {
    text.counter(new Tally("accepted_total", "Accepted."));
    assertThat(text)
        .hasToString(
            """
            # HELP accepted_total Accepted.
            # TYPE accepted_total counter
            accepted_total 0
            """);
  }

  @Test
  void aPartIsNamedByAsManyValuesAsThereAreLabels() {
    Tally tally = new Tally("x", "X.", "kind");
    assertThatThrownBy(() -> tally.count("a", "b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(tally::count).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void valuesAndHelpAreEscaped() {
    text.gauge("x", "One\nline \\.", List.of("v"), Map.of(List.of("a\"b\\c\nd"), 1));
    assertThat(text)
        .hasToString(
            """
            # HELP x One\\nline \\\\.
            # TYPE x gauge
            x{v="a\\"b\\\\c\\nd"} 1
            """);
  }

  @Test
  void wholeNumbersHaveNoFraction() {
    text.gauge("a", "A.", 12_345_678_901L);
    text.gauge("b", "B.", -0.25);
    assertThat(text.toString()).contains("\na 12345678901\n", "\nb -0.25\n");
  }
}
