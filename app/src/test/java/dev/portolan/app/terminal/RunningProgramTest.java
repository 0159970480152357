package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunningProgramTest {
  private static final String PROMPT = "\u001b[?2004h$ ";
  private static final String STARTED = "\u001b[?2004l\r\n";

  private final FedScreen fed = new FedScreen(80, 24);

  @Test
  void aShellThatHasLeftItsPromptRunsAProgram() {
    assertThat(fed.screen.isProgramRunning()).isFalse();
    fed.feed(PROMPT);
    assertThat(fed.screen.isProgramRunning()).isFalse();
    fed.feed("sleep 100", STARTED);
    assertThat(fed.screen.isProgramRunning()).isTrue();
    fed.feed(PROMPT);
    assertThat(fed.screen.isProgramRunning()).isFalse();
  }

  @Test
  void aProgramOnTheWholeScreenRuns() {
    fed.feed("$ vi\r\n\u001b[?1049h");
    assertThat(fed.screen.isProgramRunning()).isTrue();
    fed.feed("\u001b[?1049l");
    assertThat(fed.screen.isProgramRunning()).isFalse();
  }

  @Test
  void aNewShellBeginsAtItsPrompt() {
    fed.feed(PROMPT, "top", STARTED, "\u001b[?1049h");
    fed.screen.beginShell("session ended 12:00:00");
    assertThat(fed.screen.isProgramRunning()).isFalse();
  }
}
