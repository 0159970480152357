package dev.portolan.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void readsRowsPeersAndTimes() {
    Options options =
        Options.parse(List.of("--rows", "ping,udp", "--peers", "go,A", "--window", "0.5"));
    assertThat(options.rows()).containsExactly("ping", "udp");
    assertThat(options.window()).isEqualTo(Duration.ofMillis(500));
    assertThat(options.wantsPeer("A")).isTrue();
    assertThat(options.wantsPeer("ssh")).isFalse();
    assertThat(Row.all().stream().filter(options::wants)).hasSize(2);
  }

  @Test
  void withoutOptionsEverythingIsRun() {
    Options options = Options.parse(List.of());
    assertThat(Row.all()).allMatch(options::wants);
    assertThat(options.rounds()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> Options.parse(List.of("--rows", "pong")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pong is none of");
    assertThatThrownBy(() -> Options.parse(List.of("--rounds", "0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Options.parse(List.of("--fast")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
