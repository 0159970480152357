package dev.portolan.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PeerProgramTest {
  @ParameterizedTest
  @MethodSource("dev.portolan.interop.PeerProgram#names")
  void holdsTheSmuxThatItIsNamedFor(String name) {
    PeerProgram program = PeerProgram.of(name);
    try (GoPeer peer = GoPeer.start(program, "version")) {
      assertThat(peer.await("smux")).isEqualTo("v" + program.smux());
      assertThat(peer.awaitExit()).isZero();
    }
  }

  @Test
  void comparesVersionsByNumber() {
    PeerProgram program = new PeerProgram("1.5.57", java.nio.file.Path.of("peer"));
    assertThat(program.atLeast("1.5.9")).isTrue();
    assertThat(program.atLeast("1.5.58")).isFalse();
  }

  @Test
  void lineThatNeverComesIsAnErrorThatSaysWhatCameInstead() {
    try (GoPeer peer = GoPeer.start(PeerProgram.of(PeerProgram.newest()), "client", "nonsense")) {
      assertThat(peer.await("nothing like it", Duration.ofMillis(1))).isNull();
      assertThatThrownBy(() -> peer.await("ready"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("unknown subcommand nonsense");
      assertThat(peer.awaitExit()).isEqualTo(1);
    }
  }
}
