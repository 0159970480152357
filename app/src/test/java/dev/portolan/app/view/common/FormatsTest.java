package dev.portolan.app.view.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "999, 999 B",
    "1000, 1.0 kB",
    "1240, 1.2 kB",
    "99940, 99.9 kB",
    "99960, 100 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "48200000, 48.2 MB",
    "7000000000000000, 7000 TB"
  })
  void amountsHaveThreeDigitsAtMost(long bytes, String text) {
    assertThat(Formats.bytes(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "0, 0 s",
    "59, 59 s",
    "60, 1 min",
    "61, 1 min 1 s",
    "3600, 1 h",
    "7500, 2 h 5 min",
    "90000, 1 d 1 h"
  })
  void spansHaveTheirTwoLargestUnits(long seconds, String text) {
    assertThat(Formats.span(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, < 1 ms", "1, 1 ms", "43, 43 ms", "949, 949 ms", "950, 1.0 s", "1240, 1.2 s"})
  void roundTripsHaveThreeDigitsAtMost(long millis, String text) {
    assertThat(Formats.roundTrip(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
