package dev.portolan.transport.open;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whose turn it is to open a stream. */
class OpenQueueTest {
  private boolean room = true;
  private int begun;
  private final OpenQueue queue = new OpenQueue(() -> room);

  private void add(int count) {
    for (int i = 0; i < count; i++) {
      queue.add(() -> begun++);
    }
  }

  @Test
  void aHundredMayWaitForTheirAnswers() {
    add(OpenQueue.MAX_UNANSWERED - 1);
    assertThat(begun).isEqualTo(99);
    add(3);
    assertThat(begun).isEqualTo(100);
    queue.answered();
    assertThat(begun).isEqualTo(101);
    queue.answered();
    queue.answered();
    assertThat(begun).isEqualTo(102);
    add(2);
    assertThat(begun).isEqualTo(103);
  }

  @Test
  void waitsForRoomInTheSession() {
    room = false;
    add(2);
    queue.closed();
    assertThat(begun).isZero();
    room = true;
    queue.closed();
    assertThat(begun).isEqualTo(2);
  }

  @Test
  void eachBeginsInItsTurn() {
    StringBuilder order = new StringBuilder();
    room = false;
    queue.add(() -> order.append('a'));
    queue.add(() -> order.append('b'));
    room = true;
    queue.add(() -> order.append('c'));
    assertThat(order).hasToString("abc");
  }
}
