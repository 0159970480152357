package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.presence.DeviceRoundTrip;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The round trip to a device, as a client measures it. */
class RoundTripPathTest {
  private static final Duration NEAR = Duration.ofMillis(15);
  private static final Duration FAR = Duration.ofMillis(40);

  @Test
  void coversBothLegsInBothDirections() throws IOException {
    try (TunnelPath path = new TunnelPath(NEAR, FAR)) {
      assertThat(await(measure(path.client())))
          .isBetween(NEAR.plus(FAR).multipliedBy(2), Duration.ofSeconds(2));
    }
  }

  @Test
  void isUnknownWhereOnlyTheEdgeAnswers() {
    AccessRules rules = AccessRules.parse("allow * * tcp", AccessRules.Scope.EDGE);
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge -> edge.withStreams(request -> request.refusal(rules)), device -> device)) {
      assertThat(problem(measure(fixture.connect()))).isEqualTo(Problem.STREAM_NOT_ALLOWED);
    }
  }

  @Test
  void isUnknownOnceTheDeviceHasGone() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = fixture.connect();
      assertThat(await(measure(client))).isPositive();
      await(fixture.device().close());
      assertThat(problem(measure(client))).isEqualTo(Problem.DEVICE_NOT_CONNECTED);
    }
  }

  private static Future<Duration> measure(EdgeClient client) {
    return DeviceRoundTrip.measure(client, client.streamLoop());
  }

  private static Problem problem(Future<Duration> measurement) {
    return ((EdgeException) awaitFailure(measurement)).problem();
  }
}
