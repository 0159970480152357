package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text and cursor after the screen took other sizes. */
class ReflowTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noSizeLosesTextOrTheCursorsPlace(long seed) {
    Random random = new Random(seed);
    FedScreen fed = new FedScreen(40, 10, 1_000_000);
    for (int i = 0; i < 300; i++) {
      String word = "w" + i + (random.nextInt(4) == 0 ? "\u6f22" : "") + " ";
      fed.feed(FedScreen.CSI + "3" + i % 8 + "m", word.repeat(random.nextInt(30)).strip(), "x\r\n");
    }
    fed.feed("prompt> ");
    String text = fed.all();

    for (int i = 0; i < 20; i++) {
      fed.screen.resize(10 + random.nextInt(120), 2 + random.nextInt(40));

      assertThat(fed.all()).isEqualTo(text);
      ScreenView view = fed.view();
      long row = view.cursor().line() - view.screenTop();
      assertThat(row).isBetween(0L, view.rows() - 1L);
      assertThat(view.lines().get((int) row).text(0, view.cursor().column())).endsWith("> ");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 50})
  void aNarrowScreenKeepsNoMoreLinesThanWanted(int lines) {
    FedScreen fed = new FedScreen(80, 10, lines);
    for (int i = 0; i < 200; i++) {
      fed.feed(("line " + i + " ").repeat(8) + "\r\n");
    }

    fed.screen.resize(20, 5);

    ScreenView view = fed.view();
    assertThat(view.screenTop() - view.firstLine()).isEqualTo(lines);
    assertThat(fed.all().strip()).endsWith("line 199");
    assertThat(view.text()).contains("line 199").doesNotContain("line 195");
  }
}
