package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextSearchTest {
  private static final String RUNAWAY = "(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)\\1\\2\\3x";

  private final FedScreen fed = new FedScreen(20, 4, 5_000);

  private SearchResult find(String text, boolean matchCase, boolean word, boolean regex) {
    return TextSearch.find(fed.screen, new SearchQuery(text, matchCase, word, regex), () -> false);
  }

  private List<String> texts(SearchResult result) {
    return result.matches().stream().map(fed.screen::text).toList();
  }

  @Test
  void findsInScrollbackAndScreenFromTheTopDown() {
    fed.feed("error one\r\n".repeat(3_000), "no\r\nError two");

    SearchResult result = find("error", false, false, false);

    assertThat(result.matches()).hasSize(3_001);
    assertThat(result.complete()).isTrue();
    assertThat(result.matches().getFirst()).isEqualTo(new TextRange(0, 0, 0, 5));
    assertThat(result.matches().getLast().startLine()).isEqualTo(3_001);
  }

  @Test
  void heedsCaseAndWords() {
    fed.feed("cat Cat concat cat's");

    assertThat(texts(find("cat", false, false, false))).containsExactly("cat", "Cat", "cat", "cat");
    assertThat(texts(find("cat", true, false, false))).containsExactly("cat", "cat", "cat");
    assertThat(texts(find("cat", false, true, false))).containsExactly("cat", "Cat", "cat");
  }

  @Test
  void takesExpressionsLiterallyUnlessToldOtherwise() {
    fed.feed("a.c abc a.c");

    assertThat(texts(find("a.c", true, false, false))).containsExactly("a.c", "a.c");
    assertThat(texts(find("a.c", true, false, true))).containsExactly("a.c", "abc", "a.c");
  }

  @Test
  void findsOverTheEdgeAndBehindWideCharacters() {
    fed.feed("漢字漢字漢字漢字 needle in hay");

    SearchResult result = find("needle", false, false, false);

    assertThat(texts(result)).containsExactly("needle");
    assertThat(result.matches().getFirst()).isEqualTo(new TextRange(0, 17, 1, 3));
  }

  @Test
  void saysWhatIsWrongWithAnExpression() {
    assertThat(find("a(", false, false, true).problem()).isNotEmpty();
    assertThat(find("a(", false, false, false).problem()).isEmpty();
  }

  @Test
  void listsNoMoreThanAPersonCanLookAt() {
    fed.feed("aaaaaaaaaa\r\n".repeat(4_000));

    SearchResult result = find("a", false, false, false);

    assertThat(result.matches()).hasSize(10_000);
    assertThat(result.complete()).isFalse();
  }

  @Test
  void givesUpOnAnExpressionThatRunsAway() {
    fed.feed("a".repeat(40) + "!");

    SearchResult result =
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> find(RUNAWAY, false, false, true));

    assertThat(result.complete()).isFalse();
  }

  @Test
  void stopsWhenNobodyWantsToKnowAnyMore() {
    fed.feed("a".repeat(40) + "!");

    SearchResult result =
        assertTimeoutPreemptively(
            Duration.ofSeconds(60),
            () ->
                TextSearch.find(
                    fed.screen, new SearchQuery(RUNAWAY, false, false, true), () -> true));

    assertThat(result.complete()).isFalse();
  }

  @Test
  void findsNothingWithoutAQuery() {
    fed.feed("text");

    assertThat(find("", false, false, false).matches()).isEmpty();
    assertThat(find("z*", false, false, true).matches()).isEmpty();
  }
}
