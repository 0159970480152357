package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SessionMemory;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceRegistryTest {
  private static final String AWAY = "the device is not connected now";

  private final EmbeddedChannel line = new EmbeddedChannel();
  private final SessionMemory memory = new SessionMemory(1);
  private final DeviceRegistry devices = new DeviceRegistry("listed"::equals);
  private final List<String> heard = new ArrayList<>();

  @AfterEach
  void stop() {
    line.finishAndReleaseAll();
  }

  private ConnectedDevice device(String id) {
    return new ConnectedDevice(id, line, true, new DeviceShares(8), memory.newShare());
  }

  private ConnectedDevice enter(String id) {
    ConnectedDevice device = device(id);
    assertThat(devices.enter(device)).isNull();
    return device;
  }

  @Test
  void aDeviceIsThereUntilItIsForgotten() {
    ConnectedDevice device = enter("a");
    assertThat(devices.find("a")).isSameAs(device);
    assertThat(devices.isThere("a")).isTrue();
    assertThat(devices.ids()).containsExactly("a");
    assertThat(devices.all()).containsExactly(device);
    devices.forget(device);
    assertThat(devices.find("a")).isNull();
    assertThat(devices.isThere("a")).isFalse();
    assertThat(devices.all()).isEmpty();
  }

  @Test
  void theHolderOfAnIdIsToldToWhoComesWithTheSame() {
    ConnectedDevice holder = enter("a");
    ConnectedDevice next = device("a");
    assertThat(devices.enter(next)).isSameAs(holder);
    assertThat(devices.find("a")).isSameAs(holder);
    holder.setSentAway();
    assertThat(devices.enter(next)).isNull();
    assertThat(devices.find("a")).isSameAs(next);
    devices.forget(holder);
    assertThat(devices.find("a")).as("the later one stays").isSameAs(next);
  }

  @Test
  void aDeviceThatDoesNotAnswerIsNotThere() {
    ConnectedDevice device = enter("a");
    devices.setSilent(device, true);
    assertThat(devices.isThere("a")).isFalse();
    assertThat(devices.find("a")).isSameAs(device);
    devices.setSilent(device, false);
    assertThat(devices.isThere("a")).isTrue();
  }

  @Test
  void whoWatchesADeviceHearsOfEachChangeUntilItStops() {
    DeviceRegistry.Watcher watcher = heard::add;
    devices.watch("a", watcher);
    devices.watch("a", id -> heard.add("also " + id));
    devices.watch("b", id -> {});
    assertThat(devices.watchedCount()).isEqualTo(2);
    ConnectedDevice device = enter("a");
    assertThat(heard).containsExactly("a", "also a");
    devices.unwatch("a", watcher);
    assertThat(devices.watchedCount()).isEqualTo(2);
    devices.setSilent(device, true);
    devices.forget(device);
    assertThat(heard).containsExactly("a", "also a", "also a", "also a");
  }

  @Test
  void aDeviceThatNobodyWatchesAnyMoreIsNotKept() {
    DeviceRegistry.Watcher watcher = heard::add;
    devices.watch("a", watcher);
    devices.unwatch("a", watcher);
    assertThat(devices.watchedCount()).isZero();
    devices.unwatch("a", watcher);
    enter("a");
    assertThat(heard).isEmpty();
  }

  /** Who replaces one that answers changes nothing for those who watch. */
  @Test
  void aReplacementIsTellingOnlyAfterSilence() {
    devices.watch("a", heard::add);
    ConnectedDevice first = enter("a");
    ConnectedDevice second = device("a");
    assertThat(devices.replace(first, second)).isTrue();
    assertThat(heard).hasSize(1);
    assertThat(devices.replace(first, device("a"))).as("it is not the holder").isFalse();
    devices.setSilent(second, true);
    assertThat(heard).hasSize(2);
    devices.setSilent(first, true);
    devices.forget(first);
    assertThat(heard).as("nor is its end").hasSize(2);
    assertThat(devices.replace(second, device("a"))).isTrue();
    assertThat(heard).hasSize(3);
  }

  @Test
  void aDeviceThatWasHereIsToldFromOneThatThereIsNot() {
    assertThat(devices.absence("a")).isEqualTo(DeviceRegistry.NO_SUCH_DEVICE);
    assertThat(devices.absence("listed")).isEqualTo(AWAY);
    devices.forget(enter("a"));
    assertThat(devices.absence("a")).isEqualTo(AWAY);
  }

  @Test
  void aHundredThousandDevicesAreRemembered() {
    for (int i = 0; i < 99_999; i++) {
      devices.forget(enter("device " + i));
    }
    devices.forget(enter("the last"));
    devices.forget(enter("one more"));
    assertThat(devices.isKnown("device 0")).isTrue();
    assertThat(devices.isKnown("the last")).isTrue();
    assertThat(devices.isKnown("one more")).isFalse();
    assertThat(enter("one more")).isNotNull();
    assertThat(devices.isThere("one more")).as("it is served all the same").isTrue();
  }
}
