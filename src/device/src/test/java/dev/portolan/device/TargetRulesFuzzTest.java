package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.HostPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Whatever an operator writes: it is refused in words that quote it or is one target, and an
 * address that nobody means needs an entry with an address.
 */
class TargetRulesFuzzTest {

  @FuzzTest(maxDuration = "3m")
  void anEntryIsRefusedOrOneTarget(FuzzedDataProvider data) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(address(data));
    int port = data.consumeInt(1, 65_535);
    String host = data.pickValue(List.of("localhost", "a.lan", "10.0.0.1", "::1"));
    String entry = data.consumeRemainingAsString();
    TargetRules rules;
    try {
      rules = TargetRules.of(List.of(entry));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
      assertThat(refused.getMessage()).startsWith("target '" + entry + "'");
      return;
    }
    int bracket = entry.indexOf(']');
    if (bracket > 0) {
      assertThat(entry.charAt(bracket + 1)).isIn(':', '/');
    }
    boolean unusual = address.isLinkLocalAddress() || address.isAnyLocalAddress();
    if (unusual && (entry.startsWith("*") || entry.startsWith("localhost"))) {
      assertThat(rules.refusal(Operation.Tcp.of(new HostPort(host, port)), address)).isNotNull();
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
