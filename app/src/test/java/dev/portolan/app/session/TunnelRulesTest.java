package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelStatus;
import dev.portolan.app.session.TunnelRules.Port;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TunnelRulesTest {
  private static final LinkStatus UP = LinkStatus.up(Instant.EPOCH);

  @ParameterizedTest
  @CsvSource({
    "IDLE, CONNECTING",
    "CONNECTING, CONNECTING",
    "UP, LISTENING",
    "DEVICE_AWAY, WAITING_FOR_DEVICE",
    "RETRYING, RETRYING",
    "NEEDS_LOGIN, NEEDS_LOGIN",
    "FAILED, FAILED"
  })
  void anOpenPortFollowsTheConnection(LinkPhase link, TunnelPhase tunnel) {
    TunnelStatus status =
        TunnelRules.status(Port.OPEN, "", LinkStatus.of(link, "because", ""), 0, "");
    assertThat(status.phase()).isEqualTo(tunnel);
  }

  @Test
  void aTakenPortIsToldWhateverTheConnectionDoes() {
    for (LinkPhase link : LinkPhase.values()) {
      TunnelStatus status =
          TunnelRules.status(Port.BUSY, "taken", LinkStatus.of(link, "because", ""), 0, "");
      assertThat(status).isEqualTo(TunnelStatus.of(TunnelPhase.PORT_BUSY, "taken"));
    }
  }

  @Test
  void openConnectionsAreCounted() {
    assertThat(TunnelRules.status(Port.OPEN, "", UP, 3, "refused"))
        .isEqualTo(TunnelStatus.inUse(3));
  }

  @Test
  void aRefusalAtTheFarEndIsToldUntilAConnectionIsGranted() {
    assertThat(TunnelRules.status(Port.OPEN, "", UP, 0, "connection refused"))
        .isEqualTo(TunnelStatus.of(TunnelPhase.DEGRADED, "connection refused"));
    assertThat(TunnelRules.status(Port.OPEN, "", UP, 0, "").phase())
        .isEqualTo(TunnelPhase.LISTENING);
  }

  @Test
  void aLostConnectionTellsAttemptTimeAndReason() {
    Instant at = Instant.ofEpochSecond(60);
    LinkStatus lost = new LinkStatus(LinkPhase.RETRYING, "The edge is silent.", "", 3, at);
    assertThat(TunnelRules.status(Port.OPEN, "", lost, 0, ""))
        .isEqualTo(TunnelStatus.retrying("The edge is silent.", 3, at));
  }

  @Test
  void aPortThatIsNotOpenYetIsConnecting() {
    assertThat(TunnelRules.status(Port.OPENING, "", UP, 0, "").phase())
        .isEqualTo(TunnelPhase.CONNECTING);
  }
}
