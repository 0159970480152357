package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.HostPort;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {
  private static final AccessRules.Scope DEVICE = AccessRules.Scope.DEVICE;

  @Test
  void withoutAListEverythingUsualIsAllowed() {
    assertThat(refusal(TargetRules.any(), "localhost", "127.0.0.1", 22)).isNull();
    assertThat(refusal(TargetRules.any(), "printer.lan", "192.168.1.7", 631)).isNull();
    assertThat(refusal(TargetRules.any(), "::1", "::1", 22)).isNull();
  }

  /** Only an address of ones alone is the broadcast one. */
  @ParameterizedTest
  @ValueSource(strings = {"85.170.255.255", "1.1.255.255", "1.1.1.255", "255.255.255.254"})
  void ordinaryAddressesAreNoBroadcast(String address) {
    assertThat(refusal(TargetRules.any(), address, address, 80)).isNull();
  }

  @Test
  void saysHowManyRulesThereAre() {
    assertThat(TargetRules.any()).hasToString("1 rule");
    assertThat(TargetRules.of(List.of("a:1"))).hasToString("3 rules");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "0.1.2.3", "::", "::ffff:0.0.0.0"})
  void unspecifiedAddressesAreRefusedHoweverTheyAreWritten(String address) {
    assertThat(refusal(TargetRules.any(), "innocent.example", address, 80)).contains("unspecified");
    assertThat(refusal(TargetRules.of(List.of("*:*")), address, address, 80))
        .as("not even by a star: no address was named")
        .contains("unspecified");
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "fe80::1", "febf::1", "::ffff:169.254.169.254"})
  void linkLocalAddressesAreRefusedHoweverTheyAreWritten(String address) {
    assertThat(refusal(TargetRules.any(), "metadata.example", address, 80)).contains("link-local");
  }

  @ParameterizedTest
  @CsvSource({
    "224.0.0.1, multicast",
    "239.255.255.250, multicast",
    "ff02::1, multicast",
    "255.255.255.255, broadcast",
    "64:ff9b::a9fe:a9fe, link-local",
    "64:ff9b::, unspecified",
    "64:ff9b::e000:1, multicast",
    "::ffff:255.255.255.255, broadcast"
  })
  void addressesFromWhichNothingComesBackAndTranslatedOnesAreRefused(String address, String what) {
    assertThat(refusal(TargetRules.any(), "innocent.example", address, 80)).contains(what);
    assertThat(refusal(TargetRules.of(List.of("*:*")), "x.example", address, 80)).contains(what);
    assertThat(refusal(TargetRules.of(AccessRules.parse("allow tcp", DEVICE)), "x", address, 80))
        .contains(what);
  }

  @Test
  void aDenyHoldsBackNamesThatLeadThere() {
    TargetRules rules =
        TargetRules.of(AccessRules.parse("deny tcp 10.0.0.0/8:*\nallow tcp *.lan:80", DEVICE));
    assertThat(refusal(rules, "a.lan", "10.1.1.1", 80)).isNotNull();
    assertThat(refusal(rules, "a.lan", "64:ff9b::a01:101", 80)).isNotNull();
    assertThat(refusal(rules, "a.lan", "192.168.1.1", 80)).isNull();
    assertThat(refusal(rules, "192.168.1.1", "192.168.1.1", 80)).isNotNull();
  }

  @Test
  void commandsAndFilesAreJudgedToo() {
    TargetRules rules = TargetRules.of(AccessRules.parse("allow run uptime", DEVICE));
    assertThat(rules.refusal(Operation.of("run", List.of("uptime")))).isNull();
    assertThat(rules.refusal(Operation.of("run", List.of("sh"))))
        .isEqualTo("this device's rules do not allow you to run sh");
    assertThat(rules.refusal(Operation.of("shell", List.of()))).contains("open a shell");
    assertThat(TargetRules.of(List.of("a:1")).refusal(Operation.of("shell", List.of()))).isNull();
  }

  @Test
  void theyAreAllowedWhereAnEntryNamesThem() {
    TargetRules rules = TargetRules.of(List.of("169.254.0.0/16:80", "0.0.0.0:8000-8001"));
    assertThat(refusal(rules, "x", "169.254.169.254", 80)).isNull();
    assertThat(refusal(rules, "x", "169.254.169.254", 81)).isNotNull();
    assertThat(refusal(rules, "x", "0.0.0.0", 8001)).isNull();
    assertThat(refusal(rules, "x", "0.0.0.0", 8002)).isNotNull();
  }

  @Test
  void aListAllowsOnlyWhatItNames() {
    TargetRules rules =
        TargetRules.of(
            List.of("localhost:22", "*.lan:80", "10.0.0.0/8:*", "[fd00::]/8:443", "[::1]:5900"));
    assertThat(refusal(rules, "LOCALHOST", "127.0.0.1", 22)).isNull();
    assertThat(refusal(rules, "localhost", "127.0.0.1", 23)).contains("localhost port 23");
    assertThat(refusal(rules, "127.0.0.1", "127.0.0.1", 22)).isNotNull();
    assertThat(refusal(rules, "a.lan", "192.168.0.1", 80)).isNull();
    assertThat(refusal(rules, "lan", "192.168.0.1", 80)).isNotNull();
    assertThat(refusal(rules, "evil-lan", "192.168.0.1", 80)).isNotNull();
    assertThat(refusal(rules, "anything", "10.255.0.1", 1)).isNull();
    assertThat(refusal(rules, "anything", "11.0.0.1", 1)).isNotNull();
    assertThat(refusal(rules, "x", "fd12::1", 443)).isNull();
    assertThat(refusal(rules, "x", "fc12::1", 443)).isNotNull();
    assertThat(refusal(rules, "::1", "::1", 5900)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        ":22",
        "localhost:",
        "localhost:0",
        "localhost:65536",
        "localhost:ssh",
        "a b:1",
        "::1:22",
        "10.0.0.0/33:1",
        "host/8:1",
        "x:9-8",
        "a*b:1",
        "[::1]2:22",
        "[fe80::%eth0]/10:22",
        "[fe80::%\" \"*:*]/10:22",
        "[a]b:22",
        "[10.0.0.0]1/8:22"
      })
  void whatIsNoEntryIsRefusedInWords(String entry) {
    assertThatThrownBy(() -> TargetRules.of(List.of(entry)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + entry + "'");
  }

  private static @Nullable String refusal(
      TargetRules rules, String host, String address, int port) {
    InetAddress resolved =
        Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(address));
    return rules.refusal(Operation.Tcp.of(new HostPort(host, port)), resolved);
  }
}
