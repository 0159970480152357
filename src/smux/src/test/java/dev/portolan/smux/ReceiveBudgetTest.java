package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much of the budget is left to streams as it fills. */
class ReceiveBudgetTest {
  private static final int KIB = 1024;
  private static final int SMALLEST = ReceiveBudget.MIN_WINDOW_BYTES;
  private static final int UNCOUNTED = SendWindow.INITIAL_BYTES;

  @Test
  void isExceededByOneByteMoreThanThereIs() {
    ReceiveBudget budget = new ReceiveBudget(1000);
    budget.buffer(999);
    assertThat(budget.isExceeded()).isFalse();
    budget.buffer(1);
    assertThat(budget.isExceeded()).isFalse();
    budget.buffer(1);
    assertThat(budget.isExceeded()).isTrue();
    assertThat(budget.buffered()).isEqualTo(1001);
    budget.release(1);
    assertThat(budget.isExceeded()).isFalse();
  }

  @Test
  void hasRoomAgainWhenHalfOfItIsFree() {
    ReceiveBudget budget = new ReceiveBudget(1000);
    budget.buffer(501);
    assertThat(budget.hasRoom()).isFalse();
    budget.release(1);
    assertThat(budget.hasRoom()).isTrue();
    budget.release(1);
    assertThat(budget.hasRoom()).isTrue();
  }

  @Test
  void aStreamGetsASixteenthOfWhatIsLeft() {
    ReceiveBudget budget = new ReceiveBudget(1600 * KIB);
    assertThat(budget.grant(0, 100 * KIB - 1, Long.MAX_VALUE)).isEqualTo(100 * KIB - 1);
    assertThat(budget.grant(0, 100 * KIB, Long.MAX_VALUE)).isEqualTo(100 * KIB);
    assertThat(budget.grant(0, 100 * KIB + 1, Long.MAX_VALUE)).isEqualTo(100 * KIB);
    budget.buffer(800 * KIB);
    assertThat(budget.grant(0, 100 * KIB, Long.MAX_VALUE)).isEqualTo(50 * KIB);
    assertThat(budget.grant(0, 100 * KIB, 640 * KIB)).as("its share has less").isEqualTo(40 * KIB);
  }

  @Test
  void noStreamGetsLessThanTheSmallestWindow() {
    ReceiveBudget budget = new ReceiveBudget(1600 * KIB);
    budget.buffer(1600 * KIB - 16 * (SMALLEST + 1));
    assertThat(budget.grant(0, 100 * KIB, Long.MAX_VALUE)).isEqualTo(SMALLEST + 1);
    budget.buffer(16);
    assertThat(budget.grant(0, 100 * KIB, Long.MAX_VALUE)).isEqualTo(SMALLEST);
    budget.buffer(16);
    assertThat(budget.grant(0, 100 * KIB, Long.MAX_VALUE)).isEqualTo(SMALLEST);
    assertThat(budget.grant(0, 100 * KIB, 0)).isEqualTo(SMALLEST);
  }

  @Test
  void onlyWhatGoesBeyondTheFirstWindowOfAllCounts() {
    ReceiveBudget budget = new ReceiveBudget(64L * 1024 * KIB);
    assertThat(budget.grant(0, UNCOUNTED, Long.MAX_VALUE)).isEqualTo(UNCOUNTED);
    assertThat(budget.granted()).isZero();
    assertThat(budget.grant(UNCOUNTED, UNCOUNTED + 1, Long.MAX_VALUE)).isEqualTo(UNCOUNTED + 1);
    assertThat(budget.granted()).isEqualTo(1);
    int large = UNCOUNTED + 1024 * KIB;
    assertThat(budget.grant(UNCOUNTED + 1, large, Long.MAX_VALUE)).isEqualTo(large);
    assertThat(budget.granted()).isEqualTo(1024 * KIB);
    budget.giveBack(large);
    assertThat(budget.granted()).isZero();
    budget.giveBack(UNCOUNTED);
    assertThat(budget.granted()).isZero();
  }

  @Test
  void whatOthersWereGrantedIsNotLeft() {
    ReceiveBudget budget = new ReceiveBudget(64L * 1024 * KIB);
    budget.grant(0, UNCOUNTED + 1024 * KIB, Long.MAX_VALUE);
    assertThat(budget.grant(0, 16 * 1024 * KIB, Long.MAX_VALUE)).isEqualTo(63 * 1024 * KIB / 16);
  }
}
