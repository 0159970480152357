package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLinesTest {

  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    TextLines.forEach(text, lines::add);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(ints = {4_095, 4_096})
  void aLineHasUpTo4096Characters(int length) {
    String line = "x".repeat(length);
    assertThat(lines("first\n" + line + "\n" + line + "\n")).containsExactly("first", line, line);
  }

  @Test
  void aLongerLineIsRefused() {
    assertThatThrownBy(() -> lines("first\n" + "x".repeat(4_097) + "\n"))
        .hasMessage("line 2: it is longer than 4096 characters");
  }

  @Test
  void theLastLineHasItsEnd() {
    assertThat(lines("")).isEmpty();
    assertThat(lines("\n")).isEmpty();
    assertThatThrownBy(() -> lines("x"))
        .hasMessage("line 1: it has no line end, and may be half written");
    assertThatThrownBy(() -> lines("first\n\nx")).hasMessageStartingWith("line 3: ");
  }

  @Test
  void aTabIsSeenAndACarriageReturnBelongsBeforeALineEnd() {
    assertThat(lines("a\tb\r\n\r\n")).containsExactly("a\tb");
    for (String bad : List.of("a\rb\n", "a\n\r", "a\r\r\n", "\u007f\n", "\u0085\n", "\u00ad\n")) {
      assertThatThrownBy(() -> lines(bad)).hasMessageEndingWith("a character that cannot be seen");
    }
  }

  @Test
  void commentsAndBlanksAreNoContent() {
    assertThat(lines("#\n # a\n  \t\n a b # c # d\n#e\nf#g\n")).containsExactly("a b", "f");
  }

  @Test
  void whatIsWrongIsToldByTheNumberOfItsLine() {
    assertThatThrownBy(
            () ->
                TextLines.forEach(
                    "# a\n\nb\n",
                    line -> {
                      throw new IllegalArgumentException(line + " is wrong");
                    }))
        .hasMessage("line 3: b is wrong");
  }
}
