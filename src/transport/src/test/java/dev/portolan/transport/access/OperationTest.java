package dev.portolan.transport.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.PtyCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How an operation is told in rules, in logs and to people. */
class OperationTest {

  private static void assertTold(
      Operation operation, @Nullable MessageType type, String kind, String target, String words) {
    assertThat(operation.type()).isEqualTo(type);
    assertThat(operation.kind()).isEqualTo(kind);
    assertThat(operation.target()).isEqualTo(target);
    assertThat(operation.words()).isEqualTo(words);
    assertThat(Operation.of(operation.message())).isEqualTo(operation);
  }

  @Test
  void isToldInWords() {
    assertTold(
        Operation.of("tcp", List.of("Printer.lan.:9100")),
        MessageType.TCP_TUNNEL,
        "tcp",
        "printer.lan:9100",
        "open a TCP tunnel to printer.lan:9100");
    assertTold(
        Operation.of("udp", List.of("0x7f.1:53")),
        MessageType.UDP_TUNNEL,
        "udp",
        "127.0.0.1:53",
        "open a UDP tunnel to 127.0.0.1:53");
    assertTold(Operation.of("shell", List.of()), MessageType.PTY, "shell", "", "open a shell");
    assertTold(
        Operation.of("run", List.of("uptime", "-p")),
        MessageType.PTY,
        "run",
        "uptime -p",
        "run uptime -p");
    assertTold(
        Operation.of("get", List.of("/var//log")),
        MessageType.FILE,
        "get",
        "/var/log",
        "read files from /var/log");
    assertTold(
        Operation.of("put", List.of("C:/in")),
        MessageType.FILE,
        "put",
        "C:\\in",
        "write files to C:\\in");
    assertTold(
        Operation.of("reload", List.of()), MessageType.RELOAD, "reload", "", "ask for a reload");
    assertTold(
        Operation.of(Message.ptyCommand(PtyCommand.resize("1", 80, 24))),
        MessageType.PTY_COMMAND,
        "resize",
        "",
        "resize a terminal");
    assertThat(Operation.of("0x7f", List.of()).words()).isEqualTo("send a message of type 0x7f");
    assertThat(Operation.of("0x7f", List.of()).type()).isNull();
    assertThat(Operation.of(Message.ok()).type()).isEqualTo(MessageType.OK);
  }

  /** Each word of a command, read by rules, means this word alone. */
  @Test
  void aCommandIsQuotedWhereRulesWouldReadSomethingElse() {
    assertThat(run("a b", "", "*", "x*", "#", "...", "a\"b", "a\\b", "a\tb", "..", "!").target())
        .isEqualTo("\"a b\" \"\" \"*\" \"x*\" \"#\" \"...\" \"a\\\"b\" a\\b \"a\tb\" .. !");
    for (String word : List.of("a b", "*", "x*", "#", "...", "a\"b", "a\\ b", "", "plain")) {
      Operation asked = run("echo", word);
      AccessRules rules =
          AccessRules.parse("allow run " + asked.target(), AccessRules.Scope.DEVICE);
      assertThat(rules.judge("", "", asked).allowed()).as(word).isTrue();
      assertThat(rules.judge("", "", run("echo", "other")).allowed()).as(word).isFalse();
    }
  }

  private static Operation run(String... words) {
    return Operation.of("run", List.of(words));
  }

  @Test
  void zeroBytesAreRefusedWhereverTheyStand() {
    for (String program : List.of("sh\0", "/bin/sh\0", "\0")) {
      assertThatIllegalArgumentException().isThrownBy(() -> run(program));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> run("sh", "\0x"));
    assertThatIllegalArgumentException().isThrownBy(() -> run("sh", "a", "x\0"));
  }

  @Test
  void aPathHasOneSpelling() {
    assertPath("/", "/");
    assertPath("//", "/");
    assertPath("/./", "/");
    assertPath("/a/./b//c/", "/a/b/c");
    assertPath("C:/", "C:\\");
    assertPath("C:\\", "C:\\");
    assertPath("C:\\a/.\\b\\", "C:\\a\\b");
    assertPath("/a\\b", "/a\\b");
  }

  private static void assertPath(String written, String path) {
    assertThat(Operation.of("get", List.of(written)).target()).isEqualTo(path);
    assertThat(run(written).target()).isEqualTo(path);
  }
}
