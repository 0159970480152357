package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.task.Background;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileStoreTest {
  @TempDir Path folder;
  private final Background background = new Background();

  @AfterEach
  void endBackground() {
    background.close();
  }

  @Test
  void whatAPersonMadeComesBack() throws Exception {
    ProfileStore store = open();
    EdgeItem edge = edge(store);
    DeviceItem device =
        store
            .inventory()
            .addDevice(edge, new DeviceSettings("pump-7", "abc", List.of("plant"), "by the door"));
    store.inventory().turnOn(store.inventory().addTunnel(device, tunnel("", 8080)));
    store.inventory().turnOn(store.inventory().addTunnel(device, tunnel("0.0.0.0", 8081)));
    store.inventory().addTunnel(device, tunnel("", 8082));
    store.preferences().set(Settings.THEME, ThemeChoice.DARK);
    close(store);

    ProfileStore again = open();
    EdgeItem edgeAgain = again.inventory().edges().getFirst();
    assertThat(edgeAgain.settings()).isEqualTo(edge.settings());
    DeviceItem deviceAgain = edgeAgain.devices().getFirst();
    assertThat(deviceAgain.settings()).isEqualTo(device.settings());
    assertThat(deviceAgain.tunnels()).extracting(TunnelItem::settings).hasSize(3);
    assertThat(again.preferences().get(Settings.THEME)).isEqualTo(ThemeChoice.DARK);
    // One that others can reach waits for a click.
    assertThat(deviceAgain.tunnels())
        .extracting(TunnelItem::isWanted)
        .containsExactly(true, false, false);
    close(again);
  }

  /** Each choice for the start, of tunnels that were left on and off. */
  @Test
  void tunnelsComeBackAsTheyAreToStart() throws Exception {
    ProfileStore store = open();
    Inventory inventory = store.inventory();
    DeviceItem device =
        inventory.addDevice(edge(store), new DeviceSettings("pump-7", "abc", List.of(), ""));
    for (TunnelStart start : TunnelStart.values()) {
      for (TimeLimit limit : List.of(TimeLimit.NONE, TimeLimit.QUIT)) {
        Forward forward = tunnel("", 8080).forward();
        inventory.addTunnel(device, new TunnelSettings("off", forward, start, limit));
        TunnelItem on =
            inventory.addTunnel(device, new TunnelSettings("on", forward, start, limit));
        inventory.turnOn(on);
      }
    }
    List<TunnelSettings> settings = device.tunnels().stream().map(TunnelItem::settings).toList();
    close(store);

    ProfileStore again = open();
    assertThat(again.inventory().tunnels().map(TunnelItem::settings))
        .containsExactlyElementsOf(settings);
    assertThat(again.inventory().tunnels().map(TunnelItem::isWanted))
        .containsExactly(
            false, true, false, false, // as left, and until quit
            true, true, true, true, // always
            false, false, false, false); // never
    close(again);
  }

  @Test
  void theTimeLimitOfATunnelOutlivesAStart() throws Exception {
    Instant due = Instant.parse("2026-03-04T12:00:00Z");
    ProfileStore store = open();
    DeviceItem device =
        store
            .inventory()
            .addDevice(edge(store), new DeviceSettings("pump-7", "abc", List.of(), ""));
    TunnelItem tunnel = store.inventory().addTunnel(device, tunnel("", 8080));
    store.inventory().turnOn(tunnel);
    store.inventory().limit(tunnel, due);
    close(store);

    ProfileStore again = open();
    TunnelItem back = again.inventory().tunnels().findFirst().orElseThrow();
    assertThat(back.offAt()).isEqualTo(due);
    again.inventory().turnOff(back);
    assertThat(back.offAt()).isNull();
    close(again);

    ProfileStore last = open();
    assertThat(last.inventory().tunnels().findFirst().orElseThrow().offAt()).isNull();
    close(last);
  }

  @Test
  void aChangeIsWrittenByItself() throws Exception {
    ProfileStore store = open();
    CountDownLatch written = new CountDownLatch(1);
    try (var watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, java.nio.file.StandardWatchEventKinds.ENTRY_CREATE);
      background.run(
          () -> {
            while (!Files.exists(folder.resolve("profile.json"))) {
              watch.poll(1, TimeUnit.SECONDS);
            }
            written.countDown();
          });
      edge(store);
      assertThat(written.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Files.readString(folder.resolve("profile.json"))).contains("edge.example");
    close(store);
  }

  @Test
  void aRemovedTunnelComesBackInItsOldPlace() throws Exception {
    ProfileStore store = open();
    Inventory inventory = store.inventory();
    DeviceItem device =
        inventory.addDevice(edge(store), new DeviceSettings("d", "p", List.of(), ""));
    TunnelItem first = inventory.addTunnel(device, tunnel("", 1));
    TunnelItem second = inventory.addTunnel(device, tunnel("", 2));
    TunnelItem third = inventory.addTunnel(device, tunnel("", 3));
    Runnable undo = inventory.remove(second);
    assertThat(device.tunnels()).containsExactly(first, third);
    undo.run();
    undo.run();
    assertThat(device.tunnels()).containsExactly(first, second, third);
    close(store);
  }

  @Test
  void aTokenIsOnNoDisk() throws Exception {
    String canary = "canary-4711-token";
    ProfileStore store = open();
    EdgeItem edge = edge(store);
    Tokens tokens = new Tokens();
    tokens.put(edge, "Bearer " + canary);
    assertThat(tokens.of(edge)).contains("Bearer " + canary);
    edge.setSettings(settings("other.example"));
    close(store);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(read(file), StandardCharsets.ISO_8859_1)).doesNotContain(canary);
      }
    }
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  private ProfileStore open() {
    return ProfileStore.open(folder, background, Runnable::run);
  }

  private static void close(ProfileStore store) throws Exception {
    store.close().get(20, TimeUnit.SECONDS);
    assertThat(store.saveProblemProperty().get()).isEmpty();
  }

  private static EdgeItem edge(ProfileStore store) {
    return store.inventory().addEdge(EdgeKind.REMOTE, settings("edge.example"));
  }

  private static EdgeSettings settings(String host) {
    return new EdgeSettings(host, "https://" + host, new TrustChoice.SystemAuthorities(), "", "");
  }

  private static TunnelSettings tunnel(String bind, int port) {
    return new TunnelSettings("", new Forward(bind, port, "localhost", 80, Protocol.TCP), false);
  }
}
