package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SessionMemory;
import dev.portolan.transport.problem.Notices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientAccountsTest {

  private final TurnedClock clock = new TurnedClock();
  private final List<String> told = new ArrayList<>();
  private final ClientAccounts accounts =
      new ClientAccounts(clock, new Notices(told::add, clock), new SessionMemory(1 << 20));

  @Test
  void sessionsOfAClientShareOneAccount() {
    ClientAccount first = accounts.open("alice");
    assertThat(accounts.open("alice")).isSameAs(first);
    assertThat(accounts.open("bob")).isNotSameAs(first);
    accounts.close(first);
    assertThat(accounts.open("alice")).isSameAs(first);
  }

  @Test
  void accountIsRemovedWithLastSessionUnlessThrottled() {
    ClientAccount good = accounts.open("good");
    ClientAccount bad = accounts.open("bad");
    assertThat(bad.enter()).isNull();
    bad.givenUp(0);
    accounts.close(good);
    accounts.close(bad);
    assertThat(accounts.count()).isOne();
    assertThat(accounts.open("bad")).isSameAs(bad);
    accounts.close(bad);
    clock.pass(Duration.ofMillis(50));
    accounts.open("good");
    assertThat(accounts.count()).isOne();
  }

  @Test
  void whatIsWatchedNoMoreLeavesRoom() {
    ClientAccount account = accounts.open("alice");
    int most = 1;
    while (account.watch(most) == null) {
      account.unwatch(most);
      most *= 2;
    }
    assertThat(most).isGreaterThan(1_000);
    assertThat(account.watch(most)).contains("watch fewer");
    for (int i = 0; i < 3; i++) {
      assertThat(account.watch(most / 2)).isNull();
      account.unwatch(most / 2);
    }
  }

  @Test
  void limitsPendingStreamsPerClient() {
    ClientAccount greedy = accounts.open("greedy");
    for (int i = 0; i < 1_792; i++) {
      assertThat(greedy.enter()).isNull();
    }
    assertThat(greedy.enter()).contains("waits for the first message of too many streams");
    assertThat(told).singleElement().asString().startsWith("client greedy is refused more: ");
    assertThat(accounts.open("late").enter()).isNull();
    greedy.whole(0);
    assertThat(greedy.enter()).isNotNull(); // It has more than half.
    for (int i = 0; i < 895; i++) {
      greedy.whole(0);
    }
    assertThat(greedy.enter()).isNotNull();
    greedy.whole(0);
    assertThat(greedy.enter()).isNull();
  }

  /** So that reconnecting does not give another share of a device. */
  @Test
  void clientKeepsItsUniqueNumber() {
    ClientAccount alice = accounts.open("alice");
    assertThat(alice.number()).isBetween(1, 999_999_999);
    accounts.close(alice);
    assertThat(accounts.count()).isZero();
    assertThat(accounts.open("alice").number()).isEqualTo(alice.number());
    assertThat(accounts.open("bob").number()).isNotEqualTo(alice.number());
  }

  @Test
  void limitsDelayedAnswers() {
    ClientAccount greedy = accounts.open("greedy");
    for (int i = 0; i < 1_792; i++) {
      assertThat(greedy.delay()).isNull();
    }
    assertThat(greedy.delay()).contains("too many streams of yours wait at this edge");
    assertThat(greedy.enter()).isNotNull();
    greedy.delayed();
    assertThat(greedy.enter()).isNull();
    assertThat(accounts.openingCount()).isEqualTo(1_792);
  }

  @Test
  void limitsPartialMessageBytesPerClient() {
    ClientAccount greedy = accounts.open("greedy");
    int part = 7 * 1024 * 1024;
    assertThat(greedy.enter()).isNull();
    assertThat(greedy.grow(0, part)).isNull();
    assertThat(greedy.enter()).isNull();
    assertThat(greedy.grow(0, 1)).contains("too many unfinished first messages");
    ClientAccount late = accounts.open("late");
    assertThat(late.enter()).isNull();
    assertThat(late.grow(0, 65_538)).isNull();
    late.whole(65_538);
    greedy.givenUp(part);
    assertThat(greedy.enter()).isNull();
    assertThat(greedy.grow(0, part)).isNull();
    assertThat(greedy.grow(part, 1)).isNotNull(); // Takes all that this stream held from it.
    assertThat(greedy.enter()).isNull();
    assertThat(greedy.grow(0, part)).isNull();
  }
}
