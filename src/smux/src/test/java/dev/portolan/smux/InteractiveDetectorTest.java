package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Detection of interactive streams among bulk ones. */
class InteractiveDetectorTest {
  @Test
  void oneStreamIsNotInteractiveByItself() {
    InteractiveDetector detector = new InteractiveDetector();
    assertThat(detector.isOtherStream(3)).isTrue();
    detector.switchedTo(3, true, 0);
    assertThat(detector.isOtherStream(3)).isFalse();
    assertThat(detector.isInteractive(1)).isFalse();
  }

  @Test
  void aSecondStreamCountsAsInteractiveForASecond() {
    InteractiveDetector detector = new InteractiveDetector();
    detector.switchedTo(3, true, 0);
    detector.switchedTo(5, true, 10);
    assertThat(detector.isInteractive(20)).isTrue();
    assertThat(detector.isInteractive(10 + TimeUnit.SECONDS.toNanos(1) - 1)).isTrue();
    assertThat(detector.isInteractive(10 + TimeUnit.SECONDS.toNanos(1))).isFalse();
    detector.switchedTo(3, true, TimeUnit.SECONDS.toNanos(2));
    assertThat(detector.isInteractive(TimeUnit.SECONDS.toNanos(2))).isTrue();
  }

  @Test
  void bulkStreamsAreNotInteractive() {
    InteractiveDetector detector = new InteractiveDetector();
    detector.switchedTo(3, true, 0);
    detector.switchedTo(5, false, 10);
    detector.switchedTo(3, false, 20);
    assertThat(detector.isInteractive(20)).isFalse();
  }

  @Test
  void aNewStreamThatTurnsOutToBeBulkIsNotInteractive() {
    InteractiveDetector detector = new InteractiveDetector();
    detector.switchedTo(3, true, 0);
    detector.switchedTo(5, true, 10);
    detector.bulk(3);
    assertThat(detector.isInteractive(20)).as("5 is still interactive").isTrue();
    detector.bulk(5);
    assertThat(detector.isInteractive(20)).isFalse();
    detector.switchedTo(3, true, 30);
    assertThat(detector.isInteractive(30)).isTrue();
  }

  @Test
  void aDownloadAfterAnotherKeepsItsWindow() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.psh(3, "first"), Frame.fin(3));
      side.sent();
      side.receive(Frame.syn(5), Frame.psh(5, new byte[32_768]), Frame.psh(5, new byte[32_768]));
      assertThat(side.sent()).contains("UPD 5 65536 131072");
    }
  }

  @Test
  void aDownloadsWindowShrinksWhileAShellIsActive() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.psh(3, new byte[32_768]), Frame.psh(3, new byte[32_768]));
      assertThat(side.sent()).containsExactly("UPD 3 65536 131072");
      side.receive(Frame.syn(5), Frame.psh(5, "key"), Frame.psh(3, new byte[32_768]));
      side.sent();
      side.receive(Frame.psh(3, new byte[32_768]));
      assertThat(side.sent()).containsExactly("UPD 3 131072 90112");

      side.pass(2, TimeUnit.SECONDS);
      side.sent();
      side.receive(Frame.psh(3, new byte[32_768]), Frame.psh(3, new byte[32_768]));
      assertThat(side.sent()).as("alone again").contains("UPD 3 196608 131072");
    }
  }
}
