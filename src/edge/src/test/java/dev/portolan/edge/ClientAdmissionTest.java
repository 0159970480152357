package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether a client that was let in may stay, and which devices it may know about. */
class ClientAdmissionTest {
  private static final String DEVICE = "d1";
  private static final Instant UNTIL = Instant.parse("2026-12-01T00:00:00Z");

  private final Map<String, ClientDecision> answers = new HashMap<>();
  private final Admission.Client client =
      new Admission.Client(
          "tester",
          DEVICE,
          true,
          id -> answers.getOrDefault(id, new ClientDecision.Forbidden("not for you")));

  private void now(ClientDecision decision) {
    answers.put(DEVICE, decision);
  }

  @Test
  void knowsAboutTheDevicesThatItMayReachUnderItsOwnName() {
    answers.put("own", new ClientDecision.Granted("tester"));
    answers.put("of another", new ClientDecision.Granted("somebody"));
    answers.put("unknown", new ClientDecision.Unknown("unknown token"));
    answers.put("expired", new ClientDecision.Expired("tester"));
    assertThat(client.mayReach()).accepts("own");
    assertThat(client.mayReach()).rejects("of another", "unknown", "expired", "forbidden");
  }

  @Test
  void staysWhileItsTokenIsItsOwn() {
    now(new ClientDecision.Granted("tester"));
    assertThat(client.objection()).isNull();
  }

  @Test
  void isToldWhyItMayNotStay() {
    now(new ClientDecision.Granted("somebody"));
    assertThat(client.objection()).isEqualTo("its token is somebody else's now");
    now(new ClientDecision.Unknown("unknown token"));
    assertThat(client.objection()).isEqualTo("its token was revoked");
    now(new ClientDecision.Expired("tester"));
    assertThat(client.objection()).isEqualTo("its token has expired");
    now(new ClientDecision.Forbidden("this token is for other devices"));
    assertThat(client.objection()).isEqualTo("this token is for other devices");
  }

  @Test
  void isJudgedAnewWhenItsTokenExpires() {
    now(new ClientDecision.Granted("tester", UNTIL));
    assertThat(client.until()).isEqualTo(UNTIL);
    now(new ClientDecision.Granted("tester"));
    assertThat(client.until()).isNull();
    now(new ClientDecision.Expired("tester"));
    assertThat(client.until()).isNull();
  }
}
