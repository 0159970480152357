package dev.portolan.edge;

import static dev.portolan.edge.FairShares.Answer.GIVEN;
import static dev.portolan.edge.FairShares.Answer.NO_ROOM;
import static dev.portolan.edge.FairShares.Answer.OVER_ITS_PART;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FairSharesTest {

  private final FairShares shares = new FairShares(110, 10);

  @Test
  void singleClientGetsAllButTheReserve() {
    take("alice", 99);
    assertThat(shares.take("alice", 2)).isEqualTo(OVER_ITS_PART);
    assertThat(shares.take("alice", 1)).isEqualTo(GIVEN);
    assertThat(shares.take("alice", 1)).isEqualTo(OVER_ITS_PART);
    assertThat(shares.isShared("alice")).isFalse();
    assertThat(shares.limit("alice")).isEqualTo(100);
    assertThat(shares.total()).isEqualTo(100);
  }

  @Test
  void secondClientUsesReserveWhileFirstMustShrinkToItsShare() {
    take("alice", 100);
    take("bob", 1);
    assertThat(shares.limit("alice")).isEqualTo(50);
    assertThat(shares.isShared("alice")).isTrue();
    assertThat(shares.take("alice", 1)).isEqualTo(OVER_ITS_PART);
    give("alice", 50);
    assertThat(shares.take("alice", 1)).isEqualTo(OVER_ITS_PART);
    give("alice", 1);
    assertThat(shares.take("alice", 1)).isEqualTo(GIVEN);
    assertThat(shares.take("alice", 1)).isEqualTo(OVER_ITS_PART);
    take("bob", 49);
    assertThat(shares.take("bob", 1)).isEqualTo(OVER_ITS_PART);
    give("bob", 50);
    assertThat(shares.take("alice", 50)).isEqualTo(GIVEN);
  }

  @Test
  void eachLaterClientLeavesPartOfTheReserve() {
    take("alice", 100);
    StringBuilder got = new StringBuilder();
    for (String late : new String[] {"bob", "carol", "dave", "eve", "frank", "grace"}) {
      int count = 0;
      while (shares.take(late, 1) == GIVEN) {
        count++;
      }
      got.append(count).append(' ');
    }
    assertThat(got.toString()).isEqualTo("3 2 2 1 1 1 ");
    assertThat(shares.total()).isEqualTo(110);
    assertThat(shares.take("ivan", 1)).isEqualTo(NO_ROOM);
    give("alice", 11);
    assertThat(shares.take("ivan", 1)).isEqualTo(GIVEN);
  }

  @Test
  void everyClientMayTakeHalfOfTheReserve() {
    for (int i = 0; i < 50; i++) {
      take("client " + i, 1);
    }
    assertThat(shares.limit("alice")).isOne();
    take("alice", 5);
    assertThat(shares.take("alice", 1)).isEqualTo(OVER_ITS_PART);
  }

  @Test
  void reserveBelongsToNoShare() {
    take("alice", 40);
    take("bob", 50);
    assertThat(shares.take("alice", 10)).isEqualTo(GIVEN);
    assertThat(shares.take("alice", 1)).isEqualTo(OVER_ITS_PART);
    assertThat(shares.take("bob", 1)).isEqualTo(OVER_ITS_PART);
  }

  @Test
  void refusalTakesNothing() {
    assertThat(shares.take("alice", 101)).isEqualTo(OVER_ITS_PART);
    assertThat(shares.total()).isZero();
    assertThat(shares.isShared("bob")).isFalse();
    assertThatThrownBy(() -> shares.release("alice", 1)).isInstanceOf(IllegalStateException.class);
  }

  private void take(String client, int amount) {
    assertThat(shares.take(client, amount)).isEqualTo(GIVEN);
  }

  private void give(String client, int amount) {
    shares.release(client, amount);
  }

  @Test
  void aPartIsNoRoomWhereOthersHaveTakenIt() {
    FairShares shares = new FairShares(10, 2);
    assertThat(shares.take("first", 8)).isEqualTo(FairShares.Answer.GIVEN);
    assertThat(shares.take("second", 2)).isEqualTo(FairShares.Answer.NO_ROOM);
    assertThat(shares.take("second", 1)).as("of the reserve").isEqualTo(FairShares.Answer.GIVEN);
  }

  @Test
  void theReserveIsAPartOfTheRoom() {
    for (int[] bad : new int[][] {{10, -1}, {10, 10}, {10, 11}}) {
      assertThatThrownBy(() -> new FairShares(bad[0], bad[1]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new FairShares(10, 0).take("a", 10)).isEqualTo(FairShares.Answer.GIVEN);
    assertThat(new FairShares(10, 9).take("a", 1)).isEqualTo(FairShares.Answer.GIVEN);
  }
}
