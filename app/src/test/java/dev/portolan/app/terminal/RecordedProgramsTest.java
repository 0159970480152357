package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What real programs printed on a terminal of 80 by 24, and the screen that another terminal made
 * of the same bytes: tmux, and xterm 379 for dialog, whiptail and mc.
 */
class RecordedProgramsTest {
  @ParameterizedTest
  @CsvSource({
    "vim-edit",
    "vim-split",
    "less",
    "bash-edit",
    "tmux",
    "apt-progress",
    "dialog-vt100",
    "whiptail",
    "mc"
  })
  void showsWhatAnotherTerminalShows(String program) {
    FedScreen fed = new FedScreen(80, 24);

    fed.feed(recorded(program + ".bin"));

    assertThat(fed.text()).isEqualTo(golden(program));
  }

  @ParameterizedTest
  @CsvSource({"vim-edit,1", "vim-split,1", "less,3", "bash-edit,2", "tmux,1", "apt-progress,7"})
  void showsTheSameInWhateverPiecesItArrives(String program, int piece) {
    FedScreen fed = new FedScreen(80, 24);

    byte[] bytes = recorded(program + ".bin");
    for (int i = 0; i < bytes.length; i += piece) {
      fed.screen.feed(bytes, i, Math.min(piece, bytes.length - i));
    }

    assertThat(fed.text()).isEqualTo(golden(program));
  }

  private static String golden(String program) {
    String text = new String(recorded(program + ".txt"), StandardCharsets.UTF_8).stripTrailing();
    // Ours draws a letter and its accent as one character where there is one.
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static byte[] recorded(String name) {
    try (InputStream in = RecordedProgramsTest.class.getResourceAsStream("recordings/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
