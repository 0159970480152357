package dev.portolan.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void noTwoHaveOneKeyAndEachTakesItsUsualValue() {
    assertThat(Settings.all()).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(Settings.all()).allMatch(SettingsTest::takesItsUsualValue);
  }

  @Test
  void aValueOutOfBoundsIsRefusedWhenSetAndMovedWithinWhenRead() {
    Preferences preferences = new Preferences();
    assertThatThrownBy(() -> preferences.set(Settings.FONT_SIZE, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("terminalFont cannot be 7");
    assertThat(preferences.get(Settings.FONT_SIZE)).isEqualTo(13);
    assertThat(Settings.FONT_SIZE.read("7")).isEqualTo(8);
    assertThat(Settings.FONT_SIZE.read("1e400")).isEqualTo(32);
    assertThat(Settings.FONT_SIZE.read("-Infinity")).isEqualTo(8);
    for (String nonsense : List.of("", "NaN", "large", "null")) {
      assertThat(Settings.FONT_SIZE.read(nonsense)).as(nonsense).isEqualTo(13);
    }
  }

  @Test
  void whoObservesOneSettingIsNotToldOfOthers() {
    Preferences preferences = new Preferences();
    List<Integer> sizes = new ArrayList<>();
    preferences.observe(Settings.FONT_SIZE).subscribe((before, now) -> sizes.add(now));
    preferences.set(Settings.THEME, ThemeChoice.DARK);
    preferences.set(Settings.FONT_SIZE, 20);
    preferences.set(Settings.RESTORE, false);
    assertThat(sizes).containsExactly(20);
  }

  private static <T> boolean takesItsUsualValue(Setting<T> setting) {
    return setting.accepts(setting.defaultValue());
  }
}
