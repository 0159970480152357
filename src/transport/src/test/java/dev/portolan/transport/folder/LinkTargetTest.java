package dev.portolan.transport.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a link of an archive may lead. */
class LinkTargetTest {

  @ParameterizedTest
  @CsvSource({
    "top/l, .",
    "top/l, a",
    "top/l, a/b",
    "top/l, ...",
    "top/d/l, ..",
    "top/d/l, ../a",
    "top/d/e/l, ../../a",
  })
  void staysBelowTheTop(String link, String target) {
    assertThat(LinkTarget.check(target, components(link), false)).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({"top/l, ..", "top/l, ../a", "top/d/l, ../../a", "top/d/e/l, ../../.."})
  void mayNotLeadOutOfTheTop(String link, String target) {
    assertThatThrownBy(() -> LinkTarget.check(target, components(link), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the link '" + link + "' is refused: it leads out of 'top'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/a", "\0", "\0a", "a\0"})
  void isRelative(String target) {
    assertThatThrownBy(() -> LinkTarget.check(target, List.of("top", "l"), false))
        .hasMessage("the link 'top/l' is refused: its target is not relative");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/..", "a//b", "a/", "./a", "a/.", "../"})
  void goesDownByNamesAlone(String target) {
    assertThatThrownBy(() -> LinkTarget.check(target, List.of("top", "d", "l"), false))
        .hasMessage("the link 'top/d/l' is refused: its target could lead anywhere");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:", "a/NUL", "a\\..\\..\\b", "a."})
  void goesDownByNamesOfWindowsThere(String target) {
    List<String> link = List.of("top", "l");
    assertThat(LinkTarget.check(target, link, false)).isEqualTo(target);
    assertThatThrownBy(() -> LinkTarget.check(target, link, true))
        .hasMessage("the link 'top/l' is refused: its target could lead anywhere");
  }

  @Test
  void hasAtMost4096Bytes() {
    String longest = String.join("/", Collections.nCopies(17, "p".repeat(240)));
    assertThat(LinkTarget.check(longest, List.of("top", "l"), false)).hasSize(4_096);
    assertThatThrownBy(() -> LinkTarget.check(longest + "x", List.of("top", "l"), false))
        .hasMessage("the link 'top/l' is refused: its target is too long");
  }

  private static List<String> components(String link) {
    return List.of(link.split("/", -1));
  }
}
