package dev.portolan.transport.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.message.FileRequest;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
  private static final String DEVICE = "ab".repeat(32);

  private static AccessRules rules(String... lines) {
    return AccessRules.parse(String.join("\n", lines), AccessRules.Scope.EDGE);
  }

  private static boolean allows(AccessRules rules, Message message) {
    return rules.judge("alice", DEVICE, Operation.of(message)).allowed();
  }

  private static Message tcp(String target) {
    return Message.tcpTunnel(HostPort.parse(target));
  }

  private static Message udp(String target) {
    return Message.udpTunnel(0, HostPort.parse(target));
  }

  private static Message run(@Nullable String command, String... arguments) {
    return Message.pty(PtyCommand.start(80, 24, command, List.of(arguments)));
  }

  private static Message shell() {
    return run(null);
  }

  private static Message get(String path) {
    return new FileRequest(FileRequest.Direction.DOWNLOAD, path).toMessage();
  }

  private static Message put(String path) {
    return new FileRequest(FileRequest.Direction.UPLOAD, path).toMessage();
  }

  @Test
  void theFirstLineThatIsForItDecides() {
    AccessRules rules =
        rules(
            "# who  device  what  where",
            "deny  alice *     tcp     10.0.0.7:22",
            "allow alice *     tcp     10.0.0.0/8:22,80,8000-8099",
            "allow bob   cdcd* tcp,udp *:*   # everything",
            "allow *     *     reload");
    assertThat(rules.size()).isEqualTo(4);
    assertThat(rules.judge("alice", DEVICE, Operation.of(tcp("10.0.0.7:22"))))
        .hasToString("refused by line 2: deny  alice *     tcp     10.0.0.7:22");
    assertThat(allows(rules, tcp("10.0.0.7:80"))).isTrue();
    assertThat(allows(rules, tcp("10.1.2.3:8099"))).isTrue();
    assertThat(allows(rules, tcp("10.1.2.3:8100"))).isFalse();
    assertThat(allows(rules, udp("10.1.2.3:22"))).isFalse();
    assertThat(allows(rules, Message.reload())).isTrue();
    assertThat(rules.judge("alice", DEVICE, Operation.of(shell())))
        .hasToString("refused: no line allows it");
    assertThat(rules.judge("bob", "cd".repeat(32), Operation.of(udp("x:1"))).allowed()).isTrue();
    assertThat(rules.judge("bob", DEVICE, Operation.of(udp("x:1"))).allowed()).isFalse();
    assertThat(rules.judge("Alice", DEVICE, Operation.of(tcp("10.0.0.8:22"))).allowed()).isFalse();
  }

  private static Operation sample(RuleKind kind) {
    return Operation.of(
        kind.word(),
        switch (kind) {
          case TCP, UDP -> List.of("a:1");
          case RUN -> List.of("uptime");
          case GET, PUT -> List.of("/tmp");
          case SHELL, RELOAD -> List.of();
        });
  }

  /** A type that gets a word must not make rules invalid that have its number. */
  @ParameterizedTest
  @EnumSource
  void theNumberOfATypeWithWordsMeansTheseWords(RuleKind kind) {
    Operation asked = sample(kind);
    String number = String.format(Locale.ROOT, "0x%02x", asked.message().typeCode());
    assertThat(allows(rules("allow * * " + number), asked.message())).isTrue();
    assertThat(allows(rules("allow * * 0x7f"), asked.message())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyKindHasAWordInRules(RuleKind kind) {
    Operation asked = sample(kind);
    assertThat(asked.kind()).isEqualTo(kind.word());
    assertThat(allows(rules("allow * * " + kind.word()), asked.message())).isTrue();
    assertThat(RuleKind.wordsOf(Objects.requireNonNull(asked.type()))).contains(kind.word());
  }

  @Test
  void withoutARuleNothingIsAllowed() {
    assertThat(allows(rules(""), Message.reload())).isFalse();
    assertThat(allows(AccessRules.NONE, tcp("a:1"))).isFalse();
  }

  /** Each spelling of one host against rules for it: an allow, a deny, and one for another host. */
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1",
    "2130706433, 127.0.0.1",
    "0x7f000001, 127.0.0.1",
    "0X7F.1, 127.0.0.1",
    "0177.0.0.1, 127.0.0.1",
    "127.1, 127.0.0.1",
    "127.0.1, 127.0.0.1",
    "127.0.0.1., 127.0.0.1",
    "2130706433., 127.0.0.1",
    "017700000001, 127.0.0.1",
    "0x7f.0x0.0x0.0x1, 127.0.0.1",
    "0x7F.0.0.01, 127.0.0.1",
    "0177.1, 127.0.0.1",
    "127.000.000.001, 127.0.0.1",
    "127.0.0.0x1., 127.0.0.1",
    "[::FFFF:127.0.0.1], 127.0.0.1",
    "[0:0:0:0:0:FFFF:127.0.0.1], 127.0.0.1",
    "[::ffff:127.0.0.1%1], 127.0.0.1",
    "[::ffff:127.0.0.1], 127.0.0.1",
    "[::ffff:7f00:1], 127.0.0.1",
    "[0:0:0:0:0:ffff:7f00:0001], 127.0.0.1",
    "[::1], ::1",
    "[0:0:0:0:0:0:0:1], ::1",
    "[0000::0001], ::1",
    "[FD00::A], fd00::a",
    "[fd00:0:0::a], fd00::a",
    "[fe80::1%eth0], fe80::1%eth0",
    "[FE80:0:0:0:0:0:0:1%2], fe80::1%2",
    "[2001:DB8:0:0:1:0:0:1], 2001:db8::1:0:0:1",
    "192.168.1.10, 192.168.1.10",
    "0xc0a8010a, 192.168.1.10",
    "192.168.266, 192.168.1.10",
    "printer.lan, printer.lan",
    "PRINTER.Lan, printer.lan",
    "printer.lan., printer.lan",
    "LocalHost., localhost",
    "_Service.lan, _service.lan",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "XN--BCHER-KVA.example., xn--bcher-kva.example",
  })
  void everySpellingOfAHostIsJudgedAlikeAndSentOnInOne(String written, String one) {
    Message asked = tcp(written + ":443");
    String target = new HostPort(one, 443).toString();
    String rule = target.replaceFirst("%\\w+", "");
    assertThat(allows(rules("allow * * tcp " + rule), asked)).isTrue();
    assertThat(allows(rules("deny * * tcp " + rule, "allow * * tcp"), asked)).isFalse();
    assertThat(allows(rules("allow * * tcp 203.0.113.7:443 other.example:443"), asked)).isFalse();
    assertThat(Operation.of(asked).message()).isEqualTo(tcp(target));
    assertThat(Operation.of(udp(written + ":443")).message()).isEqualTo(udp(target));
  }

  /** What one resolver would take for an address, and another for a name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1..",
        "printer.lan..",
        ".printer.lan",
        "printer..lan",
        "127\u30020\u30020\u30021",
        "\uff11\uff12\uff17.0.0.1",
        "\u2460.lan",
        "b\u00fccher.example",
        "%31%32%37.0.0.1",
        "0x7f000001.0.0.0.0",
        "0x100000000",
        "00400.0.0.1",
        "127.0.0.0x",
        "127.0.0.1:22",
        "127.0.0.1/8",
        "127.0.0.1%eth0",
        "127.0.0.1@printer.lan",
        "[127.0.0.1]",
        "[::1%25e\u00fc]",
        "[::1%]",
        "[::ffff:127.1]",
        "[::ffff:0177.0.0.1]",
        "[::ffff:999.0.0.1]",
        "[2001:db8::192.0.2.33]",
        "[64:ff9b::192.0.2.33]",
        "[::1::]",
        "[1:2:3:4:5:6:7:8:9]",
        "[12345::1]",
        "[::1.]",
        " 127.0.0.1",
        "127.0.0.1\0.lan",
        "*",
        "*.lan",
        "-h",
      })
  void aHostThatIsNeitherNameNorAddressIsRefused(String host) {
    assertThatIllegalArgumentException().isThrownBy(() -> Operation.of(tcp(host + ":443")));
  }

  @Test
  void aRuleMayWriteANameInUnicodeOrAnAddressInAnySpelling() {
    assertThat(allows(rules("allow * * tcp BÜCHER.example:1"), tcp("xn--bcher-kva.example:1")))
        .isTrue();
    assertThat(allows(rules("allow * * tcp [::ffff:10.0.0.1]:1"), tcp("10.0.0.1:1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.10.0.0.5.nip.io",
        "192.168.1.nip.io",
        "192.168.10.5",
        "example.com.evil.net",
        "evilexample.com",
        "sub.example.com.",
        "com"
      })
  void addressesAreNoTextAndNamesAreWholeLabels(String host) {
    AccessRules rules = rules("allow * * tcp 192.168.1.0/24:443 example.com:443");
    assertThat(allows(rules, tcp(host + ":443"))).isFalse();
  }

  @Test
  void aStarBeforeANameIsForNamesBelowItAlone() {
    AccessRules rules = rules("allow * * tcp *.Example.com:443");
    assertThat(allows(rules, tcp("a.example.com:443"))).isTrue();
    assertThat(allows(rules, tcp("a.b.EXAMPLE.com.:443"))).isTrue();
    assertThat(allows(rules, tcp("example.com:443"))).isFalse();
    assertThat(allows(rules, tcp("badexample.com:443"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.2.3.4.5", "1.2.3", "08.1.1.1", "256.1.1.1", "0x", "4294967296", "a.0x1g.9"})
  void whatEndsInANumberIsAnAddressOrNothing(String host) {
    if (host.equals("1.2.3")) {
      assertThat(Host.of(host).text()).isEqualTo("1.2.0.3");
    } else {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Host.of(host))
          .withMessageContaining(host);
    }
  }

  /** An allow needs every way to be allowed, a deny needs one. */
  @ParameterizedTest
  @CsvSource({
    "localhost, 127.0.0.0/8, [::1]",
    "a.localhost, 127.0.0.0/8, [::1]",
    "0.0.0.0, 127.0.0.0/8, 0.0.0.0",
    "0, 127.0.0.0/8, 0.0.0.0",
    "[::], [::1], [::]",
    "[64:ff9b::a9fe:a9fe], 169.254.0.0/16, [64:ff9b::]/96",
  })
  void aHostThatLeadsToSeveralAddressesIsAllOfThem(String host, String one, String other) {
    Message asked = tcp(host + ":80");
    assertThat(allows(rules("allow * * tcp " + one + ":80"), asked)).isFalse();
    assertThat(allows(rules("deny * * tcp " + one + ":80", "allow * * tcp"), asked)).isFalse();
    assertThat(allows(rules("deny * * tcp " + other + ":80", "allow * * tcp"), asked)).isFalse();
    assertThat(allows(rules("allow * * tcp *:80"), asked)).isTrue();
  }

  @Test
  void commandsAreJudgedWithTheirArguments() {
    AccessRules rules =
        rules(
            "allow * * run uptime",
            "allow * * run /usr/bin/systemctl status *",
            "allow * * run /usr/bin/journalctl -u \"my unit\" ...",
            "allow * * run /opt/tools/* ...",
            "allow * * run echo \"*\" \"...\"");
    assertThat(allows(rules, run("uptime"))).isTrue();
    assertThat(allows(rules, run("Uptime"))).isFalse();
    assertThat(allows(rules, run("uptime", "-p"))).isFalse();
    assertThat(allows(rules, shell())).isFalse();
    assertThat(allows(rules, run("/usr/bin/systemctl", "status", "ssh"))).isTrue();
    assertThat(allows(rules, run("/usr/bin/systemctl", "status"))).isFalse();
    assertThat(allows(rules, run("/usr/bin/systemctl", "status", "ssh", "-H", "x"))).isFalse();
    assertThat(allows(rules, run("/usr/bin/systemctl", "stop", "ssh"))).isFalse();
    assertThat(allows(rules, run("/usr/bin/journalctl", "-u", "my unit"))).isTrue();
    assertThat(allows(rules, run("/usr/bin/journalctl", "-u", "my unit", "-f", "-n"))).isTrue();
    assertThat(allows(rules, run("/usr/bin/journalctl", "-u"))).isFalse();
    assertThat(allows(rules, run("/opt/tools/a", "b"))).isTrue();
    assertThat(allows(rules, run("/opt//tools/./a", "b"))).isTrue();
    assertThat(allows(rules, run("/opt/tools/sub/a"))).isFalse();
    assertThat(allows(rules, run("/opt/tools/"))).isFalse();
    assertThat(allows(rules, run("/opt/Tools/a"))).isFalse();
    assertThat(allows(rules, run("/opt/tools/a\\b"))).isFalse();
    assertThat(allows(rules, run("/opt/tools/\\b"))).isFalse();
    assertThat(allows(rules, run("echo", "*", "..."))).isTrue();
    assertThat(allows(rules, run("echo", "x", "..."))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/opt/tools/../../bin/sh",
        "/opt/tools/..\\..\\bin\\sh",
        "C:\\tools\\..\\cmd.exe",
        "../sh",
        "..",
        "/opt/tools/a\0b"
      })
  void aPathThatCouldLeadElsewhereIsNotJudgedAtAll(String command) {
    assertThatIllegalArgumentException().isThrownBy(() -> Operation.of(run(command)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.of(get(command.startsWith("/") ? command : "/" + command)));
  }

  @Test
  void zeroBytesInArgumentsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Operation.of(run("rm", "a\0b")));
  }

  @Test
  void aStarForAProgramIsForAllOrForOneFolder() {
    AccessRules root = rules("allow * * run /* x");
    assertThat(allows(root, run("/init", "x"))).isTrue();
    assertThat(allows(root, run("/sbin/init", "x"))).isFalse();
    assertThat(allows(root, run("init", "x"))).isFalse();
    assertThat(allows(rules("allow * * run * x"), run("/sbin/init", "x"))).isTrue();
    assertThat(allows(rules("allow * * run * x"), run("init", "y"))).isFalse();
    AccessRules windows = rules("allow * * run C:\\Tools\\*", "allow * * run D:\\*");
    assertThat(allows(windows, run("C:/Tools/a.exe"))).isTrue();
    assertThat(allows(windows, run("C:\\Tools\\sub\\a.exe"))).isFalse();
    assertThat(allows(windows, run("D:\\a.exe"))).isTrue();
    assertThat(allows(windows, run("D:\\sub\\a.exe"))).isFalse();
  }

  @Test
  void networksAndPortsReachToTheirEdges() {
    AccessRules rules =
        rules(
            "allow * * tcp 10.0.0.6/31:1,65535 192.168.1.128/25:100-200",
            "allow * * tcp 10.0.0.1/32:7 [fd00::]/65:9",
            "allow * * udp 0.0.0.0/0:1");
    for (String target :
        List.of(
            "10.0.0.6:1",
            "10.0.0.7:65535",
            "192.168.1.128:100",
            "192.168.1.255:200",
            "10.0.0.1:7",
            "[fd00::7fff:ffff:ffff:ffff]:9")) {
      assertThat(allows(rules, tcp(target))).as(target).isTrue();
    }
    for (String target :
        List.of(
            "10.0.0.5:1",
            "10.0.0.8:1",
            "10.0.0.6:2",
            "192.168.1.127:100",
            "192.168.1.128:99",
            "192.168.1.128:201",
            "10.0.0.0:7",
            "[fd00::8000:0:0:0]:9")) {
      assertThat(allows(rules, tcp(target))).as(target).isFalse();
    }
    assertThat(allows(rules, udp("255.255.255.255:1"))).isTrue();
    assertThat(allows(rules, udp("[::1]:1"))).isFalse();
  }

  @Test
  void aDenyOfOneCommandLeavesTheOthers() {
    AccessRules rules = rules("deny * * run /bin/sh ...", "allow * * pty");
    assertThat(allows(rules, run("/bin/sh", "-c", "x"))).isFalse();
    assertThat(allows(rules, run("//bin/sh"))).isFalse();
    assertThat(allows(rules, run("/bin/ls"))).isTrue();
    assertThat(allows(rules, shell())).isTrue();
    assertThat(allows(rules, resize())).isTrue();
  }

  private static Message resize() {
    return Message.ptyCommand(PtyCommand.resize("1", 80, 24));
  }

  @Test
  void aTerminalMayBeResizedByWhoMayStartOne() {
    assertThat(allows(rules("allow * * run uptime"), resize())).isTrue();
    assertThat(allows(rules("deny * * run", "allow * * shell"), resize())).isTrue();
    assertThat(allows(rules("deny * * pty", "allow * * *"), resize())).isFalse();
    assertThat(allows(rules("allow * * tcp"), resize())).isFalse();
    assertThat(allows(rules("deny * * shell", "allow * * run"), resize())).isTrue();
    assertThat(allows(rules("deny * * tcp", "allow * * *"), resize())).isTrue();
  }

  @Test
  void aLoginShellIsSentOnWithoutArguments() {
    Message asked = Message.pty(PtyCommand.start(80, 24, null, List.of("-c", "reboot")));
    assertThat(Operation.of(asked).message()).isEqualTo(shell());
  }

  @Test
  void filesAreJudgedByFolderAndDirection() {
    AccessRules rules =
        rules(
            "deny  * * get /var/log/secret",
            "allow * * get /var/log /etc/hostname",
            "allow * * put \"/srv/my files\" C:\\In");
    // They contain what is denied.
    assertThat(allows(rules, get("/var/log"))).isFalse();
    assertThat(allows(rules, get("/var/log/"))).isFalse();
    assertThat(allows(rules, get("/var/log/secrets"))).isTrue();
    assertThat(allows(rules, get("/var//log/a/./b"))).isTrue();
    assertThat(allows(rules, get("/var/logs"))).isFalse();
    assertThat(allows(rules, get("/var/LOG"))).isFalse();
    assertThat(allows(rules, get("/var"))).isFalse();
    assertThat(allows(rules, get("/"))).isFalse();
    assertThat(allows(rules, get("/var/log/secret/key"))).isFalse();
    assertThat(allows(rules, get("/etc/hostname"))).isTrue();
    assertThat(allows(rules, put("/var/log"))).isFalse();
    assertThat(allows(rules, put("/srv/my files/x"))).isTrue();
    assertThat(allows(rules, put("c:/in/sub"))).isTrue();
    assertThat(allows(rules, put("C:\\inside"))).isFalse();
    assertThat(Operation.of(put("c:/in//sub/")).target()).isEqualTo("c:\\in\\sub");
    assertThatIllegalArgumentException().isThrownBy(() -> Operation.of(get("relative")));
  }

  @Test
  void kindsAreWordsNumbersOrAll() {
    assertThat(allows(rules("allow * * 0x7f"), Message.of(0x7f, new byte[9]))).isTrue();
    assertThat(allows(rules("allow * * 0x7f"), Message.of(0x7e, new byte[9]))).isFalse();
    assertThat(allows(rules("allow * * 0x00"), Message.of(0, new byte[9]))).isTrue();
    assertThat(Operation.of("0x00", List.of()).kind()).isEqualTo("0x00");
    assertThat(allows(rules("allow * * *"), Message.of(0x7e, new byte[9]))).isTrue();
    assertThat(allows(rules("allow * * file"), put("/x"))).isTrue();
    assertThat(allows(rules("allow * * shell"), run("sh"))).isFalse();
    assertThat(allows(rules("allow * * run"), shell())).isFalse();
    assertThat(allows(rules("allow * * pty uptime"), run("uptime"))).isTrue();
    assertThat(allows(rules("allow * * pty uptime"), shell())).isFalse();
    assertThat(allows(rules("allow bob,alice * shell"), shell())).isTrue();
    assertThat(
            allows(
                rules("allow * " + DEVICE.toUpperCase(java.util.Locale.ROOT) + " shell"), shell()))
        .isTrue();
  }

  @Test
  void aFileOfAnEditorThatMarksUtf8IsRead() {
    AccessRules rules = rules("\uFEFF# rules\r\nallow client * tcp localhost:22\r\n");
    assertThat(rules.judge("client", DEVICE, Operation.of(tcp("localhost:22"))).allowed()).isTrue();
  }

  @Test
  void aDevicesOwnRulesNameNobody() {
    AccessRules rules =
        AccessRules.parse("allow tcp 10.0.0.0/8:22\nallow shell", AccessRules.Scope.DEVICE);
    assertThat(rules.judge("", "", Operation.of(tcp("10.0.0.1:22"))).allowed()).isTrue();
    assertThat(rules.judge("", "", Operation.of(shell())).allowed()).isTrue();
    assertThat(rules.judge("", "", Operation.of(run("ls"))).allowed()).isFalse();
  }

  /** As a device asks about an address that nobody means by a name. */
  @Test
  void anAddressAloneIsAllowedOnlyByWhoNamesIt() throws UnknownHostException {
    InetAddress metadata = InetAddress.getByName("169.254.169.254");
    Operation asked = Operation.Tcp.of(new HostPort("a.lan", 80)).atAddressOnly(metadata);
    for (String rule : List.of("tcp", "*", "tcp *:80", "tcp a.lan:80")) {
      AccessRules rules = AccessRules.parse("allow " + rule, AccessRules.Scope.DEVICE);
      assertThat(rules.judge("", "", asked).allowed()).as(rule).isFalse();
    }
    AccessRules named = AccessRules.parse("allow tcp 169.254.0.0/16:80", AccessRules.Scope.DEVICE);
    assertThat(named.judge("", "", asked).allowed()).isTrue();
    AccessRules denied =
        AccessRules.parse("deny tcp\nallow tcp 169.254.0.0/16:80", AccessRules.Scope.DEVICE);
    assertThat(denied.judge("", "", asked).line()).isEqualTo(1);
  }

  @Test
  void whatIsProbablyNotMeantIsSaid() {
    assertThat(
            rules(
                    "allow alice * tcp,udp",
                    "deny alice * tcp 10.0.0.0/8:*",
                    "allow alice * tcp *.lan:*")
                .warnings())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .isEqualTo("line 2 decides nothing: line 1 decides all that it is for"),
            second -> assertThat(second).startsWith("line 2 does not hold back names"),
            third -> assertThat(third).startsWith("line 3 decides nothing"));
    assertThat(rules("allow alice * tcp", "allow bob * tcp", "allow alice * udp").warnings())
        .isEmpty();
    assertThat(rules("deny alice * tcp printer.lan:1 *.lan:2 *:3").warnings()).isEmpty();
  }

  @Test
  void howManyRulesThereAreIsToldInWords() {
    assertThat(rules("")).hasToString("0 rules");
    assertThat(rules("allow * * tcp")).hasToString("1 rule");
    assertThat(rules("allow * * tcp", "", "allow * * udp")).hasToString("2 rules");
  }

  @Test
  void whatIsBadSaysWhichFormARuleHas() {
    assertThatThrownBy(() -> rules("allow"))
        .hasMessage("line 1: a rule is: allow|deny CLIENT DEVICE KIND[,KIND] [TARGET ...]");
    assertThatThrownBy(() -> AccessRules.parse("allow", AccessRules.Scope.DEVICE))
        .hasMessage("line 1: a rule is: allow|deny KIND[,KIND] [TARGET ...]");
  }

  @Test
  void aNameHasUpTo253Characters() {
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, "b".repeat(61));
    assertThat(allows(rules("allow * * tcp " + longest + ":1"), tcp(longest + ":1"))).isTrue();
    assertThatThrownBy(() -> rules("allow * * tcp " + longest + "b:1"))
        .hasMessageStartingWith("line 1: target 'aaa");
    String unicode = "\u00fc".repeat(1_371);
    assertThatThrownBy(() -> rules("allow * * tcp " + unicode + ":1"))
        .hasMessageStartingWith("line 1: target '\u00fc\u00fc");
  }

  @Test
  void everyBadLineIsRefusedByItsNumberInWords() {
    List<String> bad = new ArrayList<>();
    bad.addAll(
        List.of(
            "allow",
            "allow a",
            "allow a *",
            "permit a * tcp",
            "ALLOW a * tcp",
            "allow a * TCP",
            "allow a * ssh",
            "allow a * tcp,",
            "allow a * ,tcp",
            "allow a * tcp;udp",
            "allow a * 0x1",
            "allow a * 0x01",
            "allow a * 0x7F",
            "allow a * 127",
            "allow al* * tcp",
            "allow *al * tcp",
            "allow a *ab tcp",
            "allow a dev* tcp",
            "allow a ab*cd tcp",
            "allow a,, * tcp",
            "allow , * tcp",
            "allow a ,b tcp",
            "allow a * shell localhost:22",
            "allow a * tcp,run x:1",
            "allow a * reload now",
            "allow a * * x:1",
            "allow a * file /x y:1 tcp"));
    for (String target :
        List.of(
            "localhost",
            ":22",
            "localhost:",
            "localhost:0",
            "localhost:65536",
            "localhost:022",
            "localhost:ssh",
            "localhost:1,",
            "localhost:9-8",
            "localhost:1-",
            "localhost:-1",
            "localhost:1--2",
            "localhost:+1",
            "::1:22",
            "[::1:22",
            "[::1]22",
            "[gg::1]:1",
            "10.0.0.0/33:1",
            "10.0.0.0/-1:1",
            "10.0.0.0/08:1",
            "10.0.0.1/8:1",
            "10.0.0.1/31:1",
            "10.128.0.0/8:1",
            "[fd00::1]/127:1",
            "10.0.0.0/8/8:1",
            "10.0.0.0/:1",
            "/8:1",
            "host/8:1",
            "*/8:1",
            "192.168.1.*:1",
            "*.1.2.3:1",
            "*.10.0.0.0/8:1",
            "a*b:1",
            "*a.com:1",
            "a.*:1",
            "**:1",
            "*.:1",
            ".com:1",
            "a..b:1",
            "a b:1",
            "1.2.3.4.5:1",
            "256.1.1.1:1",
            "999999999999:1",
            "0x:1",
            "[fe80::1%eth0]:1",
            "[::]/129:1",
            "[::1]/64:1",
            "a@b:1",
            "http://a:1",
            "a/b:1",
            "$(id):1",
            "`id`:1",
            "'a':1",
            "a\\b:1",
            "-:1,2,x",
            "\u0430.com\u0000:1",
            "a\u202e.com:1")) {
      bad.add("allow a * tcp " + target);
      bad.add("deny a * udp good.example:1 " + target);
    }
    for (String command :
        List.of(
            "/opt/*/x",
            "/opt/tools*",
            "*sh",
            "/bin/../sh",
            "..",
            "sh ... x",
            "sh a*",
            "sh -*x",
            "\"open",
            "\"a\"b",
            "a\"b\"",
            "\"a\\n\"",
            "\"a\\",
            "sh \"",
            "\u0007",
            "sh \u001b[0m")) {
      bad.add("allow a * run " + command);
    }
    for (String folder :
        List.of(
            "relative", "/a/..", "/a/*", "*", "../x", "\"\"", "~/x", "/a\\..\\b", "\\\\srv\\x")) {
      bad.add("allow a * get " + folder);
      bad.add("deny a * put " + folder);
      bad.add("allow a * file /good " + folder);
    }
    bad.add("allow a * tcp " + "x:1 ".repeat(3_000));
    assertThat(bad).hasSizeGreaterThan(150);
    for (String line : bad) {
      assertThatThrownBy(() -> rules("# first", "allow * * reload", line, "allow * * *"))
          .as(line)
          .isInstanceOf(IllegalArgumentException.class)
          .satisfies(
              e ->
                  assertThat(e.getMessage())
                      .startsWith("line 3: ")
                      .hasSizeLessThan(330)
                      .matches(text -> text.chars().noneMatch(Character::isISOControl)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_191, 8_192, 8_193})
  void aLineHasUpTo8192Characters(int length) {
    String line = "allow * * reload #" + "x".repeat(length - 18);
    assertThat(line).hasSize(length);
    if (length > 8_192) {
      assertThatThrownBy(() -> rules("", line)).hasMessage("line 2: the line is too long");
    } else {
      assertThat(allows(rules("", line), Message.reload())).isTrue();
    }
  }

  @Test
  void anAdministratorAsksInTheWordsOfRules() {
    AccessRules rules = rules("allow alice * tcp 10.0.0.0/8:22", "allow alice * run uptime");
    assertThat(judged(rules, "tcp", "10.0.0.1:22")).startsWith("allowed by line 1: ");
    assertThat(judged(rules, "udp", "10.0.0.1:22")).isEqualTo("refused: no line allows it");
    assertThat(judged(rules, "run", "uptime")).startsWith("allowed by line 2: ");
    assertThat(judged(rules, "run", "uptime", "-p")).isEqualTo("refused: no line allows it");
    for (String kind : List.of("shell", "reload", "0x7f")) {
      assertThat(judged(rules, kind)).isEqualTo("refused: no line allows it");
    }
    for (String kind : List.of("get", "put")) {
      assertThat(judged(rules, kind, "/x")).isEqualTo("refused: no line allows it");
    }
    for (String[] bad :
        new String[][] {{"tcp"}, {"tcp", "a"}, {"run"}, {"get"}, {"ssh"}, {"0x10"}}) {
      assertThatIllegalArgumentException().isThrownBy(() -> judged(rules, bad));
    }
  }

  private static String judged(AccessRules rules, String... words) {
    List<String> target = Arrays.asList(words).subList(1, words.length);
    return rules.judge("alice", DEVICE, Operation.of(words[0], target)).toString();
  }
}
