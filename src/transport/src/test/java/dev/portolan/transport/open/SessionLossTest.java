package dev.portolan.transport.open;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import dev.portolan.transport.testing.PlainWords;
import dev.portolan.transport.testing.SystemTexts;
import dev.portolan.transport.testing.SystemTexts.Errno;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person reads of a connection that was lost while it was in use. */
class SessionLossTest {

  static Stream<Errno> errnos() {
    return SystemTexts.errnos().stream();
  }

  /** A session to which this has happened. */
  private static SmuxSession after(Consumer<EmbeddedChannel> happening) {
    EmbeddedChannel connection = new EmbeddedChannel();
    SmuxSession session =
        SmuxSession.start(connection, SmuxRole.CLIENT, SmuxConfig.defaults(), null);
    happening.accept(connection);
    connection.runPendingTasks();
    connection.finishAndReleaseAll();
    return session;
  }

  private static SmuxSession afterFailure(Throwable failure) {
    return after(connection -> connection.pipeline().fireExceptionCaught(failure));
  }

  @ParameterizedTest
  @MethodSource("errnos")
  void whateverLinuxSaysOfItIsToldPlainly(Errno errno) {
    for (String call : new String[] {"recvAddress", "writevAddresses", "syscall:read"}) {
      IOException failure =
          new IOException(
              call + "(..) failed with error(-" + errno.number() + "): " + errno.text());
      String told = SessionLoss.of("edge.test", afterFailure(failure)).getMessage();
      PlainWords.assertPlain(told);
      assertThat(told)
          .isEqualTo("The connection to edge.test was lost: " + SocketFailure.words(failure) + ".");
    }
  }

  @Test
  void whatTheFarSideDidIsToldAsItIs() {
    SmuxSession closed = after(EmbeddedChannel::close);
    assertThat(SessionLoss.of("edge.test", closed))
        .hasMessage(
            "The connection to edge.test was lost: The connection was closed by the other side.")
        .returns(Problem.LINK_LOST, failure -> failure.problem());
    SmuxSession strange =
        after(connection -> connection.writeInbound(Unpooled.wrappedBuffer(new byte[8])));
    assertThat(SessionLoss.inWords(strange))
        .isEqualTo("The peer sent a frame of another smux version");
  }

  @Test
  void whatTlsSaysIsNotShown() {
    Throwable broken = new DecoderException(new SSLException("bad record mac"));
    assertThat(SessionLoss.inWords(afterFailure(broken))).isEqualTo("TLS has broken it off");
  }

  @Test
  void nothingIsSaidOfWhatWasClosedHere() {
    EmbeddedChannel connection = new EmbeddedChannel();
    SmuxSession session =
        SmuxSession.start(connection, SmuxRole.CLIENT, SmuxConfig.defaults(), null);
    session.close();
    connection.runPendingTasks();
    connection.finishAndReleaseAll();

    assertThat(SessionLoss.inWords(session)).isNull();
    assertThat(SessionLoss.of("edge.test", session))
        .hasMessage("The connection to edge.test was lost.");
  }
}
