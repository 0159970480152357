package dev.portolan.transport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import dev.portolan.transport.testing.PlainWords;
import dev.portolan.transport.testing.SystemTexts;
import dev.portolan.transport.testing.SystemTexts.Errno;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads of a connection that broke before the edge had answered. */
class UpgradeRequesterTest {

  static Stream<Errno> errnos() {
    return SystemTexts.errnos().stream();
  }

  @ParameterizedTest
  @MethodSource("errnos")
  void whateverLinuxSaysOfItIsToldPlainly(Errno errno) {
    for (Throwable failure : SystemTexts.failures(errno)) {
      List<EdgeException> told = new ArrayList<>();
      EmbeddedChannel connection =
          new EmbeddedChannel(
              new UpgradeRequester(
                  Endpoint.of(URI.create("https://edge.test")), headers -> {}, told::add));
      connection.pipeline().fireExceptionCaught(failure);
      connection.finishAndReleaseAll();

      assertThat(told).as("once").hasSize(1);
      PlainWords.assertPlain(told.getFirst().getMessage());
      assertThat(told.getFirst())
          .hasMessage(
              "The connection to edge.test was lost before it answered: "
                  + SocketFailure.words(failure)
                  + ".")
          .returns(Problem.UPGRADE_CLOSED, EdgeException::problem);
    }
  }
}
