package dev.portolan.transport.open;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenFailuresTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dial tcp: connection refused        | TARGET_REFUSED       | Nothing accepts connections at db:5432
          dial tcp: i/o timeout               | TARGET_TIMEOUT       | db:5432 did not answer the device in time
          no route to host                    | TARGET_UNREACHABLE   | The device has no way to db:5432
          no such host                        | TARGET_UNKNOWN       | The device does not know db
          the name is not known               | TARGET_UNKNOWN       | The device does not know db
          this device knows no host db        | TARGET_UNKNOWN       | The device does not know db
          looking up db took longer than 5 s on this device               | TARGET_UNKNOWN | The device does not know db
          lookup db on 10.0.0.1:53: read udp 10.0.0.2: connection refused | TARGET_UNKNOWN | The device does not know db
          dial tcp: lookup db on 10.0.0.1:53: i/o timeout                 | TARGET_UNKNOWN | The device does not know db
          no such device                      | DEVICE_NOT_CONNECTED | There is no device for a TCP tunnel to db:5432
          db:5432 is not allowed here         | STREAM_NOT_ALLOWED   | You may not open a TCP tunnel to db:5432
          you may not do it: the edge's rules do not allow it | STREAM_NOT_ALLOWED | It is not allowed
          too many files are open             | STREAM_REFUSED       | The far side refused a TCP tunnel to db:5432
          """)
  void saysWhatADeviceAnswered(String reason, Problem problem, String sentence) {
    EdgeException failure =
        OpenFailures.refused(Message.tcpTunnel(new HostPort("db", 5432)), Message.error(reason));
    assertThat(failure.problem()).isEqualTo(problem);
    assertThat(failure).hasMessageStartingWith(sentence).hasMessageEndingWith(reason);
  }

  @Test
  void namesTheTargetOfDatagramsWithoutTheirSourcePort() {
    Message udp = Message.udpTunnel(0, new HostPort("dns", 53));
    assertThat(OpenFailures.refused(udp, Message.error("connection refused")))
        .hasMessageStartingWith("Nothing accepts connections at dns:53");
  }

  @Test
  void namesTheTargetWithoutTheOptionsBehindIt() {
    Message tcp = new TcpTunnelRequest(new HostPort("db", 5432), true).toMessage();
    assertThat(OpenFailures.refused(tcp, Message.error("no such device")))
        .hasMessageStartingWith("There is no device for a TCP tunnel to db:5432:");
  }

  @Test
  void aRequestOfAnUnknownTypeIsNamedByItsNumber() {
    Message unknown = Message.of(99, new byte[0]);
    assertThat(OpenFailures.refused(unknown, Message.error("no")))
        .hasMessageStartingWith("The far side refused " + OpenFailures.what(unknown));
    assertThat(OpenFailures.what(unknown)).contains("99");
  }

  @Test
  void saysWhichDevicesKnowFiles() {
    assertThat(OpenFailures.noAnswer(Message.of(MessageType.FILE, new byte[0])))
        .hasMessageContaining("2026.19");
    assertThat(OpenFailures.noAnswer(Message.reload())).hasMessageEndingWith("or refused it.");
  }
}
