package dev.portolan.transport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NoticesTest {

  private final MockTicker ticker = Ticker.newMockTicker();
  private final List<String> told = new ArrayList<>();
  private final Notices notices = new Notices(told::add, ticker);

  @Test
  void logsAtOnceThenOncePerMinuteWithCount() {
    notices.tell("a", "a happens");
    notices.tell("b", "b happens");
    notices.tell("a", "a happens");
    ticker.advance(59_999, TimeUnit.MILLISECONDS);
    notices.tell("a", "a happens");
    assertThat(told).containsExactly("a happens.", "b happens.");
    ticker.advance(1, TimeUnit.MILLISECONDS);
    notices.tell("a", "a happens");
    notices.tell("a", "a happens");
    assertThat(told).hasSize(3).last().isEqualTo("a happens; 2 more since it was last told.");
    ticker.advance(1, TimeUnit.MINUTES);
    notices.tell("b", "b happens");
    assertThat(told).last().isEqualTo("b happens.");
  }

  @Test
  void remembersThousandSubjects() {
    for (int i = 0; i <= 1_000; i++) {
      notices.tell("subject " + i, "it happens");
    }
    told.clear();
    notices.tell("subject 1", "it happens");
    assertThat(told).isEmpty();
    notices.tell("subject 0", "it happens");
    assertThat(told).hasSize(1);
  }

  @Test
  void evictsLeastRecentlyLogged() {
    notices.tell("old", "it happens");
    for (int i = 1; i < 1_000; i++) {
      notices.tell("subject " + i, "it happens");
    }
    ticker.advance(1, TimeUnit.MINUTES);
    notices.tell("old", "it happens");
    notices.tell("one more", "it happens");
    told.clear();
    notices.tell("old", "it happens");
    assertThat(told).as("told a moment ago").isEmpty();
  }
}
