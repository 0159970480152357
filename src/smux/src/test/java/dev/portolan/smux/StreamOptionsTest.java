package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelOption;
import io.netty.channel.local.LocalAddress;
import org.junit.jupiter.api.Test;

/** A stream is configured as any channel, and can neither be bound nor connected. */
class StreamOptionsTest {

  @Test
  void halfClosureIsAnOptionThatIsOn() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      assertThat(stream.config().getOption(ChannelOption.ALLOW_HALF_CLOSURE)).isTrue();
      assertThat(stream.config().getOptions())
          .containsEntry(ChannelOption.ALLOW_HALF_CLOSURE, true)
          .containsKey(ChannelOption.AUTO_READ);
      assertThat(stream.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false)).isTrue();
      assertThat(stream.config().getOption(ChannelOption.ALLOW_HALF_CLOSURE)).isFalse();
    }
  }

  @Test
  void otherOptionsAreThoseOfEveryChannel() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      assertThat(stream.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 7)).isTrue();
      assertThat(stream.config().getOption(ChannelOption.CONNECT_TIMEOUT_MILLIS)).isEqualTo(7);
      assertThat(stream.config().setOption(ChannelOption.TCP_NODELAY, true)).isFalse();
      assertThat(stream.config().getOption(ChannelOption.TCP_NODELAY)).isNull();
    }
  }

  @Test
  @SuppressWarnings("NullAway") // What is refused.
  void anOptionNeedsAValue() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      assertThatThrownBy(
              () -> stream.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, (Boolean) null))
          .hasMessage("value");
    }
  }

  @Test
  void isNeitherBoundNorConnected() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      LocalAddress somewhere = new LocalAddress("somewhere");
      assertThat(stream.connect(somewhere).cause())
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(stream.bind(somewhere).cause()).isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void isShownWithItsNumberAndItsConnection() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      assertThat(stream).hasToString("SmuxStream(3 of " + side.connection + ")");
      assertThat(side.session).hasToString("SmuxSession(" + side.connection + ")");
    }
  }
}
