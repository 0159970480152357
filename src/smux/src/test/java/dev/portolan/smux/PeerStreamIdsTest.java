package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerStreamIdsTest {

  @Test
  void eachPeerHasItsOwnParity() {
    PeerStreamIds clients = new PeerStreamIds(SmuxRole.CLIENT);
    assertThat(clients.isValid(3)).isTrue();
    assertThat(clients.isValid(-1)).isTrue();
    assertThat(clients.isValid(1)).isFalse();
    assertThat(clients.isValid(2)).isFalse();
    PeerStreamIds servers = new PeerStreamIds(SmuxRole.SERVER);
    assertThat(servers.isValid(2)).isTrue();
    assertThat(servers.isValid(-2)).isTrue();
    assertThat(servers.isValid(0)).isFalse();
    assertThat(servers.isValid(3)).isFalse();
  }

  @Test
  void noIdIsTakenTwiceInAnyOrder() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      PeerStreamIds ids = new PeerStreamIds(SmuxRole.CLIENT);
      Set<Integer> taken = new HashSet<>();
      int newest = 3;
      for (int i = 0; i < 20_000; i++) {
        newest += 2 * random.nextInt(4);
        int id = Math.max(3, newest - 2 * random.nextInt(PeerStreamIds.REORDERING));
        assertThat(ids.take(id)).as("seed %d, id %d", seed, id).isEqualTo(taken.add(id));
        newest = Math.max(newest, id);
      }
    }
  }

  @Test
  void anIdFarBelowTheHighestCountsAsUsed() {
    PeerStreamIds ids = new PeerStreamIds(SmuxRole.SERVER);
    int newest = 2 + 2 * (PeerStreamIds.REORDERING + 5);
    assertThat(ids.take(newest)).isTrue();
    assertThat(ids.take(2 + 2 * 5)).isFalse();
    assertThat(ids.take(2 + 2 * 6)).isTrue();
    assertThat(ids.take(2 + 2 * 6)).isFalse();
  }

  @Test
  void aJumpToTheHighestIdKeepsTheOnesJustBelowIt() {
    PeerStreamIds ids = new PeerStreamIds(SmuxRole.CLIENT);
    assertThat(ids.take(3)).isTrue();
    assertThat(ids.take(-1)).isTrue();
    assertThat(ids.take(-1)).isFalse();
    assertThat(ids.take(-3)).isTrue();
    assertThat(ids.take(3)).isFalse();
  }
}
