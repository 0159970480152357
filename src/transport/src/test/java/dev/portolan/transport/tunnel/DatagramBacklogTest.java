package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many datagrams may wait, and which give way. */
class DatagramBacklogTest {
  private static final int MOST = 64;
  private static final int MOST_BYTES = 256 * 1024;

  private final List<ByteBuf> added = new ArrayList<>();
  private int dropped;
  private final DatagramBacklog backlog = new DatagramBacklog(() -> dropped++);

  private void add(int bytes) {
    ByteBuf datagram = Unpooled.wrappedBuffer(new byte[bytes]);
    added.add(datagram);
    backlog.add(datagram);
  }

  @Test
  void theOldestOfSixtyFiveGivesWay() {
    for (int i = 0; i < MOST; i++) {
      add(1);
    }
    assertThat(dropped).isZero();
    add(1);
    assertThat(dropped).isOne();
    assertThat(added.get(0).refCnt()).isZero();
    assertThat(backlog.poll()).isSameAs(added.get(1));
    backlog.clear();
  }

  @Test
  void theOldestGivesWayForAByteTooMany() {
    add(MOST_BYTES - 11);
    add(10);
    assertThat(dropped).isZero();
    add(1);
    assertThat(dropped).as("as many bytes as may be").isZero();
    add(1);
    assertThat(dropped).isOne();
    assertThat(backlog.poll()).isSameAs(added.get(1));
    backlog.clear();
  }

  @Test
  void asManyGiveWayAsMust() {
    add(1);
    add(1);
    add(MOST_BYTES);
    assertThat(dropped).isEqualTo(2);
    add(0);
    assertThat(dropped).isEqualTo(2);
    backlog.clear();
  }

  @Test
  void whatWasTakenMakesRoom() {
    add(MOST_BYTES);
    ByteBuf taken = backlog.poll();
    assertThat(taken).isSameAs(added.getFirst());
    assertThat(backlog.isEmpty()).isTrue();
    add(MOST_BYTES);
    assertThat(backlog.isEmpty()).isFalse();
    assertThat(dropped).isZero();
    added.getFirst().release();
    backlog.clear();
  }

  @Test
  void whatIsClearedIsDropped() {
    add(1);
    add(1);
    backlog.clear();
    assertThat(dropped).isEqualTo(2);
    assertThat(added).allMatch(datagram -> datagram.refCnt() == 0);
    assertThat(backlog.poll()).isNull();
  }
}
