package dev.portolan.app.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.diagnostics.Diagnostics.Names;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.store.ActivityLog;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosticsTest {
  private static final String TOKEN = "correct-horse-battery";
  private static final String PASSWORD = "hunter2!x";
  private static final String KEY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC";
  private static final String BASIC = "dXNlcjpodW50ZXI=";
  private static final String SECRETS =
      "sent Bearer %s, then password=%s and Authorization: Basic %s, -----BEGIN PRIVATE KEY----- %s -----END PRIVATE KEY-----"
          .formatted(TOKEN, PASSWORD, BASIC, KEY);

  @TempDir private Path folder;

  private final Inventory inventory = new Inventory();
  private final Tokens tokens = new Tokens();
  private final ActivityLog activity = new ActivityLog(Clock.systemUTC());

  private EdgeItem edge(String name, String url) {
    return inventory.addEdge(
        EdgeKind.REMOTE,
        new EdgeSettings(
            name, url, new TrustChoice.AuthorityFile("/home/me/secret-ca.pem"), "c.pem", "k.pem"));
  }

  private Map<String, String> bundle(SettingValues settings, Names names) throws IOException {
    Facts facts = Facts.of(inventory, settings, activity, tokens);
    byte[] zip =
        new Diagnostics(folder.resolve("portolan.log"), Map.of("LANG", "C " + SECRETS))
            .collect(facts, names)
            .zip();
    Map<String, String> files = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  @Test
  void noSecretIsInItWhereverItWas() throws Exception {
    EdgeItem edge = edge(SECRETS, "https://me:" + PASSWORD + "@edge.example/x?token=" + TOKEN);
    tokens.put(edge, "Bearer " + TOKEN);
    DeviceItem device =
        inventory.addDevice(
            edge, new DeviceSettings(SECRETS, "token=" + TOKEN, List.of(SECRETS), SECRETS));
    inventory.addTunnel(
        device,
        new TunnelSettings(
            SECRETS, new Forward("", 0, "password=" + PASSWORD, 80, Protocol.TCP), false));
    activity.add(Level.ERROR, ActivitySubject.of(device), SECRETS);
    activity.note(ActivitySubject.CONSOLE, PASSWORD);
    Files.writeString(
        folder.resolve("portolan.log"),
        "12:00 INFO "
            + SECRETS
            + "\n"
            + TOKEN
            + "\nGET https://edge.example/?key=abc"
            + PASSWORD
            + "\n{\"password\": \""
            + PASSWORD
            + "\"}\nhttps://me:"
            + PASSWORD
            + "@proxy.example/ "
            + "-----BEGIN RSA PRIVATE KEY----- "
            + KEY);
    SettingValues settings =
        SettingValues.USUAL.with(Settings.FONT, "password=" + PASSWORD + " Bearer " + BASIC);
    CountDownLatch done = new CountDownLatch(1);
    Thread thread =
        Thread.ofPlatform()
            .name("sends Bearer " + TOKEN + " password=" + PASSWORD)
            .start(
                () -> {
                  try {
                    done.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try {
      for (Names names : Names.values()) {
        Map<String, String> files = bundle(settings, names);
        assertThat(files.keySet())
            .containsExactly(
                "system.txt", "settings.txt", "list.txt", "events.txt", "log.txt", "threads.txt");
        assertThat(files)
            .allSatisfy(
                (name, text) ->
                    assertThat(text)
                        .as(name)
                        .isNotBlank()
                        .doesNotContain(TOKEN, PASSWORD, KEY, BASIC, "secret-ca", "k.pem"));
        assertThat(files.get("threads.txt")).contains("sends").contains("[removed]");
        assertThat(files.get("log.txt")).contains("12:00 INFO sent");
      }
    } finally {
      done.countDown();
      thread.join();
    }
  }

  @Test
  void namesAndAddressesAreReplacedByOthersThatStayTheSame() throws Exception {
    EdgeItem edge = edge("Plant A", "https://edge.acme.example:8443/x");
    DeviceItem device =
        inventory.addDevice(edge, new DeviceSettings("Boiler house", "0a1b2c", List.of(), ""));
    inventory.addDevice(edge, new DeviceSettings("Boiler house 2", "3d4e5f", List.of(), ""));
    inventory.addTunnel(
        device,
        new TunnelSettings("", new Forward("", 8080, "plc.acme.example", 80, Protocol.TCP), false));
    activity.add(Level.ERROR, ActivitySubject.of(device), "plc.acme.example refused.");
    Files.writeString(
        folder.resolve("portolan.log"),
        "2026-05-31 12:13:14.567 INFO BOILER HOUSE: 10.1.2.3:80, fe80::1:2, 127.0.0.1 and"
            + " Boiler house 2 at edge.acme.example:8443; Boiler houses stay\n");

    Map<String, String> replaced = bundle(SettingValues.USUAL, Names.REPLACED);
    assertThat(replaced.get("list.txt"))
        .contains("edge-1 at host-1:8443", "device-1 (id-1)", "device-2 (id-2)", "to host-2:80");
    assertThat(replaced.get("events.txt")).contains("device-1: host-2 refused.");
    assertThat(replaced.get("log.txt"))
        .isEqualTo(
            "2026-05-31 12:13:14.567 INFO device-1: ip-1:80, ip-2, 127.0.0.1 and device-2 at"
                + " host-1:8443; Boiler houses stay\n");
    assertThat(replaced.values())
        .allSatisfy(text -> assertThat(text).doesNotContainIgnoringCase("acme", "Plant A"));

    Map<String, String> kept = bundle(SettingValues.USUAL, Names.KEPT);
    assertThat(kept.get("list.txt")).contains("Plant A", "edge.acme.example:8443", "Boiler house");
  }

  @Test
  void ofALongLogTheEndIsTaken() throws Exception {
    edge("Plant A", "https://edge.example");
    Files.writeString(
        folder.resolve("portolan.log"), "password=\n" + "an ordinary line\n".repeat(40_000));
    String log = bundle(SettingValues.USUAL, Names.KEPT).getOrDefault("log.txt", "");
    assertThat(log.length()).isBetween(250_000, 262_144);
    assertThat(log).startsWith("an ordinary line\n").endsWith("an ordinary line\n");
  }

  @Test
  void thousandsOfNamesAreReplacedWithinASecondOrTwo() throws Exception {
    EdgeItem edge = edge("Plant A", "https://edge.example");
    for (int i = 0; i < 5_000; i++) {
      inventory.addDevice(edge, new DeviceSettings("pump " + i, "id" + i, List.of(), ""));
    }
    Files.writeString(
        folder.resolve("portolan.log"), "pump 4711 was lost, pump 17 is back\n".repeat(7_000));
    long begin = System.nanoTime();
    Map<String, String> files = bundle(SettingValues.USUAL, Names.REPLACED);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    assertThat(files.get("log.txt")).endsWith("device-4712 was lost, device-18 is back\n");
    assertThat(files.get("list.txt")).contains("and 4500 more devices");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_123",
        "Zx9Kq2LmT8vB4nR7wY1sD6fG",
        "0123456789abcdef0123456789abcdef01234567",
      })
  void whatLooksLikeATokenIsTakenOut(String token) {
    assertThat(new Secrets(List.of()).without("got " + token + " from it"))
        .isEqualTo("got [removed] from it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The edge does not accept the token.",
        "12:00:00 INFO d.p.app.session.TunnelSession [JavaFX Application Thread] Web listens on 127.0.0.1:8080",
        "550e8400-e29b-41d4-a716-446655440000",
        "/usr/lib/jvm/temurin-25-jdk-amd64/lib/modules",
      })
  void whatIsOrdinaryStays(String text) {
    assertThat(new Secrets(List.of("Bearer abcdefg")).without(text)).isEqualTo(text);
  }
}
