package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Whatever an operator writes and a client asks for: an entry is refused in words or allows no more
 * than it can, and addresses that nobody means need an entry with an address.
 */
class TargetRulesFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void anEntryIsRefusedOrHeeded(FuzzedDataProvider data) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(address(data));
    int port = data.consumeInt(1, 65_535);
    String host = data.consumeAsciiString(30);
    String entry = data.consumeRemainingAsString();
    TargetPattern pattern;
    try {
      pattern = TargetPattern.parse(entry);
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
      assertThat(refused.getMessage()).startsWith("'" + entry + "'");
      return;
    }
    assertThat(pattern.firstPort()).isBetween(1, pattern.lastPort());
    assertThat(pattern.lastPort()).isLessThanOrEqualTo(65_535);
    assertThat(entry.endsWith(String.valueOf(pattern.lastPort())) || entry.endsWith("*")).isTrue();
    String refusal = TargetRules.of(List.of(entry)).refusal(host, address, port);
    boolean special = address.isLinkLocalAddress() || address.isAnyLocalAddress();
    if (refusal == null) {
      assertThat(pattern.coversPort(port)).isTrue();
      assertThat(pattern.coversAddress(address) || !special).isTrue();
      assertThat(pattern.coversAddress(address) || pattern.coversName(host)).isTrue();
    } else {
      assertThat(pattern.coversPort(port) && pattern.coversAddress(address)).isFalse();
    }
  }

  private static byte[] address(FuzzedDataProvider data) {
    byte[] bytes = new byte[data.consumeBoolean() ? 4 : 16];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = data.consumeByte();
    }
    return bytes;
  }
}
