package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long, how much and how many closed streams are looked after. */
class ClosedStreamLimitsTest {
  private static final int UPDATE_EVERY = SendWindow.UNACKNOWLEDGED_BYTES;
  private static final int DRAINED = 8 * 1024 * 1024;
  private static final int CAP = 100;
  private static final long TEN_SECONDS = TimeUnit.SECONDS.toNanos(10);

  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final FrameSender sender =
      new FrameSender(
          connection,
          SmuxConfig.defaults().withStalledBytesCap(CAP),
          cause -> {
            throw new AssertionError(cause);
          });
  private final ClosedStreams closed = new ClosedStreams(sender);

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  private void add(int id, boolean peerEnded, boolean drain) {
    closed.add(id, new SendWindow(), new ReceiveWindow(SmuxConfig.defaults()), peerEnded, drain, 0);
  }

  private List<String> sent() {
    connection.runPendingTasks();
    List<String> sent = new ArrayList<>();
    for (ByteBuf bytes = connection.readOutbound();
        bytes != null;
        bytes = connection.readOutbound()) {
      Frame.parse(bytes).forEach(frame -> sent.add(frame.toString()));
    }
    return sent;
  }

  /** What a stream may add whose own free bytes are in flight. */
  private int capLeft() {
    return sender.stallCap().room(SendWindow.UNACKNOWLEDGED_BYTES);
  }

  @Test
  void eightMebibytesAreGrantedToTheLastByte() {
    add(3, false, true);
    for (int bytes = UPDATE_EVERY; bytes <= DRAINED; bytes += UPDATE_EVERY) {
      assertThat(closed.data(3, UPDATE_EVERY, 0)).isTrue();
      assertThat(sent()).containsExactly("UPD 3 " + bytes + " 131072");
    }
    assertThat(closed.data(3, UPDATE_EVERY, 0)).isTrue();
    assertThat(sent()).isEmpty();
  }

  @Test
  void oneByteMoreIsNotGranted() {
    add(3, false, true);
    closed.data(3, 1, 0);
    for (int bytes = UPDATE_EVERY; bytes < DRAINED; bytes += UPDATE_EVERY) {
      closed.data(3, UPDATE_EVERY, 0);
    }
    assertThat(sent()).hasSize(DRAINED / UPDATE_EVERY - 1);
    closed.data(3, UPDATE_EVERY, 0);
    assertThat(sent()).isEmpty();
  }

  @Test
  void tenSecondsAreGrantedToTheLastNanosecond() {
    add(3, false, true);
    closed.data(3, UPDATE_EVERY, TEN_SECONDS - 1);
    assertThat(sent()).hasSize(1);
    closed.data(3, UPDATE_EVERY, TEN_SECONDS);
    assertThat(sent()).isEmpty();
    add(5, false, false);
    closed.data(5, UPDATE_EVERY, 0);
    assertThat(sent()).as("not drained at all").isEmpty();
  }

  @Test
  void aByteLessThanAnUpdateIsWorthIsNotReported() {
    add(3, false, true);
    closed.data(3, UPDATE_EVERY - 1, 0);
    assertThat(sent()).isEmpty();
    closed.data(3, 1, 0);
    assertThat(sent()).containsExactly("UPD 3 65536 131072");
  }

  @Test
  void theOldestIsForgottenForOneTooMany() {
    for (int i = 0; i < ClosedStreams.REMEMBERED - 1; i++) {
      add(3 + 2 * i, false, false);
    }
    assertThat(closed.count()).isEqualTo(ClosedStreams.REMEMBERED - 1);
    add(1_000_001, false, false);
    assertThat(closed.count()).isEqualTo(ClosedStreams.REMEMBERED);
    assertThat(closed.data(3, 1, 0)).as("the oldest").isTrue();
    add(1_000_003, false, false);
    assertThat(closed.count()).isEqualTo(ClosedStreams.REMEMBERED);
    assertThat(closed.data(3, 1, 0)).as("forgotten").isFalse();
    assertThat(closed.end(3)).isFalse();
    assertThat(closed.data(5, 1, 0)).as("the second oldest").isTrue();
  }

  @Test
  void whatAForgottenStreamHadInFlightNoLongerCounts() throws SmuxException {
    SendWindow stalled = new SendWindow();
    stalled.sent(SendWindow.UNACKNOWLEDGED_BYTES + 7);
    sender.stallCap().change(0, stalled.stalled());
    closed.add(3, stalled, null, false, false, 0);
    for (int i = 1; i < ClosedStreams.REMEMBERED; i++) {
      add(3 + 2 * i, false, false);
    }
    closed.windowUpdate(3, 2, 0);
    assertThat(capLeft()).isEqualTo(CAP - 5);
    add(1_000_001, false, false);
    assertThat(capLeft()).isEqualTo(CAP);
  }

  @Test
  void theFirstEndCountsAndNothingIsTakenBehindIt() {
    add(3, false, true);
    assertThat(closed.end(3)).isTrue();
    assertThat(closed.end(3)).isFalse();
    assertThat(closed.data(3, 1, 0)).isFalse();
    add(5, true, true);
    assertThat(closed.end(5)).as("ended before it was closed").isFalse();
    assertThat(closed.data(5, 1, 0)).isFalse();
  }

  @Test
  void anOverrunIsNoHonestPeers() {
    add(3, false, false);
    int tolerated = 2 * SendWindow.INITIAL_BYTES + 64 * 1024;
    assertThat(closed.data(3, tolerated, 0)).isTrue();
    add(5, false, false);
    assertThat(closed.data(5, tolerated + 1, 0)).isFalse();
  }
}
