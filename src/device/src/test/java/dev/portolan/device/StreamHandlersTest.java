package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.PtyCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device makes of requests that nobody honest sends; each ends its own stream only. */
class StreamHandlersTest {
  private static final int OWN = 0x7e;

  @ParameterizedTest
  @CsvSource({
    "0x00, message type 0x00",
    "0x01, an OK",
    "0x02, an error",
    "0x6f, message type 0x6f",
    "0x70, a watch of devices",
    "0x71, news of devices",
    "0xff, message type 0xff",
  })
  void aTypeWithoutAHandlerIsRefusedByItsName(int type, String name) {
    try (ServedDevice device = ServedDevice.start()) {
      assertThat(device.call(Message.of(type, new byte[10])).refusal())
          .isEqualTo("this device does not support " + name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "TCP_TUNNEL | `` | '' has no port; write host:port",
        "TCP_TUNNEL | `localhost` | 'localhost' has no port; write host:port",
        "TCP_TUNNEL | `:80` | the host is missing",
        "TCP_TUNNEL | `localhost:` | the port is missing",
        "TCP_TUNNEL | `localhost:0` | port 0 is not between 1 and 65535",
        "TCP_TUNNEL | `localhost:-1` | '-1' is not a port number",
        "TCP_TUNNEL | `localhost:65536` | port 65536 is not between 1 and 65535",
        "TCP_TUNNEL | `localhost:99999999999` | '99999999999' is not a port number",
        "TCP_TUNNEL | `a b:80` | 'a b' is not a host name or address",
        "TCP_TUNNEL | `::1:80` | '::1:80' has too many colons; write an IPv6 address in brackets",
        "UDP_TUNNEL | `` | a UDP tunnel request is source-port:host:port",
        "UDP_TUNNEL | `53` | a UDP tunnel request is source-port:host:port",
        "UDP_TUNNEL | `-1:localhost:53` | '-1' is not a port number",
        "UDP_TUNNEL | `65536:localhost:53` | port 65536 is not between 1 and 65535",
        "UDP_TUNNEL | `1:localhost` | 'localhost' has no port; write host:port",
        "UDP_TUNNEL | `1:localhost:0` | port 0 is not between 1 and 65535",
        "PTY | `` | the terminal command has something else than an object",
        "PTY | `hello` | the terminal command is not well-formed JSON",
        "PTY | `[]` | the terminal command has something else than an object",
        "PTY | `{} {}` | the terminal command has something else than one object",
        "PTY | `{\"cols\":-1}` | a terminal of -1 by 0 is not possible",
        "PTY | `{\"rows\":65536}` | a terminal of 0 by 65536 is not possible",
        "PTY | `{\"cols\":4294967296}` | the terminal command is not well-formed JSON",
        "PTY | `{\"cols\":\"80\"}` | the terminal command has something else than a whole number",
        "PTY | `{\"cols\":1.5}` | the terminal command has something else than a whole number",
        "PTY | `{\"command\":7}` | the terminal command has something else than text",
        "PTY | `{\"command_args\":\"x\"}` | the terminal command has something else than a list",
        "PTY | `{\"command_args\":[7]}` | the terminal command has something else than text",
        "PTY_COMMAND | `{\"type\":256}` | terminal command type 256 is not one byte",
        "PTY_COMMAND | `{\"sid\":[]}` | the terminal command has something else than text"
      })
  void aRequestThatIsNoneIsRefusedInWords(MessageType type, String payload, String words) {
    try (ServedDevice device = ServedDevice.start()) {
      Message request = Message.of(type, payload.getBytes(StandardCharsets.UTF_8));
      assertThat(device.call(request).refusal()).isEqualTo(words);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TCP_TUNNEL", "UDP_TUNNEL", "PTY", "PTY_COMMAND"})
  void bytesThatAreNoTextAreRefused(MessageType type) {
    try (ServedDevice device = ServedDevice.start()) {
      byte[] noText = HexFormat.of().parseHex("c328fe3a3830");
      assertThat(device.call(Message.of(type, noText)).refusal()).isNotBlank();
      byte[] longest = new byte[Message.MAX_PAYLOAD];
      Arrays.fill(longest, (byte) ':');
      assertThat(device.call(Message.of(type, longest)).refusal())
          .hasSizeBetween(1, 300)
          .doesNotContainPattern("\\p{Cntrl}");
    }
  }

  @Test
  void nestingWithoutEndIsRefused() {
    try (ServedDevice device = ServedDevice.start()) {
      byte[] deep = ("{\"x\":" + "[".repeat(60_000)).getBytes(StandardCharsets.UTF_8);
      assertThat(device.call(Message.of(MessageType.PTY, deep)).refusal())
          .isEqualTo("the terminal command is not well-formed JSON");
    }
  }

  private static ServedDevice failing(Supplier<Throwable> failure) {
    return ServedDevice.start(
        config ->
            config.withHandler(
                OWN,
                (stream, request) -> {
                  switch (failure.get()) {
                    case Exception exception -> throw exception;
                    case Error error -> throw error;
                    default -> throw new AssertionError();
                  }
                }));
  }

  @Test
  void aHandlerThatFailsEndsItsOwnStreamOnly() {
    try (ServedDevice device = failing(() -> new IOException("with a secret"))) {
      Call other = device.call();
      assertThat(device.call(Message.of(OWN, new byte[0])).refusal())
          .isEqualTo("this device failed to handle message type 0x7e");
      other.send(Message.reload());
      assertThat(other.ok()).isEmpty();
    }
  }

  /** As where the system gives no more threads. */
  @Test
  void anErrorIsAnsweredToo() {
    try (ServedDevice device =
        failing(() -> new OutOfMemoryError("unable to create native thread"))) {
      assertThat(device.call(Message.of(OWN, new byte[0])).refusal())
          .isEqualTo("this device failed to handle message type 0x7e");
    }
  }

  @Test
  void whatTheDevicesRulesForbidReachesNoHandler() {
    TargetRules rules =
        TargetRules.of(AccessRules.parse("deny shell\nallow *", AccessRules.Scope.DEVICE));
    try (ServedDevice device = ServedDevice.start(config -> config.withRules(rules))) {
      Message shell = Message.pty(PtyCommand.start(80, 24, null, List.of()));
      assertThat(device.call(shell).refusal())
          .isEqualTo("this device's rules do not allow you to open a shell");
    }
  }

  @Test
  void aHandlerOfOnesOwnTakesThePlaceOfABuiltInOne() {
    try (ServedDevice device =
        ServedDevice.start(
            config ->
                config.withHandler(
                    MessageType.RELOAD.code(),
                    (stream, request) -> Answer.error(stream, "not here")))) {
      assertThat(device.call(Message.reload()).refusal()).isEqualTo("not here");
    }
  }
}
