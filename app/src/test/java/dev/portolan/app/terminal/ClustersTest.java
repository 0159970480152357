package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is drawn as one takes one place of two cells, and is copied as it was written. */
class ClustersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ud83d\udc69\u200d\ud83d\udcbb", // A woman at a computer.
        "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66", // A family.
        "\ud83c\udde9\ud83c\uddea", // A flag.
        "\ud83d\udc4d\ud83c\udffd", // A thumb with a colour of skin.
        "\u2764\ufe0f", // A heart that asks to be drawn as emoji.
        "1\ufe0f\u20e3", // A key.
        "\ud83c\udff3\ufe0f\u200d\ud83c\udf08", // A flag with a rainbow.
        "\ud83c\udff4\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f"
      })
  void isOnePlaceOfTwoCells(String cluster) {
    FedScreen fed = new FedScreen(20, 3).feed(cluster, "|", cluster, "!");

    ScreenLine line = fed.view().lines().getFirst();
    assertThat(line.text(0, 2)).isEqualTo(cluster);
    assertThat(line.isSecond(1)).isTrue();
    assertThat(line.text(2, 3)).isEqualTo("|");
    assertThat(fed.text()).isEqualTo(cluster + "|" + cluster + "!");
    assertThat(fed.cursor()).isEqualTo("1,7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ud83d\udc69\u200d\ud83d\udcbb", "\ud83c\udde9\ud83c\uddea"})
  void arrivesInAnyPieces(String cluster) {
    FedScreen fed = new FedScreen(20, 3);
    for (byte each : cluster.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      fed.feed(new byte[] {each});
    }

    assertThat(fed.text()).isEqualTo(cluster);
    assertThat(fed.cursor()).isEqualTo("1,3");
  }

  @Test
  void flagsStandBesideEachOther() {
    String flags = "\ud83c\udde9\ud83c\uddea\ud83c\uddeb\ud83c\uddf7";
    FedScreen fed = new FedScreen(20, 3).feed(flags);

    assertThat(fed.view().lines().getFirst().text(2, 4)).isEqualTo("\ud83c\uddeb\ud83c\uddf7");
    assertThat(fed.cursor()).isEqualTo("1,5");
  }

  @Test
  void aProgramMayHaveEachCodePointInAPlaceOfItsOwn() {
    FedScreen fed = new FedScreen(20, 3).feed(CSI + "?2027$p", CSI + "?2027l", CSI + "?2027$p");

    fed.feed("\ud83d\udc69\u200d\ud83d\udcbb|");

    assertThat(fed.cursor()).isEqualTo("1,6");
    assertThat(fed.text()).isEqualTo("\ud83d\udc69\u200d\ud83d\udcbb|");
    assertThat(fed.answers).containsExactly("\u001b[?2027;1$y", "\u001b[?2027;2$y");
  }

  @ParameterizedTest
  @CsvSource({
    "a\u202eb\u202c, 3",
    "\u0645\u0650\u0646\u200c\u0647, 4",
    "a\u200bb, 3",
    "\u200fa, 2",
    "\ufeffa, 2",
    "a\u2060, 2",
    "' \u0308x', 3"
  })
  void whatTakesNoRoomIsCopied(String text, int column) {
    FedScreen fed = new FedScreen(20, 3).feed(text);

    assertThat(fed.text()).isEqualTo(text);
    assertThat(fed.cursor()).isEqualTo("1," + column);
  }

  @Test
  void clustersAreMovedErasedAndWrappedWhole() {
    String heart = "\u2764\ufe0f";
    assertThat(new FedScreen(9, 3).feed("x", heart, "\r" + CSI + "2@").text())
        .isEqualTo("  x" + heart);
    assertThat(new FedScreen(9, 3).feed("x", heart, "y\r" + CSI + "P").text())
        .isEqualTo(heart + "y");
    assertThat(new FedScreen(9, 3).feed("x", heart, "y", CSI + "3G" + "z").text())
        .isEqualTo("x zy");
    FedScreen fed = new FedScreen(20, 3).feed("0123456789", heart, "ab");
    fed.screen.resize(11, 3);
    assertThat(fed.text()).isEqualTo("0123456789\n" + heart + "ab");
    fed.screen.resize(20, 3);
    assertThat(fed.text()).isEqualTo("0123456789" + heart + "ab");
  }

  @Test
  void clustersGoIntoTheScrollbackAndAreFound() {
    FedScreen fed = new FedScreen(20, 3).feed("\u2764\ufe0f one\r\n\r\n\r\n\r\n\r\n");

    assertThat(fed.all()).isEqualTo("\u2764\ufe0f one");
    assertThat(fed.screen.piece(0, 1).lines().getFirst().text()).isEqualTo("\u2764\ufe0f one");
  }
}
