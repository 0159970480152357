package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import org.junit.jupiter.api.Test;

/** What a client asks for, in rules and in logs. */
class StreamRequestTest {
  private static final Message TUNNEL = Message.tcpTunnel(new HostPort("db.test", 5432));

  private static StreamRequest of(String client, Message message) {
    return StreamRequest.of(client, "d1", message);
  }

  @Test
  void hasTheTypeOfItsMessage() {
    assertThat(of("tester", TUNNEL).type()).isEqualTo(MessageType.TCP_TUNNEL);
    assertThat(of("tester", Message.reload()).type()).isEqualTo(MessageType.RELOAD);
    assertThat(of("tester", Message.of(0x7f, new byte[0])).type()).as("unknown here").isNull();
  }

  @Test
  void namesWhatForWhomAndOnWhichDevice() {
    assertThat(of("tester", TUNNEL)).hasToString("tcp db.test:5432 on d1 for tester");
    assertThat(of("tester", Message.reload())).hasToString("reload on d1 for tester");
    assertThat(of("a\u001b[2Jb\nc", TUNNEL).toString()).doesNotContain("\u001b", "\n");
  }

  @Test
  void passesByTheRulesThatAllowIt() {
    AccessRules rules =
        AccessRules.parse("allow tester * tcp db.test:5432", AccessRules.Scope.EDGE);
    assertThat(of("tester", TUNNEL).refusal(rules)).isNull();
    assertThat(of("other", TUNNEL).refusal(rules))
        .isEqualTo(
            "you may not open a TCP tunnel to db.test:5432 on this device: the edge's rules do not"
                + " allow it");
  }
}
