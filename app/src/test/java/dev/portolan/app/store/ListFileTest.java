package dev.portolan.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.session.ForwardText;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListFileTest {
  /** It takes milliseconds, but for a machine that has other things to do. */
  private static final Duration MOMENT = Duration.ofSeconds(5);

  private static final TrustChoice SYSTEM = new TrustChoice.SystemAuthorities();
  private static final Forward WEB = new Forward("", 8080, "localhost", 80, Protocol.TCP);
  private static final Forward LAN = new Forward("0.0.0.0", 5300, "10.0.0.1", 53, Protocol.UDP);

  @TempDir private Path folder;
  private final Inventory inventory = new Inventory();

  private Path file() {
    return folder.resolve("plant.portolan");
  }

  private EdgeItem edge(String name, String url, TrustChoice trust) {
    return inventory.addEdge(
        EdgeKind.REMOTE, new EdgeSettings(name, url, trust, "/home/me/cert.pem", "/home/me/key"));
  }

  private DeviceItem device(EdgeItem edge, String path) {
    return inventory.addDevice(
        edge, new DeviceSettings("pump-7", path, List.of("hall 1"), "door code 4711"));
  }

  private void write() throws ListException {
    ListFile.write(file(), SharedList.of(inventory.snapshot()));
  }

  private SharedList read() throws ListException {
    return ListFile.read(file(), ForwardText::parse);
  }

  @Test
  void whatIsWrittenIsReadAndAddedElsewhere() throws Exception {
    EdgeItem edge =
        edge(
            "Plant Ä",
            "https://edge.example.com:8443/a",
            new TrustChoice.PinnedKey("sha256:" + "ab".repeat(32), "CN=edge"));
    DeviceItem device = device(edge, "0a1b2c");
    inventory.addTunnel(device, new TunnelSettings("Web", WEB, true));
    inventory.addTunnel(device, new TunnelSettings("", LAN, false));
    inventory.tunnels().forEach(inventory::turnOn);
    write();
    Inventory other = new Inventory();
    SharedList read = read();
    assertThat(other.lacks(read)).hasSize(4).allMatch(Addition::isNew);
    other.add(read);
    assertThat(other.edges())
        .singleElement()
        .satisfies(
            added -> {
              assertThat(added.settings())
                  .isEqualTo(
                      new EdgeSettings(
                          "Plant Ä", edge.settings().url(), edge.settings().trust(), "", ""));
              assertThat(added.devices().getFirst().settings())
                  .isEqualTo(new DeviceSettings("pump-7", "0a1b2c", List.of("hall 1"), ""));
            });
    assertThat(other.tunnels().map(TunnelItem::forward)).containsExactly(WEB, LAN);
    assertThat(other.tunnels()).noneMatch(TunnelItem::isWanted);
    assertThat(other.tunnels())
        .noneMatch(tunnel -> tunnel.settings().start() == TunnelStart.ALWAYS);
  }

  @Test
  void nothingThatIsNotForOthersIsWritten() throws Exception {
    device(edge("A", "https://a.example", new TrustChoice.AuthorityFile("/home/me/ca.pem")), "1");
    inventory.addEdge(EdgeKind.LAB, new EdgeSettings("Lab", "", SYSTEM, "", ""));
    write();
    assertThat(Files.readString(file()))
        .contains("\"ca.pem\"")
        .doesNotContain("/home/me", "key", "4711", "Lab", "\"id\"", "\"on\"");
  }

  @Test
  void whatIsThereIsNotDoubled() throws Exception {
    DeviceItem device = device(edge("A", "https://a.example", SYSTEM), "1");
    inventory.addTunnel(device, new TunnelSettings("Web", WEB, false));
    write();
    SharedList read = read();
    assertThat(inventory.lacks(read)).isEmpty();
    inventory.add(read);
    assertThat(inventory.devices()).hasSize(1);
    assertThat(inventory.tunnels()).hasSize(1);

    Inventory other = new Inventory();
    EdgeItem mine =
        other.addEdge(
            EdgeKind.REMOTE, new EdgeSettings("Mine", "HTTPS://A.example:443/", SYSTEM, "", ""));
    other.addDevice(mine, new DeviceSettings("my pump", "1", List.of(), ""));
    assertThat(other.lacks(read)).extracting(Addition::isNew).containsExactly(false, false, true);
    Runnable undo = other.add(read);
    assertThat(other.edges()).containsExactly(mine);
    assertThat(mine.name()).isEqualTo("Mine");
    assertThat(other.devices().map(DeviceItem::name)).containsExactly("my pump");
    assertThat(other.tunnels().map(TunnelItem::forward)).containsExactly(WEB);
    undo.run();
    assertThat(other.tunnels()).isEmpty();
    assertThat(other.devices()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        [{"device_id": "%1$s", "targets": ["8080:localhost:80", "0.0.0.0:5300:10.0.0.1:53/udp"]},
         {"device_id": "%2$s", "targets": null}]""",
        """
        {"%1$s": {"title": "", "targets": [
           {"Protocol": "tcp", "LocalHost": "localhost", "LocalPort": "8080", "RemoteHost": "localhost",
            "RemotePort": "80"},
           {"Protocol": "udp", "LocalHost": "0.0.0.0", "LocalPort": "5300", "RemoteHost": "10.0.0.1",
            "RemotePort": "53"}]},
         "%2$s": []}"""
      })
  void listsOfQbeeAreReadForAnEdgeOfOurs(String list) throws Exception {
    String one = "0a".repeat(32);
    String other = "0b".repeat(32);
    Files.writeString(file(), list.formatted(one, other));
    EdgeItem edge = edge("A", "https://a.example", SYSTEM);
    SharedList read = read();
    assertThat(read.lacksEdge()).isTrue();
    inventory.add(read.behind(edge));
    assertThat(inventory.edges()).containsExactly(edge);
    assertThat(inventory.devices().map(device -> device.settings().path()))
        .containsExactly(one, other);
    assertThat(inventory.devices().map(DeviceItem::name).findFirst()).contains("0a0a0a0a0a0a…");
    assertThat(inventory.tunnels().map(TunnelItem::forward)).containsExactly(WEB, LAN);
    assertThat(inventory.tunnels()).noneMatch(TunnelItem::isWanted);
  }

  @Test
  void anEdgeThatIsNamedIsNeverToBeChosen() throws Exception {
    edge("A", "https://edge.invalid", SYSTEM);
    ListFile.write(file(), SharedList.of(inventory.snapshot()));
    assertThat(read().lacksEdge()).isFalse();
  }

  @Test
  void titlesOfQbeeConnectAreNames() throws Exception {
    Files.writeString(file(), "{'0a': {'title': 'pump', 'targets': []}}".replace('\'', '"'));
    inventory.add(read().behind(edge("A", "https://a.example", SYSTEM)));
    assertThat(inventory.devices().map(DeviceItem::name)).containsExactly("pump");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[1] | or qbee-connect's",
        "[{}] | or qbee-connect's",
        "[{'device_id': {}, 'targets': []}] | or qbee-connect's",
        "[{'device_id': 'a', 'targets': 'x'}] | or qbee-connect's",
        "[{'device_id': 'a', 'targets': [1]}] | or qbee-connect's",
        "[{'device_id': 'a', 'targets': ['x']}] | cannot be read",
        "[{'device_id': 'a', 'targets': ['80:a:80 81:a:81']}] | several tunnels",
        "[{'device_id': 'a', 'targets': ['99999:a:80']}] | cannot be read",
        "[{'device_id': '../b', 'targets': []}] | is no id of a device",
        "[{'device_id': '', 'targets': []}] | is empty",
        "{'a?b': []} | is no id of a device",
        "{'a': {'title': 'x\u202ey', 'targets': []}} | cannot be seen",
        "{'a': {'targets': [{'LocalPort': []}]}} | or qbee-connect's",
        "{'a': 7} | or qbee-connect's"
      })
  void listsOfQbeeAreAsUntrustedAsOurs(String text, String reason) throws Exception {
    Files.writeString(file(), text.replace('\'', '"'));
    assertThatExceptionOfType(ListException.class)
        .isThrownBy(this::read)
        .withMessageContaining(reason);
  }

  @Test
  void oneThatNamesAnEdgeTwiceNamesItOnce() throws Exception {
    String edge =
        """
        {"name": "%s", "url": "%s", "trust": {"kind": "system"},
         "devices": [{"name": "pump", "path": "%s"}]}""";
    Files.writeString(
        file(),
        list(edge.formatted("A", "https://a.example", "1")
                + ","
                + edge.formatted("B", "https://A.example/", "1")
                + ","
                + edge.formatted("B", "https://A.example/", "2"))
            .replace('\'', '"'));
    inventory.add(read());
    assertThat(inventory.edges()).hasSize(1);
    assertThat(inventory.devices()).hasSize(2);
  }

  @Test
  void aSocksProxyHasNoTarget() throws Exception {
    String tunnel = "{'localPort': 1080, 'protocol': 'socks'}";
    Files.writeString(
        file(),
        list("{'name': 'A', 'url': 'https://a.example', 'trust': {'kind': 'system'}, 'devices':"
                + " [{'name': 'p', 'path': '1', 'tunnels': ["
                + tunnel
                + "]}]}")
            .replace('\'', '"'));
    inventory.add(read());
    assertThat(inventory.tunnels())
        .extracting(TunnelItem::forward)
        .containsExactly(Forward.socks("", 1080));
  }

  static Stream<Arguments> hostile() {
    String edge = "{'name': 'A', 'url': 'https://a.example', 'trust': {'kind': 'system'}}";
    String device = "{'name': 'p', 'path': '1', 'tunnels': [%s]}";
    String tunnel = "{'localPort': 1, 'remoteHost': 'h', 'remotePort': 2, 'protocol': 'tcp'}";
    return Stream.of(
        arguments("", "it is empty"),
        arguments("not JSON", "not JSON"),
        arguments("{} {}", "not JSON"),
        arguments("\0\1\2", "not JSON"),
        arguments("[".repeat(100_000), "not JSON"),
        arguments("{'a':".repeat(100_000), "not JSON"),
        arguments("[]", "not a list"),
        arguments("{'version': 1, 'edges': []}", "not a list"),
        arguments("{'format': 'portolan-list', 'edges': []}", "of a version"),
        arguments("{'format': 'portolan-list', 'version': 2, 'edges': []}", "of a version"),
        arguments("{'format': 'portolan-list', 'version': '1', 'edges': []}", "of a version"),
        arguments("{'format': 'portolan-list', 'version': 1}", "edges is missing"),
        arguments(list("").replace("'edges'", "'edges': [], 'edges'"), "not JSON"),
        arguments(
            list("").replace("'edges'", "'settings': {}, 'edges'"), "settings, which is unknown"),
        arguments(list("7"), "edges[0] is not an object"),
        arguments(
            list(edge.replace("'trust'", "'token': 'x', 'trust'")), "token, which is unknown"),
        arguments(list(edge.replace("'trust'", "'k\\u0007': 'x', 'trust'")), "edges[0].a member"),
        arguments(list(edge.replace("'A'", "'A\\u202egpj'")), "edges[0].name holds characters"),
        arguments(list(edge.replace("'A'", "'A\\u001b[2J'")), "edges[0].name holds characters"),
        arguments(list(edge.replace("'A'", "'" + "A".repeat(256) + "'")), "longer than 255"),
        arguments(list(edge.replace("'A'", "' '")), "edges[0].name is empty"),
        arguments(list(edge.replace("'A'", "{}")), "edges[0].name is not a text"),
        arguments(list(edge.replace("https:", "http:")), "edges[0].url is not of the form"),
        arguments(list(edge.replace("//a", "//me:secret@a")), "edges[0].url is not of the form"),
        arguments(list(edge.replace("//a", "//\\u0430")), "edges[0].url holds characters"),
        arguments(list(edge.replace("system", "anybody")), "edges[0].trust.kind is not one of"),
        arguments(list(edge.replace("'system'", "'file'")), "trust.path and its kind"),
        arguments(
            list(edge.replace("'system'", "'file', 'path': '/dev/zero'")),
            "edges[0].trust.path is not the name of a file"),
        arguments(
            list(edge.replace("'system'", "'file', 'path': '\\\\\\\\evil\\\\ca'")),
            "edges[0].trust.path is not the name of a file"),
        arguments(list(edge.replace("'system'", "'pin', 'sha256': 'x'")), "is no fingerprint"),
        arguments(list(with(edge, device.replace("'1'", "'../1'").formatted(""))), "is no id"),
        arguments(list(with(edge, device.replace("'1'", "'a?b'").formatted(""))), "is no id"),
        arguments(
            list(with(edge, device.formatted(tunnel.replace("1", "65536")))),
            "tunnels[0].localPort is not a whole number from 0 to 65535"),
        arguments(
            list(with(edge, device.formatted(tunnel.replace("1", "1e3")))),
            "tunnels[0].localPort is not a whole number"),
        arguments(
            list(with(edge, device.formatted(tunnel.replace("'h'", "'h h'")))),
            "tunnels[0].remoteHost holds blanks"),
        arguments(
            list(with(edge, device.formatted(tunnel.replace("'tcp'", "'quic'")))),
            "tunnels[0].protocol is not one of tcp, udp, socks"),
        arguments(
            list(with(edge, device.formatted(tunnel.replace("'tcp'", "'socks'")))),
            "tunnels[0].remoteHost and its protocol do not go together"),
        arguments(
            list(with(edge, device.formatted("{'localPort': 1, 'protocol': 'tcp'}"))),
            "tunnels[0].remoteHost is missing"),
        arguments(
            list(with(edge, device.formatted(tunnel + ("," + tunnel).repeat(4999)))),
            "more than 2000 entries"),
        arguments(list(edge + ("," + edge).repeat(2000)), "more than 2000 entries"),
        arguments(
            list(
                with(edge, device.formatted(tunnel + ("," + tunnel).repeat(999)))
                    + ","
                    + with(edge, device.formatted(tunnel + ("," + tunnel).repeat(999)))),
            "it has more than 2000 entries"),
        arguments(list(edge + ("," + edge).repeat(100_000)), "larger than 1 MiB"));
  }

  private static String with(String edge, String device) {
    return edge.substring(0, edge.length() - 1) + ", 'devices': [" + device + "]}";
  }

  private static String list(String edges) {
    return "{'format': 'portolan-list', 'version': 1, 'edges': [" + edges + "]}";
  }

  @ParameterizedTest
  @MethodSource
  void hostile(String content, String reason) throws IOException {
    Files.writeString(file(), content.replace('\'', '"'));
    refused(file(), reason);
  }

  @Test
  void whatIsNoFileIsRefusedAtOnce() throws Exception {
    refused(file(), "it is not there");
    refused(folder, "it is not a regular file");
    try (RandomAccessFile huge = new RandomAccessFile(file().toFile(), "rw")) {
      huge.setLength(1L << 40);
    } catch (IOException tooSmallADisk) {
      // A terabyte of nothing takes no room where files may have holes.
    }
    refused(file(), "it is larger than 1 MiB");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAndPipesAreRefusedAtOnce() throws Exception {
    Path target = Files.writeString(folder.resolve("target"), list("").replace('\'', '"'));
    Files.createSymbolicLink(file(), target);
    refused(file(), "it is a link to another file");
    Path pipe = folder.resolve("pipe.portolan");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    refused(pipe, "it is not a regular file");
    refused(Path.of("/dev/zero"), "it is not a regular file");
    assertThatExceptionOfType(ListException.class)
        .isThrownBy(() -> ListFile.write(pipe, SharedList.of(List.of())))
        .withMessageContaining("something else is there");
  }

  @Test
  void oneThatOthersWouldRefuseIsNotWritten() {
    edge("A\u202e", "https://a.example", SYSTEM);
    assertThatExceptionOfType(ListException.class)
        .isThrownBy(this::write)
        .withMessageContaining("edges[0].name holds characters that cannot be seen");
    assertThat(file()).doesNotExist();
  }

  @Test
  void aFullListIsAddedInAMoment() throws Exception {
    EdgeItem edge = edge("A", "https://a.example", SYSTEM);
    for (int i = 0; i < ListForm.MAX_ENTRIES / 2 - 1; i++) {
      DeviceItem device = device(edge, "d" + i);
      inventory.addTunnel(device, new TunnelSettings("", WEB, false));
    }
    write();
    Inventory other = new Inventory();
    assertTimeoutPreemptively(MOMENT, () -> other.add(read()));
    assertThat(other.devices()).hasSize(999);
  }

  private static void refused(Path file, String reason) {
    assertTimeoutPreemptively(
        MOMENT,
        () ->
            assertThatExceptionOfType(ListException.class)
                .isThrownBy(() -> ListFile.read(file, ForwardText::parse))
                .withMessageContaining(reason));
  }
}
