package dev.portolan.transport.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Whatever bytes a message is made of: they are one that is written as it was read, or refused in a
 * sentence that can be shown.
 */
class MessageFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void isReadAsItWasWrittenOrRefusedInWords(byte[] wire) {
    ByteBuf in = Unpooled.wrappedBuffer(wire);
    Message message = Message.read(in);
    if (message == null) {
      assertThat(in.readableBytes()).as("nothing is taken").isEqualTo(wire.length);
      return;
    }
    ByteBuf again = message.encode(in.alloc());
    assertThat(again.readableBytes()).isEqualTo(wire.length - in.readableBytes());
    assertThat(Message.read(again)).isEqualTo(message);
    again.release();
    assertShown(RemoteText.clean(message.payload()), RemoteText.MAX_CHARS);
    try {
      Message written = writtenAgain(message);
      if (written != null) {
        assertThat(writtenAgain(written)).isEqualTo(written);
      }
    } catch (IllegalArgumentException refused) {
      assertShown(String.valueOf(refused.getMessage()), RemoteText.MAX_CHARS);
    }
  }

  /** What its payload says, written down once more; null for a type without such a form. */
  private static @Nullable Message writtenAgain(Message message) {
    return switch (message.type()) {
      case TCP_TUNNEL -> TcpTunnelRequest.parse(message.text()).toMessage();
      case UDP_TUNNEL -> UdpTunnelRequest.parse(message.text()).toMessage();
      case PTY -> Message.pty(PtyCommand.parse(message.payload()));
      case PTY_COMMAND -> Message.ptyCommand(PtyCommand.parse(message.payload()));
      case WATCH -> PresenceWatch.parse(message.text()).toMessage();
      case PRESENCE -> PresenceNews.parse(message.text()).toMessage();
      case ERROR -> Message.error(message.text());
      case OK, GO_AWAY, RELOAD, FILE -> null;
      case null -> null;
    };
  }

  private static void assertShown(String text, int most) {
    assertThat(text).hasSizeLessThanOrEqualTo(most);
    assertThat(text.chars()).noneMatch(Character::isISOControl);
    assertThat(text.codePoints())
        .noneMatch(
            c ->
                Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE);
  }
}
