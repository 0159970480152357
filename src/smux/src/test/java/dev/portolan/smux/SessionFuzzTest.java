package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.util.LeakPresenceDetector;
import java.util.concurrent.TimeUnit;

/**
 * Whatever a peer sends, and whatever is done with its streams meanwhile: nothing fails inside,
 * what goes out are frames, and the end of the session leaves nothing.
 */
class SessionFuzzTest {

  /** Small, so that each limit is within reach of a few frames. */
  private static final SmuxConfig CONFIG =
      SmuxConfig.defaults()
          .withMaxStreams(4, 3)
          .withStreamWindow(16 * 1024, 64 * 1024)
          .withPeerSupportsReset(true);

  @FuzzTest(maxDuration = "3m")
  void whateverComesTheSessionIsSound(FuzzedDataProvider data) {
    SmuxConfig config =
        CONFIG.withVersion(data.consumeInt(1, 2)).withPeerSupportsReset(data.consumeBoolean());
    boolean pulling = data.consumeBoolean();
    try (EmbeddedSession peer =
        pulling ? EmbeddedSession.pullingServer(config) : EmbeddedSession.server(config)) {
      while (data.remainingBytes() > 0 && peer.session.isOpen()) {
        step(data, config, peer);
        peer.writes();
        peer.connection.checkException();
      }
      SessionResources resources = peer.session.resources();
      assertThat(resources.streams()).isBetween(0, config.maxStreams());
      assertThat(resources.unanswered()).isBetween(0, config.maxPendingStreams());
      assertThat(resources.buffered()).isBetween(0L, config.receiveBudgetBytes());
      if (!peer.session.isOpen()) {
        assertThat(resources).isEqualTo(SessionResources.NONE);
      }
    }
    LeakPresenceDetector.check();
  }

  private static void step(FuzzedDataProvider data, SmuxConfig config, EmbeddedSession peer) {
    int id = data.consumeInt(-1, 12);
    switch (data.consumeInt(0, 15)) {
      case 0, 1, 2 -> receive(config, peer, Frame.syn(id));
      case 3 -> receive(config, peer, Frame.fin(id));
      case 4, 5 -> receive(config, peer, Frame.psh(id, data.consumeBytes(64)));
      case 6 -> receive(config, peer, Frame.psh(id, new byte[data.consumeInt(0, 0xffff)]));
      case 7 -> receive(config, peer, Frame.upd(id, data.consumeInt(), data.consumeInt()));
      case 8 -> receive(config, peer, Frame.upd(id, data.consumeInt(0, 99), 1 << 20));
      case 9 -> receive(config, peer, Frame.rst(id, data.consumeInt(0, 99), data.consumeByte()));
      case 10 -> peer.receive(Unpooled.wrappedBuffer(data.consumeBytes(32)));
      case 11 -> peer.pass(data.consumeInt(1, 120), TimeUnit.SECONDS);
      default -> {
        if (!peer.accepted.isEmpty()) {
          act(data, data.pickValue(peer.accepted));
        }
      }
    }
  }

  private static void receive(SmuxConfig config, EmbeddedSession peer, Frame frame) {
    peer.receive(frame.inVersion(config.version()));
  }

  private static void act(FuzzedDataProvider data, SmuxStream stream) {
    switch (data.consumeInt(0, 7)) {
      case 0 -> stream.close();
      case 1 -> stream.reset(data.pickValue(ResetCause.values()));
      case 2 -> stream.shutdownOutput();
      case 3 -> stream.shutdownInput();
      case 4 -> stream.config().setAutoRead(data.consumeBoolean());
      case 5 -> stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[data.consumeInt(0, 70_000)]));
      default -> stream.read();
    }
  }
}
