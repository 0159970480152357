package dev.portolan.transport.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageTest {
  private static String hex(Message message) {
    ByteBuf bytes = message.encode(UnpooledByteBufAllocator.DEFAULT);
    try {
      return ByteBufUtil.hexDump(bytes);
    } finally {
      bytes.release();
    }
  }

  /** Golden bytes of other implementations. */
  @Test
  void encodesWireFormat() {
    assertThat(hex(Message.ok())).isEqualTo("010000");
    assertThat(hex(Message.ok("ab"))).isEqualTo("0100026162");
    assertThat(hex(Message.error("no"))).isEqualTo("0200026e6f");
    assertThat(hex(Message.goAway())).isEqualTo("030000");
    assertThat(hex(Message.tcpTunnel(new HostPort("localhost", 80))))
        .isEqualTo(
            "10000c"
                + HexFormat.of().formatHex("localhost:80".getBytes(StandardCharsets.US_ASCII)));
    assertThat(hex(Message.udpTunnel(5353, new HostPort("::1", 53))))
        .isEqualTo(
            "11000d"
                + HexFormat.of().formatHex("5353:[::1]:53".getBytes(StandardCharsets.US_ASCII)));
    assertThat(hex(Message.reload())).isEqualTo("140000");
    assertThat(Message.pty(PtyCommand.start(80, 24, null, List.of())).text())
        .isEqualTo("{\"sid\":\"\",\"cols\":80,\"rows\":24}");
    assertThat(Message.ptyCommand(PtyCommand.resize("s1", 100, 30)).text())
        .isEqualTo("{\"sid\":\"s1\",\"cols\":100,\"rows\":30}");
    assertThat(Message.of(MessageType.FILE, new byte[0]).typeCode()).isEqualTo(0x20);
  }

  @ParameterizedTest
  @EnumSource
  void findsEachTypeByItsCode(MessageType type) {
    assertThat(MessageType.ofCode(type.code())).isSameAs(type);
  }

  @Test
  void knowsNoTypeForAnotherCode() {
    assertThat(MessageType.ofCode(0x7f)).isNull();
    assertThat(Message.of(0x7f, new byte[0]).type()).isNull();
  }

  @Test
  void rejectsOversizedPayloadBeforeWriting() {
    assertThat(Message.of(1, new byte[65_535]).payload()).hasSize(65_535);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Message.of(1, new byte[65_536]))
        .withMessage("a message carries at most 65535 bytes, not 65536");
  }

  /** Unlike the reference, which sends no error at all. */
  @Test
  void truncatesLongReasonBetweenCharacters() {
    Message error = Message.error("x" + "\u20ac".repeat(30_000));

    assertThat(error.payload()).hasSize(1 + 3 * 21_844);
    assertThat(error.text()).endsWith("\u20ac").doesNotContain("\ufffd");
  }

  @Test
  void doesNotPrintPayload() {
    assertThat(Message.error("secret")).hasToString("Message[ERROR, 6 bytes]");
    assertThat(Message.of(0x7f, new byte[2])).hasToString("Message[0x7f, 2 bytes]");
  }

  /** Whatever the chunks, one message is decoded and the remaining bytes are passed on. */
  @Test
  void decodesSplitMessage() {
    byte[] bytes = HexFormat.of().parseHex("020003616263" + "0405");
    for (int first = 0; first <= bytes.length; first++) {
      for (int second = first; second <= bytes.length; second++) {
        EmbeddedChannel channel = new EmbeddedChannel(new MessageDecoder());
        channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, first));
        channel.writeInbound(Unpooled.copiedBuffer(bytes, first, second - first));
        channel.writeInbound(Unpooled.copiedBuffer(bytes, second, bytes.length - second));

        assertThat(channel.<Message>readInbound()).isEqualTo(Message.error("abc"));
        assertThat(rest(channel)).isEqualTo("0405");
        assertThat(channel.pipeline().get(MessageDecoder.class)).isNull();
        channel.finish();
      }
    }
  }

  private static String rest(EmbeddedChannel channel) {
    StringBuilder rest = new StringBuilder();
    for (ByteBuf buffer = channel.readInbound(); buffer != null; buffer = channel.readInbound()) {
      rest.append(ByteBufUtil.hexDump(buffer));
      buffer.release();
    }
    return rest.toString();
  }

  /** What follows the message is opaque to the decoder. */
  @Test
  void decodesOneMessageOnly() {
    EmbeddedChannel channel = new EmbeddedChannel(new MessageDecoder());
    channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex("010000010000")));

    assertThat(channel.<Object>readInbound()).isEqualTo(Message.ok());
    assertThat(rest(channel)).isEqualTo("010000");
    channel.finish();
  }

  @Test
  void doesNotDecodePartialMessage() {
    EmbeddedChannel channel = new EmbeddedChannel(new MessageDecoder());
    channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex("0100056162")));
    channel.finish();

    assertThat(channel.<Object>readInbound()).isNull();
  }

  @Test
  void aTypeIsOneByte() {
    assertThat(Message.of(0, new byte[0]).typeCode()).isZero();
    assertThat(Message.of(255, new byte[0]).typeCode()).isEqualTo(255);
    assertThatIllegalArgumentException().isThrownBy(() -> Message.of(-1, new byte[0]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Message.of(256, new byte[0]))
        .withMessage("a message type is one byte, not 256");
  }

  @Test
  void aReasonThatJustFitsIsNotCut() {
    for (int length : new int[] {65_534, 65_535}) {
      assertThat(Message.error("x".repeat(length)).payload()).hasSize(length);
    }
    assertThat(Message.error("x".repeat(65_536)).payload()).hasSize(65_535);
    assertThat(Message.error("x".repeat(65_532) + "\u20ac").payload()).hasSize(65_535);
    assertThat(Message.error("x".repeat(65_533) + "\u20ac").payload()).hasSize(65_533);
  }

  @Test
  void isWholeWithItsLastByte() {
    ByteBuf whole = Message.error("ab").encode(UnpooledByteBufAllocator.DEFAULT);
    for (int length = 0; length < whole.readableBytes(); length++) {
      ByteBuf part = whole.slice(0, length);
      assertThat(Message.read(part)).isNull();
      assertThat(part.readerIndex()).as("nothing is taken").isZero();
    }
    assertThat(Message.read(whole)).isEqualTo(Message.error("ab"));
    whole.release();
    assertThat(Message.read(Unpooled.wrappedBuffer(new byte[] {1, 0, 0}))).isEqualTo(Message.ok());
  }

  @Test
  void isEqualByTypeAndPayload() {
    assertThat(Message.error("a"))
        .isEqualTo(Message.error("a"))
        .hasSameHashCodeAs(Message.error("a"))
        .isNotEqualTo(Message.error("b"))
        .isNotEqualTo(Message.ok("a"))
        .isNotEqualTo("a");
    assertThat(Message.error("a").hashCode()).isNotEqualTo(Message.ok("a").hashCode());
    assertThat(Message.error("a").hashCode()).isNotEqualTo(Message.error("b").hashCode());
  }

  @Test
  void keepsItsPayloadToItself() {
    byte[] bytes = {1};
    Message message = Message.of(1, bytes);
    bytes[0] = 2;
    message.payload()[0] = 3;
    assertThat(message.payload()).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource
  void eachTypeHasWordsOfItsOwn(MessageType type) {
    assertThat(type.words()).isNotBlank();
    for (MessageType other : MessageType.values()) {
      assertThat(other.words().equals(type.words())).isEqualTo(other == type);
    }
  }
}
