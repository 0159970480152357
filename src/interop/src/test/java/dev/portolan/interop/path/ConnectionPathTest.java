package dev.portolan.interop.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** How every combination of our ends and real peers connects, stays connected and leaves. */
@MethodSource("dev.portolan.interop.path.EveryPath#withNewestSmux")
class ConnectionPathTest extends EveryPath {
  @Test
  void edgeRefusesWithItsReason() throws Exception {
    Credentials credentials = path.credentials();
    assertThat(path.upgrade(credentials.deviceId(), credentials.token())).startsWith("101");
    assertThat(path.upgrade(credentials.deviceId(), "another token")).startsWith("401 ");
    assertThat(path.upgrade("f".repeat(64), credentials.token())).matches("404 .*not connected.*");
    try (DeviceSide twin = path.startDevice()) {
      assertThat(twin.awaitRefusal()).isEqualTo(409);
    }
    assertThat(RawUpgrade.status(path.edge().port(), credentials, "another-protocol"))
        .isEqualTo(426);
  }

  @Test
  void idleSessionsAndConnectionsLiveOn() throws Exception {
    try (ClientSide client = path.connect();
        Socket idle = connect(client.forwardTcp(path.services().tcpEcho()))) {
      assertEcho(idle);
      assertThat(client.awaitLoss(KeepAlive.TIMEOUT.toMillis() + 1000)).isFalse();
      assertEcho(idle);
    }
  }

  /** A Go device ends a stream of datagrams that is silent for some seconds. */
  @Test
  void udpTunnelServesAgainAfterASilence() throws Exception {
    if (!cell.ourClient) {
      return; // a Go client goes on sending into the stream that has ended
    }
    try (ClientSide client = path.connect();
        Program program = new Program()) {
      InetSocketAddress local = client.forwardUdp(path.services().udpEcho());
      assertThat(program.exchange(local, "before").text()).isEqualTo("before");
      assertThat(client.awaitLoss(KeepAlive.TIMEOUT.toMillis() + 1000)).isFalse();
      assertThat(program.exchange(local, "after").text()).isEqualTo("after");
    }
  }

  @Test
  void deviceThatIsToldToGoAwayFinishesItsStreamsAndComesBack() throws Exception {
    try (ClientSide client = path.connect();
        Socket open = connect(client.forwardTcp(path.services().tcpEcho()))) {
      assertEcho(open);
      path.edge().goAway();
      if (path.device().speaksGo()) {
        client.open(0x14, ""); // acts on it at its next stream
      }
      assertEcho(open);
    }
    path.device().awaitReturn();
    path.edge().awaitDevice();
    try (ClientSide client = path.connect();
        Socket open = connect(client.forwardTcp(path.services().tcpEcho()))) {
      assertEcho(open);
    }
  }
}
