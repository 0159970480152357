package dev.portolan.app.tour;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TwoPagesTest {
  @Test
  void takesTheVeryBytesAndNoOthers() throws Exception {
    try (TwoPages pages = new TwoPages()) {
      byte[] came = pages.fetch(pages.port(), TwoPages.WHOLE).get(30, TimeUnit.SECONDS);
      assertThatCode(() -> pages.check(came)).doesNotThrowAnyException();

      byte[] cutOff = Arrays.copyOf(came, came.length - 1);
      assertThatThrownBy(() -> pages.check(cutOff))
          .isInstanceOf(TourException.class)
          .hasMessageContainingAll("8000000 bytes", "7999999 bytes");
      came[came.length / 2]++;
      assertThatThrownBy(() -> pages.check(came))
          .isInstanceOf(TourException.class)
          .hasMessageContaining("sha256");
    }
  }
}
