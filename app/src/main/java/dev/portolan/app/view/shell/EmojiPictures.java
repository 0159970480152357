package dev.portolan.app.view.shell;

import dev.portolan.app.emoji.EmojiFont;
import dev.portolan.app.emoji.SystemEmojiFont;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.FxThread;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javafx.scene.image.Image;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Emoji images for all terminals, from the desktop's bitmap font. Used on Linux, where JavaFX does
 * not draw colour emoji. FX thread; the font is searched at first use and read on other threads.
 */
public final class EmojiPictures implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmojiPictures.class);
  private static final int MAX_KEPT = 512;
  private static final long MAX_BYTES = 4L << 20;
  private static final int MAX_AHEAD = 256;
  private static final int BATCH = 32;

  private final Callable<@Nullable EmojiFont> source;
  private final Background background;
  private final EmojiCache kept = new EmojiCache(MAX_KEPT, MAX_BYTES);
  private final Set<Wanted> ahead = new LinkedHashSet<>();
  private final Set<Runnable> waiting = new LinkedHashSet<>();
  private State state;

  /** Used by one batch at a time, finally by {@link #close}. */
  private volatile @Nullable EmojiFont font;

  private enum State {
    /** There is no such font. */
    NONE,
    RESTING,
    READING,
    CLOSED
  }

  /** A character or cluster with its size in screen pixels. */
  record Wanted(String cluster, int width, int height) {}

  private EmojiPictures(State state, Callable<@Nullable EmojiFont> source, Background background) {
    this.state = state;
    this.source = source;
    this.background = background;
  }

  /** Images of the desktop's font. */
  public static EmojiPictures ofDesktop(Background background) {
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    return new EmojiPictures(
        linux ? State.RESTING : State.NONE,
        () -> SystemEmojiFont.open(System.getenv()),
        background);
  }

  /** Images of the font that {@code source} opens on another thread, null for none. */
  static EmojiPictures of(Callable<@Nullable EmojiFont> source, Background background) {
    return new EmojiPictures(State.RESTING, source, background);
  }

  /**
   * The images of a character or cluster side by side; empty to draw text; null if not loaded yet.
   *
   * @param whenKnown called once when more images are loaded
   */
  @Nullable List<Image> find(Wanted wanted, Runnable whenKnown) {
    if (state == State.NONE || state == State.CLOSED) {
      return List.of();
    }
    List<Image> known = kept.get(wanted);
    if (known == null) {
      waiting.add(whenKnown);
      if (ahead.size() < MAX_AHEAD) {
        ahead.add(wanted);
      }
      readMore();
    }
    return known;
  }

  private void readMore() {
    if (state == State.RESTING && !ahead.isEmpty()) {
      state = State.READING;
      List<Wanted> batch = ahead.stream().limit(BATCH).toList();
      background
          .call(() -> read(batch))
          .whenCompleteAsync((pictures, failure) -> came(pictures, failure), new FxThread());
    }
  }

  /** Reads a batch of images. Null without a font. */
  private @Nullable Map<Wanted, List<Image>> read(List<Wanted> batch) throws Exception {
    EmojiFont from = font;
    if (from == null) {
      from = source.call();
      font = from;
    }
    if (from == null) {
      return null;
    }
    Map<Wanted, List<Image>> pictures = new LinkedHashMap<>();
    for (Wanted wanted : batch) {
      pictures.put(wanted, read(from, wanted));
    }
    return pictures;
  }

  /** Reads images; empty if they cannot be read. */
  private static List<Image> read(EmojiFont font, Wanted wanted) {
    List<Image> images = new ArrayList<>();
    try {
      List<byte[]> pictures = font.pictures(wanted.cluster(), wanted.height());
      for (byte[] picture : pictures) {
        double width = (double) wanted.width() / pictures.size();
        Image image =
            new Image(new ByteArrayInputStream(picture), width, wanted.height(), true, true);
        if (!image.isError()) {
          images.add(image);
        }
      }
    } catch (IOException | RuntimeException failure) {
      LOG.debug("An emoji is drawn as text", failure);
    }
    return List.copyOf(images);
  }

  private void came(@Nullable Map<Wanted, List<Image>> pictures, @Nullable Throwable failure) {
    if (state == State.CLOSED) {
      closeFont();
      return;
    }
    if (pictures == null) {
      if (failure != null) {
        LOG.warn("Emoji are drawn as text", failure);
      }
      state = State.NONE;
      ahead.clear();
    } else {
      state = State.RESTING;
      pictures.forEach(kept::put);
      ahead.removeAll(pictures.keySet());
    }
    List<Runnable> tell = List.copyOf(waiting);
    waiting.clear();
    tell.forEach(Runnable::run);
    readMore();
  }

  /** Closes the font. Emoji are drawn as text from then on. */
  @Override
  public void close() {
    boolean reading = state == State.READING;
    state = State.CLOSED;
    waiting.clear();
    if (!reading) {
      closeFont();
    }
  }

  private void closeFont() {
    EmojiFont open = font;
    font = null;
    if (open != null) {
      background.run(open::close);
    }
  }
}
