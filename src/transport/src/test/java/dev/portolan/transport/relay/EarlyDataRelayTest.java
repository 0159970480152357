package dev.portolan.transport.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

/** A relay that feeds its far end before the far handler is in the pipeline there. */
class EarlyDataRelayTest {
  private static final int MORE_THAN_THE_WRITE_BUFFER = 128 * 1024;

  private final EmbeddedChannel near = new EmbeddedChannel();
  private final EmbeddedChannel far = new EmbeddedChannel();
  private final Relay relay = new Relay(near, RelayMeter.NONE);

  @Test
  void readsOnAfterEarlyDataThatFilledTheFarEnd() {
    near.config().setAutoRead(false);
    relay.start(far);
    near.writeInbound(Unpooled.buffer().writeZero(MORE_THAN_THE_WRITE_BUFFER));
    assertThat(near.config().isAutoRead()).isFalse();
    assertThat(far.isWritable()).isTrue(); // again, and nobody heard it

    far.pipeline().addLast(relay.farHandler());

    assertThat(near.config().isAutoRead()).isTrue();
    far.releaseOutbound();
  }

  @Test
  void doesNotReadTheNearEndBeforeItIsFed() {
    near.config().setAutoRead(false);

    far.pipeline().addLast(relay.farHandler());

    assertThat(near.config().isAutoRead()).isFalse();
  }
}
