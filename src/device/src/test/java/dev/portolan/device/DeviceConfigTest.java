package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.link.RedialBackoff;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DeviceConfigTest {
  private static final DeviceConfig USUAL =
      DeviceConfig.of(Endpoint.of(URI.create("https://edge.test/")));
  private static final SmuxConfig SMUX = SmuxConfig.defaults().withMaxStreams(7, 7);
  private static final TargetRules RULES = TargetRules.of(List.of("localhost:22"));
  private static final RedialBackoff REDIAL =
      RedialBackoff.between(Duration.ofMillis(100), Duration.ofMillis(200));
  private static final Reload RELOAD = () -> {};
  private static final StreamHandler HANDLER = (stream, request) -> {};

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of("smux", (UnaryOperator<DeviceConfig>) c -> c.withSmux(SMUX)),
        Arguments.of("rules", (UnaryOperator<DeviceConfig>) c -> c.withRules(RULES)),
        Arguments.of("reload", (UnaryOperator<DeviceConfig>) c -> c.withReload(RELOAD)),
        Arguments.of("handlers", (UnaryOperator<DeviceConfig>) c -> c.withHandler(1, HANDLER)),
        Arguments.of("redial", (UnaryOperator<DeviceConfig>) c -> c.withRedial(REDIAL)),
        Arguments.of(
            "goAwayJitter, drain",
            (UnaryOperator<DeviceConfig>)
                c -> c.withGoAway(Duration.ofMillis(3), Duration.ofMillis(4))),
        Arguments.of(
            "goAwayBackOff",
            (UnaryOperator<DeviceConfig>) c -> c.withGoAwayBackOff(Duration.ofMillis(5))));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeChangesThatAlone(String names, UnaryOperator<DeviceConfig> change) throws Exception {
    List<String> changed = List.of(names.split(", ", -1));
    DeviceConfig next = change.apply(USUAL);
    for (var component : DeviceConfig.class.getRecordComponents()) {
      Object before = component.getAccessor().invoke(USUAL);
      Object after = component.getAccessor().invoke(next);
      assertThat(after.equals(before))
          .as(component.getName())
          .isNotEqualTo(changed.contains(component.getName()));
    }
  }

  @Test
  void whatIsChangedIsWhatWasGiven() {
    assertThat(USUAL.withRedial(REDIAL)).returns(REDIAL, DeviceConfig::redial);
    assertThat(USUAL.withGoAway(Duration.ofMillis(3), Duration.ofMillis(4)))
        .returns(Duration.ofMillis(3), DeviceConfig::goAwayJitter)
        .returns(Duration.ofMillis(4), DeviceConfig::drain);
    assertThat(USUAL.withHandler(1, HANDLER).withHandler(2, HANDLER).handlers())
        .isEqualTo(Map.of(1, HANDLER, 2, HANDLER));
  }

  @Test
  void waitsMakeSense() {
    Duration none = Duration.ZERO;
    Duration negative = Duration.ofNanos(-1);
    assertThatThrownBy(() -> USUAL.withGoAway(negative, none))
        .hasMessage("a wait cannot be negative");
    assertThatThrownBy(() -> USUAL.withGoAway(none, negative))
        .hasMessage("a wait cannot be negative");
    assertThatThrownBy(() -> USUAL.withGoAwayBackOff(negative))
        .hasMessage("a wait cannot be negative");
  }
}
