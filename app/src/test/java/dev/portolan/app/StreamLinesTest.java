package dev.portolan.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StreamLinesTest {
  private final Clock clock = new Clock();
  private final List<String> shown = new ArrayList<>();
  private final StreamLines lines = new StreamLines(shown::add, clock);

  private static String line(String client, String target, int up, String end) {
    return "client="
        + client
        + " device=d type=tcp target="
        + target
        + " seconds=0.100 up="
        + up
        + " down=3 end="
        + end;
  }

  @Test
  void ofOneCauseTwentyLinesAreShownInAMinuteAndTheOthersCounted() {
    for (int i = 0; i < 50; i++) {
      lines.show(line("alice", "\"host " + i + "\"", i, "\"client closed\""));
    }
    assertThat(shown)
        .hasSize(20)
        .last()
        .isEqualTo(line("alice", "\"host 19\"", 19, "\"client closed\""));
    lines.show(line("bob", "a:1", 1, "\"client closed\""));
    lines.show(line("alice", "a:1", 1, "\"device lost\""));
    assertThat(shown).as("other causes").hasSize(22);
    clock.pass(Duration.ofMinutes(1));
    lines.show(line("alice", "b:1", 2, "\"client closed\""));
    assertThat(shown)
        .hasSize(24)
        .endsWith(
            "client=alice device=d type=tcp end=\"client closed\": 30 more streams.",
            line("alice", "b:1", 2, "\"client closed\""));
  }

  @Test
  void whatIsRefusedForOtherTargetsHasOneCause() {
    for (int i = 0; i < 50; i++) {
      lines.show(
          line("eve", "a:" + i, 0, "\"refused: you may not open a TCP tunnel to a:" + i + "\""));
    }
    assertThat(shown).hasSize(20);
  }

  @Test
  void aThousandCausesAreRemembered() {
    for (int i = 0; i < 20; i++) {
      lines.show(line("first", "a:1", 1, "x"));
    }
    for (int i = 0; i < 999; i++) {
      lines.show(line("client" + i, "a:1", 1, "x"));
    }
    shown.clear();
    lines.show(line("first", "a:1", 1, "x"));
    assertThat(shown).isEmpty();
    lines.show(line("one-more", "a:1", 1, "x"));
    lines.show(line("first", "a:1", 1, "x"));
    assertThat(shown).hasSize(2);
  }

  @Test
  void theLogOfStreamsIsShownUntilItIsClosed() {
    List<String> heard = new ArrayList<>();
    try (StreamLines open = StreamLines.to(heard::add)) {
      LoggerFactory.getLogger("dev.portolan.edge.streams").info("client={}", "of-this-test");
      assertThat(open).isNotNull();
    }
    LoggerFactory.getLogger("dev.portolan.edge.streams").info("client={}", "later");
    assertThat(heard).contains("client=of-this-test").doesNotContain("client=later");
  }

  /** Stands still unless it is turned. */
  private static final class Clock implements Ticker {
    private long now = Long.MAX_VALUE - 1;

    void pass(Duration time) {
      now += time.toNanos();
    }

    @Override
    public long initialNanoTime() {
      return 0;
    }

    @Override
    public long nanoTime() {
      return now;
    }

    @Override
    public void sleep(long delay, TimeUnit unit) {
      throw new UnsupportedOperationException("nobody waits on this clock");
    }
  }
}
