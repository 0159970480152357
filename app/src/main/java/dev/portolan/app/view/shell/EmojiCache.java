package dev.portolan.app.view.shell;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;

/** An LRU cache of emoji images. FX thread. */
final class EmojiCache {
  private final int most;
  private final long mostBytes;

  /** In LRU order. */
  private final Map<EmojiPictures.Wanted, List<Image>> pictures =
      new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  EmojiCache(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  @Nullable List<Image> get(EmojiPictures.Wanted wanted) {
    return pictures.get(wanted);
  }

  void put(EmojiPictures.Wanted wanted, List<Image> images) {
    List<Image> before = pictures.put(wanted, images);
    bytes += bytes(images) - (before == null ? 0 : bytes(before));
    Iterator<List<Image>> oldest = pictures.values().iterator();
    // keep the latest, regardless of its size
    while (pictures.size() > 1 && (pictures.size() > most || bytes > mostBytes)) {
      bytes -= bytes(oldest.next());
      oldest.remove();
    }
  }

  int size() {
    return pictures.size();
  }

  /** The bytes of all pixels. */
  long bytes() {
    return bytes;
  }

  private static long bytes(List<Image> images) {
    return images.stream()
        .mapToLong(image -> 4L * (long) image.getWidth() * (long) image.getHeight())
        .sum();
  }
}
