package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.open.StreamLoss;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {

  private static final String DEVICE = "ab".repeat(32);

  @Test
  void aFileIsReadAgainWhenItChangesAndABadOneIsNotUsed(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("rules"), "allow " + EdgeFixture.CLIENT + " * tcp" + "\n");
    try (RulesFile rules = RulesFile.open(file, told -> {});
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
  void whatIsOpenEndsWhenRulesForbidIt(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("rules"), "allow * * tcp,reload" + "\n");
    try (RulesFile rules = RulesFile.open(file, told -> {});
        LocalService kept = LocalService.echo();
        LocalService cut = LocalService.echo();
        EdgeFixture fixture = EdgeFixture.start(e -> e.withStreams(rules), d -> d)) {
      EdgeClient client = fixture.connect();
      StreamProbe stays = new StreamProbe();
      SmuxStream first = await(client.openStream(Message.tcpTunnel(kept.target()), stays)).stream();
      SmuxStream second =
          await(client.openStream(Message.tcpTunnel(cut.target()), new StreamProbe())).stream();

      replace(file, "deny * * tcp 127.0.0.0/8:" + cut.target().port() + "\nallow * * tcp");

      await(second.closeFuture());
      assertThat(StreamLoss.inWords(second))
          .isEqualTo("The edge ended it: its rules do not allow it any more.");
      first.writeAndFlush(Unpooled.wrappedBuffer(new byte[3]));
      stays.awaitBytes(3);
      await(first.close());
      fixture.awaitIdle();
    }
  }

  @Test
  void theDeviceGetsWhatWasJudgedAndNotWhatWasWritten() throws Exception {
    AtomicReference<Message> got = new AtomicReference<>();
    AccessRules rules = AccessRules.parse("allow * * run /usr/bin/uptime", AccessRules.Scope.EDGE);
    try (EdgeFixture fixture =
        EdgeFixture.start(
            e -> e.withStreams(request -> request.refusal(rules)),
            d ->
                d.withHandler(
                    MessageType.PTY.code(),
                    (stream, request) -> {
                      got.set(request);
                      stream.close();
                    }))) {
      EdgeClient client = fixture.connect();
      for (String twoFaced :
          List.of(
              "{\"command\":\"/usr/bin/uptime\",\"Command\":\"/bin/sh\"}",
              "{\"command\":\"/bin/sh\",\"command\":\"/usr/bin/uptime\"}",
              "{\"COMMAND\":\"/usr/bin/uptime\"}",
              "{\"command\":\"/usr/bin/../../bin/sh\"}",
              "{\"command\":\"/usr/bin/uptime\",\"command_args\":[\"x\"]}")) {
        awaitFailure(client.openStream(json(twoFaced), new StreamProbe()));
        assertThat(got).as(twoFaced).hasNullValue();
      }
      awaitFailure(
          client.openStream(
              json("{\"command\":\"//usr/./bin/uptime\",\"shell\":\"/bin/sh\"}"),
              new StreamProbe()));
      assertThat(got).hasValue(json("{\"sid\":\"\",\"command\":\"/usr/bin/uptime\"}"));
    }
  }

  private static Message json(String text) {
    return Message.of(MessageType.PTY, text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFileThatIsBadFromTheStartIsNotOpened(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("rules");
    assertThatThrownBy(() -> RulesFile.open(file, told -> {})).isInstanceOf(IOException.class);
    Files.writeString(file, "permit all\n");
    assertThatThrownBy(() -> RulesFile.open(file, told -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 1");
  }

  private static void replace(Path file, String text) throws IOException {
    Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text + "\n");
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static StreamRequest udp(String client, String target) {
    return request(client, DEVICE, Message.udpTunnel(0, HostPort.parse(target)));
  }

  private static StreamRequest request(String client, String device, Message message) {
    return StreamRequest.of(client, device, message);
  }
}
