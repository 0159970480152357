package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.message.MessageType;
import org.junit.jupiter.api.Test;

class DeviceSharesTest {
  private static final int STREAMS = 1_000;

  private final DeviceShares shares = new DeviceShares(STREAMS);

  private void take(String client, MessageType type, int count) {
    for (int i = 0; i < count; i++) {
      assertThat(shares.take(client, type)).isNull();
    }
  }

  @Test
  void singleClientGetsAllStreamsAndErrorSaysSo() {
    take("alice", MessageType.TCP_TUNNEL, STREAMS);
    assertThat(shares.take("alice", MessageType.TCP_TUNNEL))
        .isEqualTo(
            "this edge lets one user have 1000 streams on a device; close some and try again");
    shares.release("alice", MessageType.TCP_TUNNEL);
    take("alice", MessageType.TCP_TUNNEL, 1);
  }

  @Test
  void errorMentionsOtherClients() {
    take("alice", MessageType.TCP_TUNNEL, STREAMS);
    take("bob", MessageType.TCP_TUNNEL, 1);
    assertThat(shares.take("alice", MessageType.TCP_TUNNEL))
        .isEqualTo(
            "this edge lets one user have 500 streams on a device while others use it;"
                + " close some and try again");
  }

  @Test
  void shellsHaveLowerLimitAndCountAsStreams() {
    take("alice", MessageType.PTY, 240);
    assertThat(shares.take("alice", MessageType.PTY))
        .isEqualTo("this edge lets one user have 240 shells on a device; close some and try again");
    take("alice", MessageType.TCP_TUNNEL, STREAMS - 240);
    assertThat(shares.take("alice", MessageType.UDP_TUNNEL)).contains("1000 streams");
    shares.release("alice", MessageType.PTY);
    take("alice", MessageType.PTY, 1);
  }

  @Test
  void refusedShellTakesNoStream() {
    take("alice", MessageType.PTY, 240);
    for (int i = 0; i < STREAMS; i++) {
      assertThat(shares.take("alice", MessageType.PTY)).contains("240 shells");
    }
    take("alice", MessageType.TCP_TUNNEL, STREAMS - 240);
  }

  /** No shell is left although each client is below its share. */
  @Test
  void errorSaysIfOthersHaveAllShells() {
    take("alice", MessageType.PTY, 240);
    int late = 0;
    while (shares.take("late " + late, MessageType.PTY) == null) {
      late++;
    }
    assertThat(late).isEqualTo(16);
    assertThat(shares.take("late " + late, MessageType.PTY))
        .isEqualTo("others have all the shells of this device now; try again in a while");
  }
}
