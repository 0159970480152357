package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SessionMemory;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.problem.Notices;
import dev.portolan.transport.problem.StreamLog;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Presence of a device that has stopped responding, with a manual clock. */
class SilentDeviceTest {
  private static final String ID = "device";

  private final DeviceRegistry devices = new DeviceRegistry(id -> false);
  private final List<Boolean> told = new ArrayList<>();
  private final TurnedClock clock = new TurnedClock();
  private final Notices notices = new Notices(notice -> {}, clock);
  private final SessionMemory memory = new SessionMemory(1 << 20);
  private final EdgeSessions sessions =
      new EdgeSessions(
          devices,
          StreamAuthorizer.all(),
          SmuxConfig.defaults(),
          new ClientEntrance(1, notices),
          new ClientAccounts(clock, notices, memory),
          memory,
          notices,
          new StreamLog("dev.portolan.edge.streams", clock));
  private final EmbeddedChannel line = new EmbeddedChannel();

  @BeforeEach
  void connect() {
    devices.watch(ID, id -> told.add(devices.isThere(id)));
    connect(line);
  }

  private void connect(EmbeddedChannel channel) {
    channel.freezeTime();
    UpgradeResponder.Entry entry =
        sessions.forDevice(channel, new Admission.Device(ID, () -> true), true).getNow();
    ((UpgradeResponder.Entry.Granted) entry).start().run();
  }

  @AfterEach
  void stop() {
    line.finishAndReleaseAll();
  }

  private void pass(long millis) {
    for (long left = millis; left > 0; left -= 500) {
      line.advanceTimeBy(500, TimeUnit.MILLISECONDS);
      line.runScheduledPendingTasks();
    }
  }

  private void sendsKeepAlive() {
    line.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex("0203000000000000")));
  }

  @Test
  void reportsOfflineAfterTwentySecondsAndOnlineAtFirstByte() {
    assertThat(told).containsExactly(true);
    pass(19_500);
    assertThat(told).containsExactly(true);
    pass(500);
    assertThat(told).containsExactly(true, false);
    assertThat(devices.find(ID)).as("it keeps its place").isNotNull();

    sendsKeepAlive();
    pass(500);
    assertThat(told).containsExactly(true, false, true);
  }

  @Test
  void deviceSendingKeepAlivesIsOnline() {
    for (int i = 0; i < 5; i++) {
      pass(15_000);
      sendsKeepAlive();
    }
    assertThat(told).containsExactly(true);
  }

  @Test
  void replacedDeviceIsOnlineAgain() {
    pass(20_000);
    ConnectedDevice silent = Objects.requireNonNull(devices.find(ID));
    EmbeddedChannel next = new EmbeddedChannel();
    ConnectedDevice newcomer =
        new ConnectedDevice(ID, next, true, new DeviceShares(8), memory.newShare());
    assertThat(devices.replace(silent, newcomer)).isTrue();
    assertThat(told).containsExactly(true, false, true);
    next.finishAndReleaseAll();
  }
}
