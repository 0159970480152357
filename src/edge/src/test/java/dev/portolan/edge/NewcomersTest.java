package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SessionMemory;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.problem.StreamLog;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class NewcomersTest {

  private final List<String> told = new ArrayList<>();
  private final TurnedClock clock = new TurnedClock();
  private final Newcomers newcomers = new Newcomers(new Notices(told::add, clock));

  private static SocketAddress from(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), 50_000);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private List<Runnable> enter(String address, int count) {
    List<Runnable> entered = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Runnable leave = newcomers.enter(from(address));
      assertThat(leave).isNotNull();
      entered.add(leave);
    }
    return entered;
  }

  @Test
  void limitsConnectionsPerAddress() {
    List<Runnable> entered = enter("192.0.2.1", 1_792);
    assertThat(newcomers.enter(from("192.0.2.1"))).isNull();
    assertThat(told)
        .containsExactly(
            "too many connections from 192.0.2.1 have not said who they are: new ones from there"
                + " are closed.");
    enter("192.0.2.2", 1).forEach(Runnable::run);
    entered.getFirst().run();
    enter("192.0.2.1", 1);
    assertThat(newcomers.count()).isEqualTo(1_792);
  }

  @Test
  void anIpv6NetworkCountsAsOne() {
    enter("2001:db8:0:1::1", 896);
    enter("2001:db8:0:1:ffff::2", 896);
    assertThat(newcomers.enter(from("2001:db8:0:1::3"))).isNull();
    assertThat(told).singleElement().asString().contains("from 2001:0db8:0000:0001::/64 have");
    enter("2001:db8:0:2::1", 1);
  }

  @Test
  void closesConnectionAboveLimitAtOnce() throws SSLException {
    Authenticator authenticator =
        new Authenticator(
            TrustedDevices::ofIds,
            ClientAuthorizer.tokens(Map.of()),
            id -> "away",
            new GuessBrake(clock),
            new Notices(told::add, clock));
    ConnectionInitializer connections =
        new ConnectionInitializer(
            CurrentTls.of(
                Current.fixed(new TestPki().edgeIdentity()),
                ServerTls::create,
                new Notices(told::add, clock)),
            authenticator,
            NoEnrolment.desk(),
            NoEnrolment.invitations(authenticator),
            sessions(),
            newcomers);
    for (int i = 1; i < 1_792; i++) {
      newcomers.enter(null);
    }
    EmbeddedChannel last = new EmbeddedChannel(connections);
    assertThat(last.isOpen()).isTrue();
    assertThat(new EmbeddedChannel(connections).isOpen()).isFalse();
    last.close();
    assertThat(new EmbeddedChannel(connections).isOpen()).isTrue();
  }

  /** Not reached in this test. */
  private EdgeSessions sessions() {
    Notices notices = new Notices(told::add, clock);
    SessionMemory memory = new SessionMemory(1);
    return new EdgeSessions(
        new DeviceRegistry(id -> false),
        StreamAuthorizer.all(),
        SmuxConfig.defaults(),
        new ClientEntrance(1, notices),
        new ClientAccounts(new TurnedClock(), notices, memory),
        memory,
        notices,
        new StreamLog("dev.portolan.edge.streams", new TurnedClock()));
  }
}
