package dev.portolan.interop.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/** Connecting and disconnecting in every combination of our roles and Go's. */
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
    assumeTrue(cell.ourClient, "a Go client goes on sending into the stream that has ended");
    try (ClientSide client = path.connect();
        Program program = new Program()) {
      InetSocketAddress local = client.forwardUdp(path.services().udpEcho());
      assertThat(program.exchange(local, "before").text()).isEqualTo("before");
      assertThat(client.awaitLoss(KeepAlive.TIMEOUT.toMillis() + 1000)).isFalse();
      assertThat(program.exchange(local, "after").text()).isEqualTo("after");
    }
  }

  /**
   * A Go edge refuses a device's next connection while the last one is open, so the device waits
   * until it is idle.
   */
  @Test
  void noStreamIsRefusedOrLateWhileAGoEdgeSendsOurDeviceAwayTenTimes() throws Exception {
    assumeTrue(
        !cell.ourEdge && cell.ourDevice,
        "a Go device serves one more stream, and then none until all have ended");
    long longest = 0;
    try (ClientSide client = path.connect()) {
      InetSocketAddress tunnel = client.forwardTcp(path.services().tcpEcho());
      for (int stream = 0; stream < 100; stream++) {
        if (stream % 10 == 0) {
          path.edge().goAway();
        }
        long start = System.nanoTime();
        try (Socket socket = connect(tunnel)) {
          assertEcho(socket);
        }
        longest = Math.max(longest, System.nanoTime() - start);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(500));
    path.device().awaitReturn();
    path.edge().awaitDevice();
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
