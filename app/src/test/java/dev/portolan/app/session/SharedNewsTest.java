package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.Level;
import dev.portolan.app.store.ActivityLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedNewsTest {
  private final TurnedClock clock = new TurnedClock();
  private final ActivityLog activity = new ActivityLog(clock);
  private final SharedNews news = new SharedNews(activity, clock);

  /** A clock that a test turns. */
  private static final class TurnedClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }
  }

  private void lost(String edge, String device) {
    news.add(
        edge + " lost",
        Level.WARNING,
        new ActivitySubject(device, Set.of(device), edge),
        "It was lost.",
        new ActivitySubject(edge, Set.of(), edge),
        count -> count + " were lost.");
  }

  private List<String> lines() {
    return activity.entries().stream().map(entry -> entry.subject() + ": " + entry.text()).toList();
  }

  @Test
  void oneIsToldAsOne() {
    lost("north", "pump-1");
    assertThat(lines()).containsExactly("pump-1: It was lost.");
  }

  @Test
  void manyForOneCauseAreOneLineWithACountAndTheTimeOfTheFirst() {
    Instant first = clock.instant();
    for (int i = 1; i <= 200; i++) {
      lost("north", "pump-" + i);
      clock.pass(Duration.ofMillis(100));
    }
    assertThat(lines()).containsExactly("north: 200 were lost.");
    assertThat(activity.entries().stream().map(ActivityEntry::at)).containsExactly(first);
  }

  @Test
  void anotherCauseIsAnotherLine() {
    lost("north", "pump-1");
    lost("south", "gate-1");
    lost("north", "pump-2");
    assertThat(lines()).containsExactly("north: 2 were lost.", "gate-1: It was lost.");
  }

  @Test
  void theSameLaterIsAnotherLine() {
    lost("north", "pump-1");
    lost("north", "pump-2");
    clock.pass(Duration.ofSeconds(4));
    lost("north", "pump-3");
    assertThat(lines()).containsExactly("north: 2 were lost.", "pump-3: It was lost.");
  }

  @Test
  void aLineThatHasLeftTheListIsToldAnew() {
    lost("north", "pump-1");
    for (int i = 0; i < ActivityLog.LIMIT; i++) {
      activity.add(Level.INFO, "", "noise");
    }
    lost("north", "pump-2");
    assertThat(lines().getLast()).isEqualTo("north: 2 were lost.");
  }
}
