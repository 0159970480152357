package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a tunnel counts, and for how many connections. */
class TrafficMeterTest {
  private static final InetSocketAddress FROM =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000);
  private static final Instant NOW = Instant.ofEpochSecond(1_000);

  private final TrafficMeter meter = new TrafficMeter(InstantSource.fixed(NOW));

  private TunnelConnection granted() {
    TunnelConnection connection = meter.begin(FROM);
    meter.granted(connection);
    return connection;
  }

  @Test
  void countsEachConnectionAndAllOfThem() {
    TunnelConnection one = granted();
    TunnelConnection two = granted();
    one.up(3);
    two.up(4);
    two.down(5);
    assertThat(one.bytesUp()).isEqualTo(3);
    assertThat(one.bytesDown()).isZero();
    assertThat(two.bytesDown()).isEqualTo(5);
    assertThat(meter.bytesUp()).isEqualTo(7);
    assertThat(meter.bytesDown()).isEqualTo(5);
    assertThat(meter.open()).isEqualTo(2);
    assertThat(one.from()).isSameAs(FROM);
    assertThat(one.since()).isEqualTo(NOW);
    assertThat(one.end()).isNull();
  }

  @Test
  void remembersHowAConnectionEnded() {
    TunnelConnection connection = granted();
    meter.ended(connection, "ended by the service");
    assertThat(connection.end()).isEqualTo(new TunnelConnection.End(NOW, "ended by the service"));
    assertThat(meter.open()).isZero();
    assertThat(meter.total()).isOne();
    meter.notGranted();
    meter.drop();
    meter.drop();
    assertThat(meter.failed()).isOne();
    assertThat(meter.dropped()).isEqualTo(2);
  }

  @Test
  void theFirstToEndIsForgottenForOneTooMany() {
    TunnelConnection open = granted();
    List<TunnelConnection> ended = new ArrayList<>();
    for (int i = 0; i < TrafficMeter.HISTORY; i++) {
      ended.add(granted());
      meter.ended(ended.getLast(), "over");
    }
    assertThat(meter.connections()).hasSize(1 + TrafficMeter.HISTORY).startsWith(open);
    assertThat(meter.connections()).endsWith(ended.getFirst());
    for (int i = 0; i < 2; i++) {
      ended.add(granted());
      meter.ended(ended.getLast(), "over");
      assertThat(meter.connections())
          .hasSize(1 + TrafficMeter.HISTORY)
          .endsWith(ended.get(i + 1))
          .doesNotContain(ended.get(i));
    }
  }

  @Test
  void limitsLetSomethingThrough() {
    Duration time = Duration.ofMillis(1);
    assertThat(new TunnelLimits(1, 1, time).openTimeout()).isEqualTo(time);
    assertThatIllegalArgumentException().isThrownBy(() -> new TunnelLimits(0, 1, time));
    assertThatIllegalArgumentException().isThrownBy(() -> new TunnelLimits(1, 0, time));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TunnelLimits(1, 1, time.minusNanos(1)));
    assertThat(TunnelLimits.standard())
        .isEqualTo(new TunnelLimits(256, 64, Duration.ofSeconds(15)));
  }
}
