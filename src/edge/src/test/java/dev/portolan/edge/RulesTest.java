package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.session.EdgeClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {

  private static final String DEVICE = "ab".repeat(32);

  private final TurnedClock clock = new TurnedClock();

  @Test
  void aFileOfAnEditorThatMarksUtf8IsRead() {
    AccessRules rules = AccessRules.parse("\uFEFF# rules\r\nallow client * tcp localhost:22\r\n");
    assertThat(rules.size()).isEqualTo(1);
    assertThat(rules.refusal(tcp("client", "localhost:22"))).isNull();
  }

  @Test
  void onlyWhatARuleAllowsPasses() {
    AccessRules rules =
        AccessRules.parse(
            """
            # who     device  what     targets
            allow alice *     tcp,pty
            allow bob   abab* tcp      localhost:22  *.lan:80  # web
            allow *     *     reload
            allow carl  *     0x7f
            allow dora  *     *
            """);
    assertThat(rules.refusal(tcp("alice", "anything:1"))).isNull();
    assertThat(rules.refusal(udp("alice", "anything:1"))).contains("a UDP tunnel to anything:1");
    assertThat(rules.refusal(tcp("bob", "localhost:22"))).isNull();
    assertThat(rules.refusal(tcp("bob", "LocalHost:22"))).isNull();
    assertThat(rules.refusal(tcp("bob", "printer.lan:80"))).isNull();
    assertThat(rules.refusal(tcp("bob", "printer.lan:8080"))).isNotNull();
    assertThat(rules.refusal(tcp("bob", "localhost:222"))).isNotNull();
    assertThat(rules.refusal(request("bob", "cd".repeat(32), Message.tcpTunnel(ssh()))))
        .isNotNull();
    assertThat(rules.refusal(request("eve", DEVICE, Message.reload()))).isNull();
    assertThat(rules.refusal(tcp("eve", "localhost:22"))).isNotNull();
    assertThat(rules.refusal(request("carl", DEVICE, Message.of(0x7f, new byte[9])))).isNull();
    assertThat(rules.refusal(request("carl", DEVICE, Message.of(0x7e, new byte[9])))).isNotNull();
    assertThat(rules.refusal(request("dora", DEVICE, Message.of(0x20, new byte[9])))).isNull();
    assertThat(
            rules.refusal(
                request("alice", DEVICE, Message.ptyCommand(PtyCommand.resize("1", 80, 24)))))
        .isNull();
  }

  @Test
  void aTerminalsTargetIsItsCommand() {
    AccessRules rules = AccessRules.parse("allow alice * pty uptime");
    assertThat(rules.refusal(request("alice", DEVICE, start("uptime")))).isNull();
    assertThat(rules.refusal(request("alice", DEVICE, start("sh")))).isNotNull();
    assertThat(
            rules.refusal(
                request("alice", DEVICE, Message.pty(PtyCommand.start(80, 24, null, List.of())))))
        .as("the login shell")
        .isNotNull();
    assertThat(
            rules.refusal(
                request("alice", DEVICE, Message.ptyCommand(PtyCommand.resize("1", 80, 24)))))
        .as("a resize of what was started under the rule")
        .isNull();
  }

  @Test
  void aBadLineIsNamed() {
    assertThatThrownBy(() -> AccessRules.parse("allow a * tcp\n\ndeny b * tcp"))
        .hasMessageStartingWith("line 3: a rule is: allow");
    assertThatThrownBy(() -> AccessRules.parse("allow a * tcp,ssh"))
        .hasMessageStartingWith("line 1: 'ssh' is no type");
  }

  @Test
  void aFileIsReadAgainWhenItChangesAndABadOneIsNotUsed(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("rules"), "allow " + EdgeFixture.CLIENT + " * tcp");
    try (RulesFile rules = RulesFile.open(file);
        LocalService echo = LocalService.echo();
        EdgeFixture fixture = EdgeFixture.start(e -> e.withStreams(rules), d -> d)) {
      EdgeClient client = fixture.connect();
      Message tunnel = Message.tcpTunnel(echo.target());
      await(await(client.openStream(tunnel, new StreamProbe())).stream().close());
      assertThat(awaitFailure(client.openStream(Message.reload(), new StreamProbe())))
          .hasMessageContaining("you may not ask for a reload on this device");

      replace(file, "allow * * reload");
      fixture.awaitUntil(
          () -> rules.refusal(request("x", DEVICE, Message.reload())) == null,
          () -> "the new rules are not used");
      await(await(client.openStream(Message.reload(), new StreamProbe())).stream().close());
      assertThat(awaitFailure(client.openStream(tunnel, new StreamProbe())))
          .hasMessageContaining(
              "you may not open a TCP tunnel to " + echo.target() + " on this device");

      replace(file, "allow everything");
      replace(folder.resolve("other"), "unrelated");
      replace(file, "allow * * udp");
      fixture.awaitUntil(
          () -> rules.refusal(udp("x", "a:1")) == null, () -> "the third rules are not used");
      fixture.awaitIdle();
    }
  }

  @Test
  void aBadFileLeavesTheLastGoodRulesInForce(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rules"), "allow a * tcp");
    try (RulesFile rules = RulesFile.open(file, clock)) {
      Files.writeString(file, "allow a * nonsense");
      settle(rules);
      assertThat(rules.refusal(tcp("a", "x:1"))).isNull();
      Files.write(file, new byte[] {'a', (byte) 0xff});
      settle(rules);
      assertThat(rules.refusal(tcp("a", "x:1"))).isNull();
      Files.writeString(file, "allow b * tcp");
      settle(rules);
      assertThat(rules.refusal(tcp("a", "x:1"))).isNotNull();
      assertThat(rules.refusal(tcp("b", "x:1"))).isNull();
    }
  }

  @Test
  void aFileThatIsBeingWrittenIsNotUsedBeforeItStaysAsItIs(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rules"), "allow a * tcp");
    try (RulesFile rules = RulesFile.open(file, clock)) {
      Files.writeString(file, "");
      assertThat(rules.look()).isFalse();
      clock.pass(Duration.ofMillis(199));
      assertThat(rules.look()).isFalse();
      Files.writeString(file, "allow a * t");
      assertThat(rules.look()).isFalse();
      clock.pass(Duration.ofMillis(199));
      assertThat(rules.look()).isFalse();
      assertThat(rules.refusal(tcp("a", "x:1"))).isNull();
      Files.writeString(file, "allow a * tcp");
      assertThat(rules.look()).isTrue();
      clock.pass(Duration.ofMillis(200));
      Files.writeString(file, "allow a * t");
      assertThat(rules.look()).isFalse();
      assertThat(rules.refusal(tcp("a", "x:1"))).isNull();
    }
  }

  @Test
  void anEmptyFileAllowsNothing(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rules"), "allow a * tcp");
    try (RulesFile rules = RulesFile.open(file, clock)) {
      Files.writeString(file, "# nobody\n");
      settle(rules);
      assertThat(rules.refusal(tcp("a", "x:1"))).isNotNull();
    }
  }

  @Test
  void aFileThatIsRemovedAllowsNothingUntilItIsBack(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rules"), "allow a * tcp");
    try (RulesFile rules = RulesFile.open(file, clock)) {
      Files.delete(file);
      assertThat(rules.look()).isFalse();
      assertThat(rules.refusal(tcp("a", "x:1"))).as("a program may be replacing it").isNull();
      settle(rules);
      assertThat(rules.refusal(tcp("a", "x:1"))).isNotNull();
      Files.writeString(file, "allow a * tcp");
      settle(rules);
      assertThat(rules.refusal(tcp("a", "x:1"))).isNull();
    }
  }

  private void settle(RulesFile rules) {
    rules.look();
    clock.pass(Duration.ofMillis(RulesFile.SETTLED_MILLIS));
    assertThat(rules.look()).isTrue();
    assertThat(rules.look()).isTrue();
  }

  @Test
  void aFileThatIsBadFromTheStartIsNotOpened(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rules");
    assertThatThrownBy(() -> RulesFile.open(file)).isInstanceOf(IOException.class);
    Files.writeString(file, "permit all");
    assertThatThrownBy(() -> RulesFile.open(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1");
  }

  private static void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static HostPort ssh() {
    return new HostPort("localhost", 22);
  }

  private static Message start(String command) {
    return Message.pty(PtyCommand.start(80, 24, command, List.of()));
  }

  private static StreamRequest tcp(String client, String target) {
    return request(client, DEVICE, Message.tcpTunnel(HostPort.parse(target)));
  }

  private static StreamRequest udp(String client, String target) {
    return request(client, DEVICE, Message.udpTunnel(0, HostPort.parse(target)));
  }

  private static StreamRequest request(String client, String device, Message message) {
    return StreamRequest.of(client, device, message);
  }
}
