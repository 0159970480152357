package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A full row of 8 columns, a sequence and an X: what xterm 379 (Debian) showed of it, rows divided
 * by {@code /}.
 */
class PendingWrapTest {
  @ParameterizedTest
  @CsvSource({
    "'\t', 12345678/X",
    "^[K, 1234567X",
    "^H, 12345678/X",
    "^[I, 12345678/X",
    "^[Z, 12345678/X",
    "^[?47h^[?47l, 12345678/X",
    "^[0J, 1234567X",
    "^[1K, '       X'",
    "^[2K, '       X'",
    "^[P, 1234567X",
    "^[@, 1234567X",
    "^[X, 1234567X",
    "^[m, 12345678/X",
    "^D, 12345678/       X",
    "^[L, X/12345678",
    "^[1b, 12345678/8X",
    "^[g, 12345678/X",
    "^7^8, 12345678/X",
    "^[?7l^[?7h, 12345678/X",
    "^[4h, 12345678/X",
    "'\n', 12345678/       X",
    "^[?25l, 12345678/X",
    "^[s^[u, 12345678/X",
    "^[?1049h^[?1049l, 12345678/X"
  })
  void isKeptOrEndedAsXtermDoes(String sequence, String expected) {
    String escaped = sequence.replace("^[", "\u001b[").replace("^", "\u001b");
    FedScreen fed = new FedScreen(8, 6).feed("12345678", escaped, "X");

    assertThat(fed.text()).isEqualTo(expected.replace('/', '\n'));
  }
}
