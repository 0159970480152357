package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.portolan.app.model.ColumnWidths;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeProxy;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.LastFolders;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.SidebarMemory;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.WindowPlace;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileFileTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC);

  /** Exists, is a regular file, and gives an I/O error to whoever reads it. */
  private static final Path UNREADABLE = Path.of("/proc/self/mem");

  @TempDir Path temp;
  private Path folder;
  private Path file;

  @BeforeEach
  void chooseFolder() {
    folder = temp.resolve("data").resolve("portolan");
    file = folder.resolve("profile.json");
  }

  @Test
  void whatIsSavedIsReadBack() throws IOException {
    Profile profile = profile("Plant A");
    try (ProfileFile first = open()) {
      assertThat(first.load()).isEqualTo(Profile.EMPTY);
      first.save(profile);
    }
    try (ProfileFile second = open()) {
      assertThat(second.load()).isEqualTo(profile);
      assertThat(second.notices()).isEmpty();
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "reads permissions of Unix")
  void onlyItsOwnerCanReadIt() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      first.save(profile("Plant B"));
    }
    assertThat(mode(folder)).isEqualTo("rwx------");
    for (Path each : files()) {
      assertThat(mode(each)).as(each.toString()).isEqualTo("rw-------");
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (ProfileFile second = open()) {
      second.load();
    }
    assertThat(mode(folder)).isEqualTo("rwx------");
    assertThat(mode(file)).isEqualTo("rw-------");
  }

  @Test
  void theLastGoodOneIsKept() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      first.save(profile("Plant B"));
    }
    assertThat(Files.readString(folder.resolve("profile.json.bak"))).contains("Plant A");
    assertThat(Files.readString(file)).contains("Plant B");
    assertThat(files()).noneMatch(each -> each.toString().contains(".tmp"));
  }

  @Test
  void aCorruptFileIsSetAsideForTheLastGoodOne() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      first.save(profile("Plant B"));
    }
    byte[] torn = Files.readAllBytes(file);
    byte[] half = java.util.Arrays.copyOf(torn, torn.length / 2);
    Files.write(file, half);
    Path aside = folder.resolve("profile.json.bad-20260304-050607-000");
    try (ProfileFile second = open()) {
      assertThat(second.load()).isEqualTo(profile("Plant A"));
      assertThat(second.notices()).containsExactly(new ProfileNotice.SetAside(aside, true));
      assertThat(aside).hasBinaryContent(half);
      second.save(profile("Plant C"));
    }
    try (ProfileFile third = open()) {
      assertThat(third.load()).isEqualTo(profile("Plant C"));
      assertThat(third.notices()).isEmpty();
    }
  }

  @Test
  void twoThatAreSetAsideAtTheSameMomentAreBothKept() throws IOException {
    Files.createDirectories(folder);
    for (String damage : List.of("one", "two", "three")) {
      Files.writeString(file, damage);
      try (ProfileFile each = open()) {
        each.load();
        assertThat(each.notices()).singleElement().isInstanceOf(ProfileNotice.SetAside.class);
      }
    }
    String aside = "profile.json.bad-20260304-050607-000";
    assertThat(folder.resolve(aside)).hasContent("one");
    assertThat(folder.resolve(aside + "-2")).hasContent("two");
    assertThat(folder.resolve(aside + "-3")).hasContent("three");
  }

  @Test
  void aCorruptFileWithoutALastGoodOneStartsEmpty() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file, "{\"version\": 1, \"edges\": [{\"id\": \"a\", \"name\": \"\"}]}");
    try (ProfileFile first = open()) {
      assertThat(first.load()).isEqualTo(Profile.EMPTY);
      assertThat(first.notices())
          .singleElement()
          .isInstanceOfSatisfying(
              ProfileNotice.SetAside.class, notice -> assertThat(notice.backupUsed()).isFalse());
    }
  }

  @Test
  void aProfileThatIsALinkIsWrittenThroughIt() throws IOException {
    Path kept = Files.createDirectories(temp.resolve("synced")).resolve("mine.json");
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
    }
    Files.move(file, kept);
    Files.createSymbolicLink(file, Path.of("..", "..", "synced", "mine.json"));
    try (ProfileFile second = open()) {
      assertThat(second.load()).isEqualTo(profile("Plant A"));
      second.save(profile("Plant B"));
    }
    assertThat(file).isSymbolicLink();
    assertThat(Files.readString(kept)).contains("Plant B");
    try (Stream<Path> beside = Files.list(kept.getParent())) {
      assertThat(beside).containsExactly(kept);
    }
  }

  @Test
  void aListThatIsNoListIsDamageAndTheLastGoodOneStays() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      first.save(profile("Plant B"));
    }
    for (String damage :
        List.of(
            "{\"version\": 1, \"edges\": \"oops\"}",
            "{\"version\": 1, \"edges\": {}}",
            "{\"version\": 1, \"edges\": [\"oops\"]}",
            "{\"version\": 1, \"settings\": 7}")) {
      Files.writeString(file, damage);
      try (ProfileFile second = ProfileFile.open(folder, Clock.systemUTC())) {
        assertThat(second.load()).as(damage).isEqualTo(profile("Plant A"));
        assertThat(second.notices())
            .as(damage)
            .singleElement()
            .isInstanceOf(ProfileNotice.SetAside.class);
      }
      assertThat(Files.readString(folder.resolve("profile.json.bak"))).contains("Plant A");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes a pipe")
  void aPipeInItsPlaceIsRefusedAtOnce() throws Exception {
    Files.createDirectories(folder);
    Process mkfifo = new ProcessBuilder("mkfifo", file.toString()).start();
    assertThat(mkfifo.waitFor()).isZero();
    try (ProfileFile first = open()) {
      assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), first::load))
          .isEqualTo(Profile.EMPTY);
      assertThat(first.isWritable()).isFalse();
      assertThat(first.notices())
          .containsExactly(new ProfileNotice.NoAccess("It is not a regular file: " + file));
    }
  }

  /** As on a disk that fails: it may be there again tomorrow. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "takes a file of Linux that cannot be read")
  void whatCannotBeReadIsLeftAloneAndSoIsTheLastGoodOne() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      first.save(profile("Plant B"));
    }
    Files.delete(file);
    Files.createSymbolicLink(file, UNREADABLE);
    try (ProfileFile second = open()) {
      assertThat(second.load()).isEqualTo(Profile.EMPTY);
      assertThat(second.isWritable()).isFalse();
      assertThat(second.notices()).singleElement().isInstanceOf(ProfileNotice.NoAccess.class);
      second.save(profile("Plant C"));
    }
    assertThat(file).isSymbolicLink();
    assertThat(Files.readString(folder.resolve("profile.json.bak"))).contains("Plant A");
  }

  /** Else the next change but one would write over the only good one. */
  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "takes a file of Linux that cannot be read")
  void aLastGoodOneThatCannotBeReadIsNotTakenForNone() throws IOException {
    Files.createDirectories(folder);
    Path backup = folder.resolve("profile.json.bak");
    Files.createSymbolicLink(backup, UNREADABLE);
    for (String damage : List.of("damaged", "")) {
      if (damage.isEmpty()) {
        Files.delete(file); // lost, as from a disk
      } else {
        Files.writeString(file, damage);
      }
      try (ProfileFile each = open()) {
        assertThat(each.load()).isEqualTo(Profile.EMPTY);
        assertThat(each.isWritable()).isFalse();
        assertThat(each.notices()).singleElement().isInstanceOf(ProfileNotice.NoAccess.class);
        each.save(profile("Plant C"));
        each.save(profile("Plant D"));
      }
      assertThat(backup).isSymbolicLink();
      if (!damage.isEmpty()) {
        assertThat(file).hasContent(damage);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'id': 'a'}, {'id': 'a'}",
        "{'id': 'a', 'devices': [{'id': 'a'}]}",
        "{'id': 'a', 'devices': [{'id': 'd'}, {'id': 'd'}]}",
        "{'id': 'a', 'devices': [{'id': 'd'}]}, {'id': 'b', 'devices': [{'id': 'd'}]}",
        "{'id': 'a', 'devices': [{'id': 'd', 'tunnels': [{'id': 't'}, {'id': 't'}]}]}",
        "{'id': 'a', 'devices': [{'id': 'd', 'tunnels': [{'id': 'd'}]}]}",
        "{'id': 'a', 'kind': 'NEWER'}, {'id': 'a'}",
        "{'id': ''}",
        "{'name': 'without'}",
      })
  void anIdThatIsMissingOrGivenTwiceIsDamageAndTheLastGoodOneStays(String edges)
      throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      first.save(profile("Plant B"));
    }
    String damage = "{'version': 1, 'edges': [" + edges + "]}";
    Files.writeString(file, damage.replace('\'', '"'));
    try (ProfileFile second = open()) {
      assertThat(second.load()).isEqualTo(profile("Plant A"));
      Path aside = folder.resolve("profile.json.bad-20260304-050607-000");
      assertThat(second.notices()).containsExactly(new ProfileNotice.SetAside(aside, true));
      assertThat(aside).hasContent(damage.replace('\'', '"'));
      assertThat(second.isWritable()).isTrue();
    }
  }

  @Test
  void aHugeFileIsSetAsideUnread() throws IOException {
    Files.createDirectories(folder);
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(16L << 30);
    }
    try (ProfileFile first = open()) {
      assertThat(assertTimeoutPreemptively(Duration.ofSeconds(1), first::load))
          .isEqualTo(Profile.EMPTY);
      assertThat(first.notices())
          .hasSize(1)
          .hasAtLeastOneElementOfType(ProfileNotice.SetAside.class);
      assertThat(first.isWritable()).isTrue();
    }
  }

  @Test
  void anUnknownThemeOrTabDoesNotSetTheProfileAside() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
    }
    String json = Files.readString(file).replace("\"dark\"", "\"sepia\"");
    json = json.replace("\"shell\"", "\"graph\"");
    assertThat(json).contains("sepia", "graph");
    Files.writeString(file, json);
    try (ProfileFile second = open()) {
      Profile kept = second.load();
      assertThat(kept.edges()).isEqualTo(profile("Plant A").edges());
      assertThat(kept.settings().get(Settings.THEME)).isEqualTo(ThemeChoice.SYSTEM);
      assertThat(kept.settings().get(Settings.SCALE)).isEqualTo(125);
      assertThat(kept.tabs()).isEmpty();
      assertThat(second.notices()).isEmpty();
      second.save(kept);
    }
    assertThat(Files.readString(file)).contains("\"theme\" : \"sepia\"");
  }

  @Test
  void aProfileWithoutSomeSettingsAndWithStrangeOnesIsReadAsFarAsItMakesSense() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        file,
        """
        {"version": 1, "settings": {"theme": "LIGHT", "scale": 1e300, "terminalFont": "15",
         "restore": "false", "copyOnSelect": 7, "scrollback": -3.5, "tokens": {"in": "vault"}}}
        """);
    try (ProfileFile first = open()) {
      assertThat(first.load().settings())
          .isEqualTo(
              SettingValues.USUAL
                  .with(Settings.THEME, ThemeChoice.LIGHT)
                  .with(Settings.SCALE, 200)
                  .with(Settings.FONT_SIZE, 15)
                  .with(Settings.SCROLLBACK, 0)
                  .with(Settings.RESTORE, false));
      assertThat(first.notices()).isEmpty();
    }
    Files.writeString(file, "{\"version\": 1, \"settings\": {\"scale\": 125}}");
    try (ProfileFile second = open()) {
      assertThat(second.load().settings()).isEqualTo(SettingValues.USUAL.with(Settings.SCALE, 125));
    }
  }

  @Test
  void whatALaterVersionHasAddedIsKeptAndToldAndTheRestIsShown() throws IOException {
    Profile known = profile("Plant A");
    try (ProfileFile first = open()) {
      first.load();
      first.save(known);
    }
    String json = Files.readString(file);
    String edge = json.substring(json.indexOf("\"edges\" : [") + 11, json.indexOf("\"settings\""));
    String whole = edge.substring(edge.indexOf('{'), edge.lastIndexOf(']')).strip();
    String account = whole.replaceAll("\"id\" : \"", "\"id\" : \"a-");
    String badge = whole.replaceAll("\"id\" : \"", "\"id\" : \"b-");
    json =
        json.replace(
            whole,
            account.replace("\"remote\"", "\"account\"")
                + ", "
                + whole.replace("\"udp\"", "\"sctp\"")
                + ", "
                + badge.replace("\"pin\"", "\"badge\""));
    Files.writeString(file, json);

    try (ProfileFile second = open()) {
      Profile read = second.load();
      assertThat(second.notices()).containsExactly(new ProfileNotice.Unread(3));
      assertThat(read.edges()).hasSize(1);
      assertThat(read.edges().getFirst().devices().getFirst().tunnels())
          .containsExactly(known.edges().getFirst().devices().getFirst().tunnels().getFirst());
      second.save(Profile.withEdges(read.edges()));
    }
    String after = Files.readString(file);
    assertThat(after)
        .containsSubsequence("\"account\"", "\"a-d1\"", "\"e1\"", "\"sctp\"", "\"badge\"");
    try (ProfileFile third = open()) {
      assertThat(third.load().edges()).hasSize(1);
      assertThat(third.notices()).containsExactly(new ProfileNotice.Unread(3));
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes a pipe")
  void aPipeInPlaceOfTheLockIsRefusedAtOnce() throws Exception {
    Files.createDirectories(folder);
    Path lock = folder.resolve("profile.lock");
    assertThat(new ProcessBuilder("mkfifo", lock.toString()).start().waitFor()).isZero();
    try (ProfileFile first = assertTimeoutPreemptively(Duration.ofSeconds(5), this::open)) {
      assertThat(first.isWritable()).isFalse();
      assertThat(first.notices())
          .containsExactly(new ProfileNotice.NoAccess("It is not a regular file: " + lock));
    }
  }

  @Test
  void aLostFileIsReplacedByTheLastGoodOne() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      first.save(profile("Plant B"));
    }
    Files.delete(file);
    try (ProfileFile second = open()) {
      assertThat(second.load()).isEqualTo(profile("Plant A"));
    }
  }

  @Test
  void fieldsOfOthersSurvive() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
    }
    String text = Files.readString(file);
    Files.writeString(
        file,
        text.replaceFirst("\\{", "{ \"accounts\": [{\"id\": 7}],")
            .replace("\"name\" : \"pump-7\"", "\"colour\": \"red\", \"name\" : \"pump-7\"")
            .replace("\"theme\"", "\"density\": \"compact\", \"theme\"")
            .replace("\"autoStart\"", "\"schedule\": {\"from\": 8}, \"autoStart\""));
    try (ProfileFile second = open()) {
      second.load();
      second.save(profile("Plant B"));
    }
    String after = Files.readString(file);
    assertThat(after).contains("Plant B", "\"accounts\"", "\"id\" : 7");
    assertThat(after)
        .contains("\"colour\" : \"red\"", "\"density\"", "\"schedule\"", "\"from\" : 8");
  }

  @Test
  void theWayToAnEdgeIsReadBackAndHasNoPassword() throws IOException {
    Profile.Edge edge = profile("Plant A").edges().getFirst();
    for (EdgeProxy proxy :
        List.of(new EdgeProxy.Server("http://joe@proxy.example:3128"), new EdgeProxy.Direct())) {
      Profile changed =
          Profile.withEdges(
              List.of(
                  new Profile.Edge(
                      edge.id(), edge.kind(), edge.settings().withProxy(proxy), edge.devices())));
      try (ProfileFile first = open()) {
        first.load();
        first.save(changed);
      }
      try (ProfileFile second = open()) {
        assertThat(second.load()).isEqualTo(changed);
      }
    }
    assertThatThrownBy(() -> new EdgeProxy.Server("http://joe:secret@proxy.example"))
        .hasMessageNotContaining("secret");
  }

  @Test
  void aProfileOfALaterVersionIsReadAndLeftAlone() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
    }
    Files.writeString(file, Files.readString(file).replace("\"version\" : 1", "\"version\" : 2"));
    byte[] before = Files.readAllBytes(file);
    try (ProfileFile second = open()) {
      assertThat(second.load().edges()).hasSize(1);
      assertThat(second.notices()).containsExactly(new ProfileNotice.FromNewerVersion(2));
      second.save(profile("Plant B"));
    }
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void theSecondConsoleOnAFolderReadsOnly() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      try (ProfileFile second = open()) {
        assertThat(second.load()).isEqualTo(profile("Plant A"));
        assertThat(second.isWritable()).isFalse();
        assertThat(second.notices()).containsExactly(new ProfileNotice.OpenElsewhere());
        second.save(profile("Plant B"));
      }
      assertThat(Files.readString(file)).contains("Plant A");
      first.save(profile("Plant C"));
    }
    try (ProfileFile third = open()) {
      assertThat(third.isWritable()).isTrue();
      assertThat(third.load()).isEqualTo(profile("Plant C"));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsTold() throws IOException {
    Files.writeString(temp.resolve("data"), "a file where the folder should be");
    try (ProfileFile blocked = open()) {
      assertThat(blocked.load()).isEqualTo(Profile.EMPTY);
      assertThat(blocked.isWritable()).isFalse();
      assertThat(blocked.notices()).hasAtLeastOneElementOfType(ProfileNotice.NoAccess.class);
    }
  }

  @Test
  void aFailedWriteLeavesTheOldFileWhole() throws IOException {
    try (ProfileFile first = open()) {
      first.load();
      first.save(profile("Plant A"));
      byte[] before = Files.readAllBytes(file);
      String notes = "x".repeat(1_000_000);
      List<Profile.Device> many =
          IntStream.range(0, 6)
              .mapToObj(
                  i ->
                      new Profile.Device(
                          "d" + i, new DeviceSettings("d", "p", List.of(), notes), List.of()))
              .toList();
      Profile huge =
          Profile.withEdges(
              List.of(
                  new Profile.Edge(
                      "e", EdgeKind.REMOTE, profile("x").edges().get(0).settings(), many)));
      assertThatThrownBy(() -> first.save(huge)).hasMessageContaining("5 MiB");
      assertThat(file).hasBinaryContent(before);
    }
  }

  @Test
  void deepJsonIsRefused() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file, "{\"version\":1,\"x\":" + "[".repeat(100) + "]".repeat(100) + "}");
    try (ProfileFile first = open()) {
      assertThat(first.load()).isEqualTo(Profile.EMPTY);
      assertThat(first.notices()).hasAtLeastOneElementOfType(ProfileNotice.SetAside.class);
    }
  }

  @Test
  void whatADeadConsoleLeftIsRemoved() throws IOException {
    Files.createDirectories(folder);
    Path leftover = folder.resolve("profile.json.tmp-20200101-1");
    Files.writeString(leftover, "{");
    try (ProfileFile first = open()) {
      assertThat(first.load()).isEqualTo(Profile.EMPTY);
    }
    assertThat(leftover).doesNotExist();
  }

  private ProfileFile open() {
    return ProfileFile.open(folder, CLOCK);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  static Profile profile(String edgeName) {
    Profile.Tunnel web =
        new Profile.Tunnel(
            "t1",
            new TunnelSettings(
                "Web page", new Forward("", 8080, "localhost", 80, Protocol.TCP), true),
            true);
    Profile.Tunnel dns =
        new Profile.Tunnel(
            "t2",
            new TunnelSettings("", new Forward("0.0.0.0", 5353, "::1", 53, Protocol.UDP), false),
            false);
    Profile.Device pump =
        new Profile.Device(
            "d1",
            new DeviceSettings(
                "pump-7",
                "0a1b",
                List.of("Hall 3", "lower deck"),
                true,
                List.of("plant", "pump"),
                "by the door\nask first"),
            List.of(web, dns));
    Profile.Edge edge =
        new Profile.Edge(
            "e1",
            EdgeKind.REMOTE,
            new EdgeSettings(
                edgeName,
                "https://edge.example",
                new TrustChoice.PinnedKey("sha256:" + "0f".repeat(32), "edge.example"),
                "/keys/me.pem",
                "/keys/me.key"),
            List.of(pump));
    return new Profile(
        List.of(edge),
        SettingValues.USUAL
            .with(Settings.THEME, ThemeChoice.DARK)
            .with(Settings.SCALE, 125)
            .with(Settings.FONT_SIZE, 15)
            .with(Settings.SCROLLBACK, 5000)
            .with(Settings.RESTORE, false)
            .with(Settings.COPY_ON_SELECT, true)
            .with(Settings.TOKENS, TokenPlace.VAULT),
        new WindowPlace(10, 20, 1000, 700, true, 300),
        ColumnWidths.NONE.with("device.name", 240),
        new SidebarMemory(List.of("d1", "gone"), Set.of("e1/Hall 3")),
        List.of(new OpenTab(OpenTab.Kind.SHELL, "d1", true)),
        new LastFolders(
            List.of(new LastFolders.OfDevice("d1", "/home/me", "/srv", "/tmp")), "/home/me/got"));
  }
}
