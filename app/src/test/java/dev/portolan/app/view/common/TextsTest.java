package dev.portolan.app.view.common;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Setting;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TextsTest {
  private static final Path FXML = Path.of("src/main/resources/dev/portolan/app/view");
  private static final Path CODE = Path.of("src/main/java/dev/portolan/app/view");
  private static final Pattern FXML_KEY = Pattern.compile("\"%([a-z0-9.-]+)\"");
  private static final Pattern CODE_KEY =
      Pattern.compile("Texts\\s*\\.get\\(\\s*\"([a-z0-9.-]+)\"[,)\\s]");

  @Test
  void everyTextThatIsAskedForIsThere() throws IOException {
    Set<String> asked = new HashSet<>(keys(FXML, ".fxml", FXML_KEY));
    asked.addAll(keys(CODE, ".java", CODE_KEY));
    assertThat(asked).hasSizeGreaterThan(100);
    Set<String> there = Texts.bundle().keySet();
    // A key that ends in a dot is the beginning of several.
    assertThat(asked)
        .allMatch(
            key ->
                key.endsWith(".")
                    ? there.stream().anyMatch(each -> each.startsWith(key))
                    : there.contains(key));
  }

  @Test
  void everySettingThatIsShownHasItsTexts() {
    Set<String> there = Texts.bundle().keySet();
    for (Setting<?> setting : Settings.all()) {
      if (setting.group() != Setting.Group.ELSEWHERE) {
        assertThat(there).contains("settings." + setting.key());
        if (setting instanceof Setting.Choice<?> choice) {
          assertThat(choice.choices())
              .allSatisfy(
                  one ->
                      assertThat(there)
                          .contains("settings." + setting.key() + "." + Setting.Choice.name(one)));
        }
      }
    }
  }

  @Test
  void noTextHasAStraightQuote() {
    // In a message with arguments it would vanish, in one without it would not.
    assertThat(Texts.bundle().keySet())
        .allSatisfy(key -> assertThat(Texts.bundle().getString(key)).doesNotContain("'"));
  }

  @ParameterizedTest
  @EnumSource
  void everyTunnelStateHasIconAndWord(TunnelPhase phase) {
    told(StateLook.of(TunnelStatus.of(phase), Instant.EPOCH));
  }

  @ParameterizedTest
  @EnumSource
  void everyConnectionStateHasIconAndWord(LinkPhase phase) {
    told(StateLook.of(LinkStatus.of(phase), Instant.EPOCH));
  }

  @Test
  void aDeviceThatIsNotOpenShowsWhetherItIsThere() {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    List<StateLook> looks =
        Stream.of(DevicePresence.UNKNOWN, DevicePresence.ONLINE, new DevicePresence.Offline(noon))
            .map(presence -> StateLook.of(LinkStatus.IDLE, presence, noon))
            .toList();
    assertThat(looks.stream().map(StateLook::icon)).doesNotHaveDuplicates();
    assertThat(looks.stream().map(StateLook::word))
        .containsExactly(
            "Not connected", "Online, not open", "Offline since " + Formats.time(noon));
    assertThat(
            StateLook.of(
                    LinkStatus.of(LinkPhase.DEVICE_AWAY), new DevicePresence.Offline(noon), noon)
                .word())
        .isEqualTo("Offline since " + Formats.time(noon));
  }

  @ParameterizedTest
  @EnumSource
  void everyLevelHasIconAndWord(Level level) {
    told(StateLook.of(level));
  }

  @Test
  void statesOfTunnelsDifferInIconOrWord() {
    List<String> looks =
        Stream.of(TunnelPhase.values())
            .map(phase -> StateLook.of(TunnelStatus.of(phase), Instant.EPOCH))
            .map(look -> look.icon() + " " + look.word())
            .toList();
    assertThat(looks).doesNotHaveDuplicates();
  }

  @Test
  void waitingIsCountedDown() {
    Instant now = Instant.ofEpochSecond(100);
    TunnelStatus status = TunnelStatus.retrying("lost", 3, now.plusMillis(11_400));
    assertThat(StateLook.of(status, now).word()).isEqualTo("Retry 3 in 12 s");
    assertThat(StateLook.of(status, now.plusSeconds(20)).word()).isEqualTo("Retry 3 now");
  }

  private static void told(StateLook look) {
    assertThat(look.icon()).startsWith("fth-");
    assertThat(look.word()).isNotBlank();
  }

  private static Set<String> keys(Path folder, String ending, Pattern pattern) throws IOException {
    Set<String> keys = new HashSet<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(ending)).toList()) {
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
          keys.add(matcher.group(1));
        }
      }
    }
    return keys;
  }
}
