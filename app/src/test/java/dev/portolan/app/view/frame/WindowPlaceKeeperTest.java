package dev.portolan.app.view.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.WindowPlace;
import javafx.geometry.Dimension2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WindowPlaceKeeperTest {
  private static final Rectangle2D SMALL = new Rectangle2D(0, 0, 1024, 600);

  @Test
  void aFirstStartFitsASmallScreen() {
    assertThat(WindowPlaceKeeper.fit(WindowPlace.DEFAULT, SMALL)).isEqualTo(SMALL);
    Rectangle2D tiny = new Rectangle2D(0, 0, 683, 384);
    assertThat(WindowPlaceKeeper.fit(WindowPlace.DEFAULT, tiny)).isEqualTo(tiny);
  }

  @Test
  void theLeastSizeLeavesRoomForAFrameOnASmallScreen() {
    assertThat(WindowPlaceKeeper.least(SMALL))
        .isEqualTo(new Dimension2D(WindowPlace.MIN_WIDTH, WindowPlace.MIN_HEIGHT));
    assertThat(WindowPlaceKeeper.least(new Rectangle2D(0, 0, 800, 500)))
        .isEqualTo(new Dimension2D(784, 452));
  }

  @Test
  void oneForWhichTheScreenIsTooSmallFillsIt() {
    assertThat(WindowPlaceKeeper.fills(SMALL, SMALL)).isTrue();
    assertThat(WindowPlaceKeeper.fills(new Rectangle2D(0, 0, 1024, 599), SMALL)).isFalse();
    assertThat(WindowPlaceKeeper.fills(new Rectangle2D(0, 0, 1023, 600), SMALL)).isFalse();
  }

  @Test
  void aWindowThatFitsStaysAsItWas() {
    WindowPlace place = new WindowPlace(20, 30, 900, 560, false, 260);
    assertThat(WindowPlaceKeeper.fit(place, SMALL)).isEqualTo(new Rectangle2D(20, 30, 900, 560));
  }

  @Test
  void oneThatReachesBeyondTheScreenIsMovedAndThenMadeSmaller() {
    WindowPlace right = new WindowPlace(500, 200, 900, 560, false, 260);
    assertThat(WindowPlaceKeeper.fit(right, SMALL)).isEqualTo(new Rectangle2D(124, 40, 900, 560));
    WindowPlace left = new WindowPlace(-50, -8, 900, 560, false, 260);
    assertThat(WindowPlaceKeeper.fit(left, SMALL)).isEqualTo(new Rectangle2D(0, 0, 900, 560));
    Rectangle2D second = new Rectangle2D(1920, 100, 1024, 600);
    WindowPlace large = new WindowPlace(2000, 150, 1500, 800, false, 260);
    assertThat(WindowPlaceKeeper.fit(large, second)).isEqualTo(second);
  }
}
