package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who else uses the line. */
class LineShareTest {
  @Test
  void oneStreamIsAlone() {
    LineShare share = new LineShare();
    assertThat(share.isChange(3)).isTrue();
    share.changed(3, true, 0);
    assertThat(share.isChange(3)).isFalse();
    assertThat(share.isShared(1)).isFalse();
  }

  @Test
  void anotherIsCompanyForASecond() {
    LineShare share = new LineShare();
    share.changed(3, true, 0);
    share.changed(5, true, 10);
    assertThat(share.isShared(10)).isTrue();
    assertThat(share.isShared(10 + TimeUnit.SECONDS.toNanos(1) - 1)).isTrue();
    assertThat(share.isShared(10 + TimeUnit.SECONDS.toNanos(1))).isFalse();
    share.changed(3, true, TimeUnit.SECONDS.toNanos(2));
    assertThat(share.isShared(TimeUnit.SECONDS.toNanos(2))).isTrue();
  }

  @Test
  void busyStreamsAmongThemselvesAreNoCompany() {
    LineShare share = new LineShare();
    share.changed(3, true, 0);
    share.changed(5, false, 10);
    share.changed(3, false, 20);
    assertThat(share.isShared(20)).isFalse();
  }

  @Test
  void aNewStreamThatSaysMuchIsNoCompany() {
    LineShare share = new LineShare();
    share.changed(3, true, 0);
    share.changed(5, true, 10);
    share.busy(3);
    assertThat(share.isShared(20)).as("5 says little still").isTrue();
    share.busy(5);
    assertThat(share.isShared(20)).isFalse();
    share.changed(3, true, 30);
    assertThat(share.isShared(30)).isTrue();
  }

  @Test
  void aDownloadAfterAnotherIsNotHeldBack() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.psh(3, "first"), Frame.fin(3));
      side.sent();
      side.receive(Frame.syn(5), Frame.psh(5, new byte[32_768]), Frame.psh(5, new byte[32_768]));
      assertThat(side.sent()).contains("UPD 5 65536 131072");
    }
  }

  @Test
  void aDownloadLeavesRoomForAShellBesideIt() {
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
