package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SessionMemory;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.problem.StreamLog;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Limit and eviction of a client's connections, with a manual clock. */
class ClientEntranceTest {

  private static final int LIMIT = 2;

  private final List<EmbeddedChannel> lines = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final ClientEntrance entrance =
      new ClientEntrance(LIMIT, new Notices(told::add, new TurnedClock()));

  @AfterEach
  void stop() {
    lines.forEach(EmbeddedChannel::finishAndReleaseAll);
  }

  private EmbeddedChannel line() {
    EmbeddedChannel line = new EmbeddedChannel();
    line.freezeTime();
    lines.add(line);
    return line;
  }

  /** An admitted connection with a session. */
  private final class Connected {
    final EmbeddedChannel line = line();
    final ClientPlace place;
    final SmuxSession session;

    Connected(String client, boolean ours) {
      place = new ClientPlace(client, line, ours);
      assertThat(entrance.enter(place)).isTrue();
      session = SmuxSession.start(line, SmuxRole.SERVER, SmuxConfig.defaults(), null);
      place.attach(session);
    }

    void silentFor(long millis) {
      for (long left = millis; left > 0; left -= 1_000) { // In one leap it would have slept.
        line.advanceTimeBy(Math.min(left, 1_000), TimeUnit.MILLISECONDS);
        line.runScheduledPendingTasks();
      }
    }

    void says() {
      String keepAlive = "0203000000000000";
      line.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(keepAlive)));
    }

    boolean isOpen() {
      line.runPendingTasks();
      return session.isOpen();
    }
  }

  private boolean comes(String client) {
    return entrance.enter(new ClientPlace(client, line(), true));
  }

  @Test
  void limitsConnectionsPerClient() {
    assertThat(entrance.limit()).isEqualTo(LIMIT);
    Connected first = new Connected("alice", true);
    new Connected("alice", true);
    assertThat(comes("alice")).isFalse();
    assertThat(told)
        .containsExactly(
            "client alice has 2 connections, as many as it may have: new ones are refused.");
    new Connected("bob", true);
    entrance.leave(first.place);
    entrance.leave(first.place);
    new Connected("alice", true);
    assertThat(comes("alice")).isFalse();
    assertThat(entrance.count()).isEqualTo(3);
  }

  @Test
  void evictsConnectionSilentForTwentySeconds() {
    Connected first = new Connected("alice", true);
    Connected second = new Connected("alice", true);
    first.silentFor(19_999);
    assertThat(comes("alice")).isFalse();
    first.silentFor(1);
    assertThat(comes("alice")).isTrue();
    assertThat(first.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(entrance.count()).isEqualTo(LIMIT);
    entrance.leave(first.place); // Its place is another's now.
    assertThat(entrance.count()).isEqualTo(LIMIT);
  }

  @Test
  void keepsRecentlyActiveConnection() {
    Connected first = new Connected("alice", true);
    new Connected("alice", true);
    first.silentFor(19_999);
    first.says();
    first.silentFor(19_999);
    assertThat(comes("alice")).isFalse();
    assertThat(first.isOpen()).isTrue();
  }

  @Test
  void evictsLongestSilentFirst() {
    Connected first = new Connected("alice", true);
    Connected second = new Connected("alice", true);
    first.silentFor(21_000);
    second.silentFor(22_000);
    assertThat(comes("alice")).isTrue();
    assertThat(first.isOpen()).isTrue();
    assertThat(second.isOpen()).isFalse();
    assertThat(comes("alice")).isTrue();
    assertThat(first.isOpen()).isFalse();
    assertThat(comes("alice")).isFalse();
  }

  /** Other implementations send keep-alives less often. */
  @Test
  void evictsForeignClientAfterOneMinute() {
    Connected first = new Connected("alice", false);
    new Connected("alice", false);
    first.silentFor(59_999);
    assertThat(comes("alice")).isFalse();
    assertThat(first.isOpen()).isTrue();
    first.silentFor(1);
    assertThat(comes("alice")).isTrue();
    assertThat(first.isOpen()).isFalse();
  }

  @Test
  void doesNotEvictForAnotherClient() {
    Connected first = new Connected("alice", true);
    first.silentFor(90_000);
    new Connected("bob", true);
    new Connected("bob", true);
    assertThat(comes("bob")).isFalse();
    assertThat(first.isOpen()).isTrue();
  }

  @Test
  void evictsSilentSession() {
    Notices notices = new Notices(told::add, new TurnedClock());
    SessionMemory memory = new SessionMemory(1 << 20);
    EdgeSessions sessions =
        new EdgeSessions(
            new DeviceRegistry(id -> false),
            StreamAuthorizer.all(),
            SmuxConfig.defaults(),
            new ClientEntrance(1, notices),
            new ClientAccounts(new TurnedClock(), notices, memory),
            memory,
            notices,
            new StreamLog("dev.portolan.edge.streams", new TurnedClock()));
    Admission.Client client =
        new Admission.Client("alice", "device", false, id -> new ClientDecision.Granted("alice"));
    EmbeddedChannel first = line();
    UpgradeResponder.Entry entry = sessions.forClient(first, client, true).getNow();
    ((UpgradeResponder.Entry.Granted) entry).start().run();
    assertThat(sessions.forClient(line(), client, true).getNow())
        .isInstanceOf(UpgradeResponder.Entry.Denied.class);
    first.advanceTimeBy(20, TimeUnit.SECONDS);
    assertThat(sessions.forClient(line(), client, true).getNow())
        .isInstanceOf(UpgradeResponder.Entry.Granted.class);
    first.runPendingTasks();
    assertThat(sessions.count()).isZero();
  }
}
