package dev.portolan.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetOptionsTest {
  @Test
  void readsDevicesAndTimes() {
    FleetOptions options =
        FleetOptions.parse(List.of("--devices", "50", "--idle", "5", "--restarts", "2"));
    assertThat(options.devices()).isEqualTo(50);
    assertThat(options.idle()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.restarts()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"--devices,many,is a number", "--idle,0,is a number", "--fast,1,is not an option"})
  void refusesWhatItDoesNotKnow(String option, String value, String reason) {
    assertThatThrownBy(() -> FleetOptions.parse(List.of(option, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
