package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTokensTest {

  private static final String GATE = "ab".repeat(32);
  private static final String KIOSK = "cd".repeat(32);
  private static final String HASH = ClientToken.hash("canary-token");
  private static final DeviceList DEVICES =
      DeviceList.parse(GATE + " gate\n" + KIOSK + " kiosk-1\n" + "ef".repeat(32) + "\n");

  private Instant now = Instant.parse("2030-06-15T12:00:00Z");

  private ClientDecision judge(String text, String token, String device) {
    return new TokenAuthorizer(
            Current.fixed(ClientTokens.parse(TextLines.checked(text))),
            Current.fixed(DEVICES),
            () -> now)
        .authorize(token, device);
  }

  private static String line(String more) {
    return "alice sha256:" + HASH + more + "\n";
  }

  @Test
  void aTokenIsKnownByItsHash() {
    assertThat(judge(line(""), "canary-token", GATE))
        .isEqualTo(new ClientDecision.Granted("alice"));
    assertThat(judge(line(""), "Canary-token", GATE)).isInstanceOf(ClientDecision.Unknown.class);
    assertThat(judge(line(""), HASH, GATE)).isInstanceOf(ClientDecision.Unknown.class);
    assertThat(judge(line(""), "sha256:" + HASH, GATE)).isInstanceOf(ClientDecision.Unknown.class);
    assertThat(judge(line(""), "", GATE)).isInstanceOf(ClientDecision.Unknown.class);
    assertThat(judge("# nobody\n", "canary-token", GATE))
        .isInstanceOf(ClientDecision.Unknown.class);
  }

  @Test
  void oneClientMayHaveSeveralTokens() {
    String text = line("") + "alice sha256:" + ClientToken.hash("second") + "\n";
    assertThat(judge(text, "second", GATE)).isEqualTo(new ClientDecision.Granted("alice"));
    assertThat(judge(text, "canary-token", GATE)).isEqualTo(new ClientDecision.Granted("alice"));
    assertThat(ClientTokens.parse(text).clients()).containsExactly("alice");
  }

  @ParameterizedTest
  @CsvSource({
    "2030-06-15T12:00:00Z, false",
    "2030-06-15T12:00:01Z, true",
    "2030-06-15T12:00:00.001Z, true",
    "2030-06-14, false",
    "2030-06-15, true",
    "2030-06-16, true",
    "9999-12-31, true",
  })
  void aTokenIsGoodUntilItExpires(String expires, boolean good) {
    assertThat(judge(line(" expires=" + expires), "canary-token", GATE))
        .isInstanceOf(good ? ClientDecision.Granted.class : ClientDecision.Expired.class);
  }

  @Test
  void aDayIsOverAtItsEnd() {
    now = Instant.parse("2030-06-15T23:59:59.999Z");
    assertThat(judge(line(" expires=2030-06-15"), "canary-token", GATE))
        .isEqualTo(new ClientDecision.Granted("alice", Instant.parse("2030-06-16T00:00:00Z")));
    now = now.plus(Duration.ofMillis(1));
    assertThat(judge(line(" expires=2030-06-15"), "canary-token", GATE))
        .isEqualTo(new ClientDecision.Expired("alice"));
  }

  @Test
  void aTokenMayBeForSomeDevicesOnly() {
    String text = line(" devices=kiosk-1," + GATE.toUpperCase(Locale.ROOT));
    assertThat(judge(text, "canary-token", GATE)).isInstanceOf(ClientDecision.Granted.class);
    assertThat(judge(text, "canary-token", KIOSK)).isInstanceOf(ClientDecision.Granted.class);
    for (String other : List.of("ef".repeat(32), "kiosk-1", "", "gate")) {
      assertThat(judge(text, "canary-token", other)).isInstanceOf(ClientDecision.Forbidden.class);
    }
  }

  @Test
  void anExpiredTokenSaysSoForEachDevice() {
    assertThat(judge(line(" devices=gate expires=2020-01-01"), "canary-token", KIOSK))
        .isInstanceOf(ClientDecision.Expired.class);
  }

  @ParameterizedTest
  @MethodSource("goodLines")
  void isRead(String line) {
    assertThat(judge(line, "canary-token", GATE)).isInstanceOf(ClientDecision.Granted.class);
  }

  static Stream<String> goodLines() {
    String hash = "sha256:" + HASH;
    return Stream.of(
        "a " + hash + "\n",
        "a\t" + hash + "\t\n",
        "  a   " + hash + "   \r\n",
        "a sha256:" + HASH.toUpperCase(Locale.ROOT) + "\n",
        "a " + hash + " # of the office\n",
        "a " + hash + " devices=gate expires=2031-01-01\n",
        "a " + hash + " expires=2031-01-01 devices=gate\n",
        "a " + hash + " devices=gate,gate\n",
        "a " + hash + " devices=gate," + "n".repeat(64) + "\n",
        "a@example.com " + hash + "\n",
        "zoë.o-neil_2+x " + hash + "\n",
        "n".repeat(64) + " " + hash + "\n",
        "\n\n# first\n\n a " + hash + "\n#last\n");
  }

  /** What an administrator, an editor or a disk that is full may leave. */
  static Stream<Arguments> badLines() {
    String hash = "sha256:" + HASH;
    String form = "a token is: NAME sha256:HASH";
    String digits = "there are not 64 hexadecimal digits";
    String more = "behind the hash there may be";
    String time = "a time is a day";
    String device = "the name of a device";
    String client = "the name of a client";
    return Stream.of(
        bad("alice", form),
        bad("alice canary-token", form),
        bad("alice " + HASH, form),
        bad("alice SHA256:" + HASH, form),
        bad("alice sha512:" + HASH, form),
        bad("alice sha1:" + HASH, form),
        bad("alice md5:" + HASH, form),
        bad("alice = " + hash, form),
        bad("alice: bob " + hash, form),
        bad(hash, form),
        bad(hash + " alice", form),
        bad("canary-token", form),
        bad("alice,bob", form),
        bad("alice sha256:", digits),
        bad("alice sha256: " + HASH, digits),
        bad("alice sha256:canary-token", digits),
        bad("alice sha256:" + HASH.substring(1), digits),
        bad("alice sha256:" + HASH + "0", digits),
        bad("alice sha256:" + HASH.substring(1) + "g", digits),
        bad("alice sha256:" + HASH.substring(1) + "\u0661", digits),
        bad("alice sha256:" + HASH + "," + HASH, digits),
        bad("alice sha256:0x" + HASH.substring(2), digits),
        bad(hash + " " + hash, client),
        bad("al:ice " + hash, client),
        bad("al=ice " + hash, client),
        bad("al/ice " + hash, client),
        bad("al*ice " + hash, client),
        bad("* " + hash, client),
        bad("\"alice\" " + hash, client),
        bad("-alice " + hash, client),
        bad("n".repeat(65) + " " + hash, client),
        bad("alice " + hash + " " + hash, more),
        bad("alice " + hash + " admin", more),
        bad("alice " + hash + " expire=2031-01-01", more),
        bad("alice " + hash + " Expires=2031-01-01", more),
        bad("alice " + hash + " expires =2031-01-01", more),
        bad("alice " + hash + " expires=2031-01-01 expires=2032-01-01", more),
        bad("alice " + hash + " devices=gate devices=kiosk-1", more),
        bad("alice " + hash + " device=gate", more),
        bad("alice " + hash + " devices=gate, kiosk-1", device),
        bad("alice " + hash + " expires=", time),
        bad("alice " + hash + " expires=never", time),
        bad("alice " + hash + " expires=2031", time),
        bad("alice " + hash + " expires=2031-13-01", time),
        bad("alice " + hash + " expires=2031-02-29", time),
        bad("alice " + hash + " expires=31.12.2031", time),
        bad("alice " + hash + " expires=2031-1-1", time),
        bad("alice " + hash + " expires=2031-01-01T12:00", time),
        bad("alice " + hash + " expires=2031-01-01T12:00:00+99:00", time),
        bad("alice " + hash + " expires=99999999999999999999", time),
        bad("alice " + hash + " expires=90d", time),
        bad("alice " + hash + " invite invite", more),
        bad("alice " + hash + " invites", more),
        bad("alice " + hash + " invite=yes", more),
        bad("alice " + hash + " devices=", device),
        bad("alice " + hash + " devices=,", device),
        bad("alice " + hash + " devices=gate,,kiosk-1", device),
        bad("alice " + hash + " devices=*", device),
        bad("alice " + hash + " devices=gate;kiosk-1", device),
        bad("alice " + hash + " devices=../gate", device),
        bad("alice " + hash + " devices=" + "d".repeat(65), device),
        bad("al\u0000ice " + hash, "cannot be seen"),
        bad("alice " + hash + "\u0007", "cannot be seen"),
        bad("alice\u200b " + hash, "cannot be seen"),
        bad("alice\u00a0" + hash, form),
        bad("\u202ealice " + hash, "cannot be seen"),
        bad("alice " + hash + "\ralice2 " + hash, "cannot be seen"),
        bad("alice " + hash + " ".repeat(4_096), "longer than 4096"));
  }

  private static Arguments bad(String line, String reason) {
    return Arguments.of(line, reason);
  }

  @ParameterizedTest
  @MethodSource("badLines")
  void isRefusedByItsNumberAndNeverShown(String line, String reason) {
    String text = "first sha256:" + "0".repeat(64) + "\n" + line + "\n";
    assertThatThrownBy(() -> judge(text, "canary-token", GATE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("canary")
        .hasMessageNotContaining(HASH.substring(1));
  }

  @Test
  void theSameTokenTwiceIsRefused() {
    assertThatThrownBy(() -> judge(line("") + "bob sha256:" + HASH + "\n", "x", GATE))
        .hasMessage("line 2: this token is on a line before");
    assertThatThrownBy(() -> judge(line("") + line(" devices=gate"), "x", GATE))
        .hasMessage("line 2: this token is on a line before");
  }

  @Test
  void whatIsWrittenIsRead() {
    for (String more :
        List.of(
            "", " expires=2031-01-01T10:20:30Z", " devices=gate,kiosk-1", " devices=gate invite")) {
      String line = "alice sha256:" + HASH + more;
      assertThat(ClientToken.parse(line).toLine()).isEqualTo(line);
    }
  }

  @Test
  void aNewSecretHas192RandomBits() {
    assertThat(ClientToken.newSecret()).matches("[A-Za-z0-9_-]{32}").isNotEqualTo("A".repeat(32));
    assertThat(ClientToken.newSecret()).isNotEqualTo(ClientToken.newSecret());
  }

  @Test
  void whoseTokensAreTakenOutLeavesAllOtherLines() {
    String text = "# alice\n\n" + line("") + "\t" + line(" devices=gate") + "alice2 x\nbob y\n";
    assertThat(ClientTokens.without(text, "alice")).isEqualTo("# alice\n\nalice2 x\nbob y\n");
    assertThat(ClientTokens.without(text, "carol")).isEqualTo(text);
  }

  @Test
  void whoListensHearsOfTokensAndOfDevices(@TempDir Path folder) throws IOException {
    Path tokensFile = Files.writeString(folder.resolve("tokens"), line(""));
    Path devicesFile = Files.writeString(folder.resolve("devices"), GATE + "\n");
    List<String> heard = new ArrayList<>();
    try (WatchedFile<ClientTokens> tokens = EdgeFiles.tokens(tokensFile, told -> {});
        WatchedFile<DeviceList> devices = EdgeFiles.devices(devicesFile, told -> {})) {
      new TokenAuthorizer(tokens, devices, () -> now).onChange(() -> heard.add("changed"));
      tokens.readAgain();
      assertThat(heard).hasSize(1);
      devices.readAgain();
      assertThat(heard).hasSize(2);
    }
  }

  @Test
  void ofTwoListsTheFirstSaysWhoseATokenIs() {
    ClientTokens one = ClientTokens.parse(line(""));
    ClientTokens other = ClientTokens.of(List.of(ClientToken.of("bob", "canary-token")));
    assertThat(one.overlaps(other)).isTrue();
    assertThat(one.overlaps(ClientTokens.NONE)).isFalse();
    assertThat(one.overlaps(ClientTokens.of(List.of(ClientToken.of("alice", "other"))))).isFalse();
    assertThat(one.with(other).find("canary-token")).isEqualTo(one.find("canary-token"));
    assertThat(other.with(one).clients()).containsExactly("bob");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gate",
        "0123",
        "0000000000000000000000000000000000000000000000000000000000000000 two names",
        "0000000000000000000000000000000000000000000000000000000000000000 /gate",
        "000000000000000000000000000000000000000000000000000000000000000g",
        "0000000000000000000000000000000000000000000000000000000000000000"
            + " 1111111111111111111111111111111111111111111111111111111111111111",
        "abababababababababababababababababababababababababababababababab",
        "ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB",
        "0000000000000000000000000000000000000000000000000000000000000000 gate",
      })
  void aBadDeviceIsRefusedByItsNumber(String line) {
    assertThatThrownBy(() -> DeviceList.parse(GATE + " gate\n" + line + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ");
  }

  @Test
  void theNameOfADeviceHasUpTo64Characters() {
    for (int length : new int[] {1, 63, 64}) {
      String name = "n".repeat(length);
      assertThat(DeviceList.parse(GATE + " " + name + "\n").name(GATE)).isEqualTo(name);
    }
    assertThatThrownBy(() -> DeviceList.parse(GATE + " " + "n".repeat(65) + "\n"))
        .hasMessageStartingWith("line 1: the name of a device has up to 64 letters");
  }

  @Test
  void devicesHaveIdsAndMayHaveNames() {
    assertThat(DEVICES.ids()).containsExactlyInAnyOrder(GATE, KIOSK, "ef".repeat(32));
    assertThat(DEVICES.name(GATE)).isEqualTo("gate");
    assertThat(DEVICES.name("ef".repeat(32))).isNull();
    assertThat(DEVICES.name("00".repeat(32))).isNull();
  }
}
