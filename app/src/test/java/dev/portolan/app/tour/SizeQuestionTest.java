package dev.portolan.app.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.view.shell.GridSize;
import org.junit.jupiter.api.Test;

class SizeQuestionTest {
  @Test
  void readsWhatSttySays() {
    String shown =
        """
        # stty size
        37 115
        # stty size
        29 85
        #""";

    assertThat(SizeQuestion.on("Linux").answers(shown))
        .containsExactly(new GridSize(115, 37), new GridSize(85, 29));
  }

  @Test
  void readsWhatModeSaysInAnyLanguage() {
    String shown =
        """
        C:\\>mode con

        Status von Ger\u00e4t CON:
        ---------------------
            Zeilen:          29
            Spalten:         85
            Wiederholrate:   31
            Verz\u00f6gerungszeit:1
            Codepage:        850

        C:\\>""";

    assertThat(SizeQuestion.on("Windows 11").answers(shown)).containsExactly(new GridSize(85, 29));
  }
}
