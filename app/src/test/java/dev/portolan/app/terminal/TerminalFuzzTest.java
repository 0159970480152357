package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portolan.app.terminal.KeyPress.Modifier;

/**
 * Whatever bytes come, in whatever pieces, between whatever resizes: filter, emulator and grid go
 * on, nothing fails inside, and the screen is sound. Looks for new inputs where {@code
 * JAZZER_FUZZ=1} is set, as it is for a few seconds in each build; tries the known ones otherwise.
 */
class TerminalFuzzTest {
  private static final int PIECE = 48;

  @FuzzTest(maxDuration = "6s")
  void anyOutputLeavesASoundScreen(FuzzedDataProvider data) {
    FedScreen fed = new FedScreen(40, 10, 200);
    while (data.remainingBytes() > 0) {
      switch (data.consumeInt(0, 20)) {
        case 0 -> fed.screen.resize(data.consumeInt(1, 90), data.consumeInt(1, 30));
        case 1 -> fed.screen.keyCode(KeyPress.of(data.pickValue(NamedKey.values())));
        case 2 -> fed.screen.keyCode(KeyPress.of(data.consumeInt(1, 0x3000), Modifier.CONTROL));
        case 3 -> fed.screen.wordAt(data.consumeInt(-2, 300), data.consumeInt(-2, 90));
        case 4 -> fed.screen.linkAt(data.consumeInt(-2, 300), data.consumeInt(-2, 90));
        case 5 -> fed.screen.beginShell("again");
        case 6, 7, 8 -> fed.feed("\u001b[" + data.consumeAsciiString(PIECE));
        case 9, 10 -> fed.feed("\u001b" + data.consumeAsciiString(PIECE));
        case 11, 12 -> fed.feed(data.consumeString(PIECE));
        default -> fed.feed(data.consumeBytes(PIECE));
      }
    }
    assertThat(fed.screen.hasFailed()).isFalse();
    fed.nanos.addAndGet(TerminalLimits.SYNCHRONIZED_OUTPUT_NANOS);
    ScreenView view = fed.view();
    assertThat(view.lines()).hasSize(view.rows());
    assertThat(view.cursor().line() - view.screenTop()).isBetween(0L, view.rows() - 1L);
    assertThat(view.cursor().column()).isBetween(0, view.columns() - 1);
    for (ScreenLine line : view.lines()) {
      assertThat(line.columns()).isEqualTo(view.columns());
      for (int column = 0; column < line.columns(); column++) {
        boolean alone = line.isSecond(column) && (column == 0 || line.isSecond(column - 1));
        assertThat(alone).as("half a character").isFalse();
      }
    }
  }
}
