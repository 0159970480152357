package dev.portolan.app.emoji;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "😀",
        "⌚",
        "🛠",
        "🖥️",
        "👨‍👩‍👧",
        "🇩🇪",
        "👍🏽",
        "☝🏽",
        "1️⃣",
        "#⃣",
        "❤️",
        "❤️‍🔥",
        "☺️",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "😀\u0301"
      })
  void isAPicture(String cluster) {
    assertThat(EmojiText.isPicture(cluster)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "1",
        "#",
        "1\ufe0f",
        "☺",
        "☺\ufe0e",
        "⌚\ufe0e",
        "🛠\ufe0e",
        "❤",
        "漢",
        "é",
        "e\u0301",
        "©",
        "ل\u0651",
        "─",
        "\ud83d"
      })
  void isText(String cluster) {
    assertThat(EmojiText.isPicture(cluster)).isFalse();
  }
}
