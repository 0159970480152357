package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.emoji.EmojiFont;
import dev.portolan.app.emoji.SyntheticFont;
import dev.portolan.app.task.Background;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javafx.scene.image.Image;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class EmojiPicturesTest {
  @TempDir private Path folder;
  private final Background background = new Background();
  private final AtomicInteger told = new AtomicInteger();
  private EmojiFont font;
  private EmojiPictures pictures;

  @BeforeEach
  void open() throws IOException {
    font = EmojiFont.open(SyntheticFont.write(folder));
    pictures = EmojiPictures.of(() -> font, background);
  }

  @AfterEach
  void close() {
    onFx(
        () -> {
          pictures.close();
          return true;
        });
    background.close();
  }

  private static <T> T onFx(Callable<T> action) {
    return WaitForAsyncUtils.waitForAsyncFx(30_000, action);
  }

  private List<Image> find(String cluster) {
    return onFx(
        () -> pictures.find(new EmojiPictures.Wanted(cluster, 20, 18), told::incrementAndGet));
  }

  private List<Image> await(String cluster) throws Exception {
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> find(cluster) != null);
    return find(cluster);
  }

  @Test
  void aPictureComesLaterAsLargeAsItsPlace() throws Exception {
    assertThat(find("😀")).isNull();
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> onFx(told::get) == 1);
    List<Image> images = find("😀");
    assertThat(images).hasSize(1);
    assertThat(images.getFirst().getWidth()).isEqualTo(18);
    assertThat(images.getFirst().getHeight()).isEqualTo(18);
    assertThat(told).as("told once").hasValue(1);
  }

  @Test
  void partsShareThePlace() throws Exception {
    assertThat(await("👨‍👧")).hasSize(2).allMatch(image -> image.getWidth() == 10);
  }

  @Test
  void whatTheFontDoesNotHaveIsText() throws Exception {
    assertThat(await("🍕")).isEmpty();
  }

  @Test
  void allThatIsAskedForComesEvenIfItIsMoreThanCanWait() throws Exception {
    List<String> many = IntStream.range(0, 600).mapToObj(i -> "😀" + "\u0301".repeat(i)).toList();
    onFx(
        () -> {
          for (String each : many) {
            pictures.find(new EmojiPictures.Wanted(each, 20, 18), told::incrementAndGet);
          }
          return true;
        });
    for (String each : many) {
      assertThat(await(each)).hasSize(1);
    }
  }

  @Test
  void whereThereIsNoFontAllIsText() throws Exception {
    pictures = EmojiPictures.of(() -> null, background);
    assertThat(await("😀")).isEmpty();
    assertThat(find("⭐")).isEmpty();
    pictures =
        EmojiPictures.of(
            () -> {
              throw new IOException("broken");
            },
            background);
    assertThat(await("😀")).isEmpty();
    font.close();
  }

  @Test
  void theFontIsClosedInTheEnd() throws Exception {
    await("😀");
    onFx(
        () -> {
          pictures.close();
          return true;
        });
    assertThat(find("⭐")).isEmpty();
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, this::isClosed);
  }

  @Test
  void theFontIsClosedAlsoWhileItIsRead() throws Exception {
    onFx(
        () -> {
          pictures.find(new EmojiPictures.Wanted("😀", 20, 18), told::incrementAndGet);
          pictures.close();
          return true;
        });
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, this::isClosed);
    assertThat(told).hasValue(0);
  }

  private boolean isClosed() {
    try {
      font.pictures("😀", 16);
      return false;
    } catch (IOException closed) {
      return true;
    }
  }
}
