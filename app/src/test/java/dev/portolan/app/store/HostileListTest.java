package dev.portolan.app.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.session.ForwardText;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a list holds, importing it adds data and does nothing else. */
class HostileListTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW = Pattern.compile("(?m)^\\|.*\\| `(\\w+)\\.(\\w+)` \\|$");

  @TempDir private Path folder;
  private final Inventory inventory = new Inventory();

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32"})
  void otherEncodingsAreReadOrRefusedButNeverMisread(String encoding) throws Exception {
    byte[] bytes = list(device("pump-7", "1", "")).getBytes(Charset.forName(encoding));
    List<DeviceItem> read = importedOrNone(bytes);
    assertThat(read).extracting(DeviceItem::name).isSubsetOf("pump-7");
  }

  @Test
  void aByteOrderMarkIsIgnored() throws Exception {
    String list = "\uFEFF" + list(device("pump-7", "1", ""));
    assertThat(imported(list.getBytes(UTF_8))).extracting(DeviceItem::name).contains("pump-7");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws Exception {
    refused(list(device("Pumpe Süd", "1", "")).getBytes(ISO_8859_1), "not JSON");
    refused(list(device("a\\ud800b", "1", "")).getBytes(UTF_8), "cannot be seen");
    refused("\0".repeat(4096).getBytes(UTF_8), "not JSON");
    refused((list(device("p", "1", "")) + "\0").getBytes(UTF_8), "not JSON");
    refused(list(device("a\\u0000b", "1", "")).getBytes(UTF_8), "cannot be seen");
  }

  @Test
  void everyFileThatIsCutOffIsRefused() throws Exception {
    byte[] whole = list(device("pump-7", "1", tunnel("", "localhost"))).getBytes(UTF_8);
    for (int length = 0; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length), "");
    }
    assertThat(imported(whole)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "-2+3",
        "<img src=x onerror=alert(1)>",
        "<b>bold</b> &amp; {0} %s ${jndi:ldap://x}",
        "_mnemonic #tag is:online",
        "../../etc/passwd",
        "C:\\Windows\\win.ini",
        "$(touch /tmp/x); `id`",
        "CON"
      })
  void namesThatMeanSomethingElsewhereAreTexts(String name) throws Exception {
    String escaped = name.replace("\\", "\\\\").replace("'", "’");
    imported(list(device(escaped, "1", tunnel("", "localhost"))).getBytes(UTF_8));
    String expected = name.replace("'", "’");
    assertThat(inventory.devices().map(DeviceItem::name)).containsExactly(expected);
    Path copy = folder.resolve("copy.portolan");
    ListFile.write(copy, SharedList.of(inventory.snapshot()));
    assertThat(ListFile.read(copy, ForwardText::parse).edges().getFirst().devices())
        .extracting(device -> device.settings().name())
        .containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nb", "a\\r\\nHost: evil", "a\\u2028b", "a\\u0085b", "\\u200bpump"})
  void lineEndsAndUnseenCharactersAreRefusedInEveryText(String text) throws Exception {
    refused(list(device(text, "1", "")).getBytes(UTF_8), "cannot be seen");
    refused(list(device("p", text, "")).getBytes(UTF_8), "");
    refused(list(device("p", "1", tunnel(text, "localhost"))).getBytes(UTF_8), "");
    refused(list(device("p", "1", tunnel("", text))).getBytes(UTF_8), "");
    refused(
        list(device("p", "1", "").replace("'path'", "'tags': ['" + text + "'], 'path'"))
            .getBytes(UTF_8),
        "cannot be seen");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(id)",
        ";id",
        "-oProxyCommand=id",
        "evil.example",
        "127.0.0.1.evil.example",
        "fe80::1%;id",
        "localhost"
      })
  void whatIsNoAddressIsNotBoundNorPutIntoACommand(String bind) throws Exception {
    refused(
        list(device("p", "1", tunnel(bind, "localhost"))).getBytes(UTF_8),
        "tunnels[0].bind is no IP address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "0.0.0.0", "::", "192.168.1.2"})
  void tunnelsForTheNetworkComeSwitchedOffAndAreMarked(String bind) throws Exception {
    imported(list(device("p", "1", tunnel(bind, "localhost"))).getBytes(UTF_8));
    TunnelItem tunnel = inventory.tunnels().findFirst().orElseThrow();
    assertThat(tunnel.isWanted()).isFalse();
    assertThat(tunnel.settings().start()).isEqualTo(TunnelStart.AS_LEFT);
    assertThat(tunnel.forward().reachableFromNetwork()).isTrue();
    assertThat(inventory.turnOnLocal(List.of(tunnel))).as("asks first").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "65536", "1e9", "80.5", "'80'", "null", "99999999999999999999"})
  void portsOutOfRangeAreRefused(String port) throws Exception {
    String tunnel = tunnel("", "localhost").replace("'remotePort': 80", "'remotePort': " + port);
    refused(list(device("p", "1", tunnel)).getBytes(UTF_8), "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token",
        "authorization",
        "password",
        "key",
        "clientKey",
        "notes",
        "on",
        "autoStart"
      })
  void secretsAndSwitchesAreRefusedAndNotShown(String member) throws Exception {
    String device = device("p", "1", "").replace("'path'", "'" + member + "': 's3cret', 'path'");
    assertThat(refused(list(device).getBytes(UTF_8), "which is unknown")).doesNotContain("s3cret");
  }

  @Test
  void aMemberTwiceIsRefused() throws Exception {
    for (String twice : List.of("'path': '1', 'path'", "'p\\u0061th': '1', 'path'")) {
      refused(list(device("p", "1", "").replace("'path'", twice)).getBytes(UTF_8), "not JSON");
    }
  }

  @Test
  void anIdTwiceIsOneDevice() throws Exception {
    String twice = device("one", "1", tunnel("", "a")) + "," + device("two", "1", tunnel("", "b"));
    assertThat(imported(list(twice).getBytes(UTF_8))).extracting(DeviceItem::name).contains("one");
    assertThat(inventory.devices()).hasSize(1);
    assertThat(inventory.tunnels().map(tunnel -> tunnel.forward().remoteHost()))
        .containsExactly("a", "b");
  }

  @Test
  void aHundredThousandDevicesAreRefused() throws Exception {
    StringBuilder devices = new StringBuilder(device("p", "0", ""));
    for (int i = 1; i < 100_000; i++) {
      devices.append(',').append(device("p", Integer.toString(i), ""));
    }
    refused(list(devices.toString()).getBytes(UTF_8), "larger than 1 MiB");
    String another = ",{'name':'p','path':'1'}";
    refused(list(device("p", "0", "") + another.repeat(2_000)).getBytes(UTF_8), "more than 2000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ssh -o ProxyCommand='touch %1$s' -L 8080:localhost:80 gate",
        "ssh -oPermitLocalCommand=yes -o LocalCommand='touch %1$s' -L 8080:localhost:80 gate",
        "ssh -F %1$s -E %1$s -L 8080:localhost:80 gate 'touch %1$s'",
        "ssh -L 8080:localhost:80 gate; touch %1$s",
        "ssh -L 8080:localhost:80 $(touch %1$s)",
        "Match exec \"touch %1$s\"\n  ProxyCommand touch %1$s\n  LocalForward 8080 localhost:80",
        "Include %1$s\nLocalForward 8080 localhost:80\nKnownHostsCommand touch %1$s"
      })
  void commandsInSshLinesAreNotRun(String text) {
    Path touched = folder.resolve("touched");
    List<Forward> read;
    try {
      read = ForwardText.parse(text.formatted(touched));
    } catch (IllegalArgumentException refused) {
      read = List.of();
    }
    assertThat(read).isSubsetOf(List.of(new Forward("", 8080, "localhost", 80, Protocol.TCP)));
    assertThat(touched).doesNotExist();
  }

  @Test
  void aListOfOthersMayHoldSpecsButNoCommands() throws Exception {
    for (String target : List.of("ssh -L 8080:localhost:80 $(id)", "$(id):8080:localhost:80")) {
      byte[] list = "[{'device_id': 'a', 'targets': ['%s']}]".formatted(target).getBytes(UTF_8);
      importedOrNone(list);
      assertThat(inventory.tunnels().map(tunnel -> tunnel.forward().bindAddress()))
          .doesNotContain("$(id)");
    }
  }

  @Test
  void theTableInTheDocumentNamesTestsThatExist() throws Exception {
    String document = Files.readString(ROOT.resolve("docs/lists.md"));
    List<String> missing = new ArrayList<>();
    int rows = 0;
    for (Matcher row = ROW.matcher(document); row.find(); rows++) {
      try (Stream<Path> tests = Files.walk(ROOT.resolve("app/src/test/java"))) {
        Path source =
            tests.filter(file -> file.endsWith(row.group(1) + ".java")).findFirst().orElseThrow();
        if (!Files.readString(source).contains(" " + row.group(2) + "(")) {
          missing.add(row.group());
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(rows).isGreaterThanOrEqualTo(20);
  }

  private static String list(String devices) {
    return "{'format': 'portolan-list', 'version': 1, 'edges': [{'name': 'A',"
        + " 'url': 'https://a.example', 'trust': {'kind': 'system'}, 'devices': ["
        + devices
        + "]}]}";
  }

  private static String device(String name, String path, String tunnels) {
    return "{'name': '%s', 'path': '%s', 'tunnels': [%s]}".formatted(name, path, tunnels);
  }

  private static String tunnel(String bind, String host) {
    return "{'bind': '%s', 'localPort': 8080, 'remoteHost': '%s', 'remotePort': 80, 'protocol': 'tcp'}"
        .formatted(bind, host);
  }

  private Path file(byte[] content) throws IOException {
    // quotes are single in this class; both are one byte in every encoding here, or a pair
    return Files.write(
        folder.resolve("plant.portolan"), quoted(content), StandardOpenOption.CREATE);
  }

  private static byte[] quoted(byte[] content) {
    byte[] quoted = content.clone();
    for (int i = 0; i < quoted.length; i++) {
      if (quoted[i] == '\'') {
        quoted[i] = '"';
      }
    }
    return quoted;
  }

  private List<DeviceItem> imported(byte[] content) throws Exception {
    Files.deleteIfExists(folder.resolve("plant.portolan"));
    SharedList read = ListFile.read(file(content), ForwardText::parse);
    inventory.add(
        read.lacksEdge()
            ? read.behind(
                inventory.addEdge(
                    EdgeKind.REMOTE,
                    new EdgeSettings(
                        "A", "https://a.example", new TrustChoice.SystemAuthorities(), "", "")))
            : read);
    return inventory.devices().toList();
  }

  private List<DeviceItem> importedOrNone(byte[] content) throws Exception {
    try {
      return imported(content);
    } catch (ListException refused) {
      return List.of();
    }
  }

  /** The message of the refusal. */
  private String refused(byte[] content, String reason) throws IOException {
    Files.deleteIfExists(folder.resolve("plant.portolan"));
    Path file = file(content);
    List<String> message = new ArrayList<>();
    assertThatExceptionOfType(ListException.class)
        .as(new String(content, 0, Math.min(200, content.length), ISO_8859_1))
        .isThrownBy(() -> ListFile.read(file, ForwardText::parse))
        .withMessageContaining(reason)
        .satisfies(refusal -> message.add(refusal.getMessage()));
    assertThat(inventory.edges()).isEmpty();
    return message.getFirst();
  }
}
