package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class EmojiCacheTest {
  private static EmojiPictures.Wanted wanted(String cluster) {
    return new EmojiPictures.Wanted(cluster, 10, 10);
  }

  private static List<Image> square(int side) {
    return List.of(new WritableImage(side, side));
  }

  @Test
  void asManyAreKeptAsMayBeAndTheOneGoesThatWasNotAskedForLongest() {
    EmojiCache cache = new EmojiCache(3, 1 << 20);
    cache.put(wanted("a"), square(10));
    cache.put(wanted("b"), List.of());
    cache.put(wanted("c"), square(10));
    cache.get(wanted("a"));
    cache.put(wanted("d"), square(10));

    assertThat(cache.size()).isEqualTo(3);
    assertThat(cache.get(wanted("b"))).isNull();
    assertThat(cache.get(wanted("a"))).hasSize(1);
  }

  @Test
  void noMoreBytesAreKeptThanMayBe() {
    EmojiCache cache = new EmojiCache(1_000, 10_000);
    for (int i = 0; i < 100; i++) {
      cache.put(wanted("e" + i), square(20));
      cache.put(wanted("e" + i), square(20));
      assertThat(cache.bytes()).isEqualTo(1_600L * cache.size()).isLessThanOrEqualTo(10_000);
    }
    assertThat(cache.size()).isEqualTo(6);

    cache.put(wanted("large"), square(100));
    assertThat(cache.size()).as("what was asked for is there").isEqualTo(1);
    assertThat(cache.bytes()).isEqualTo(40_000);
  }
}
