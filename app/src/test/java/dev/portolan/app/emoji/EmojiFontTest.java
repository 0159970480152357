package dev.portolan.app.emoji;

import static dev.portolan.app.emoji.SyntheticFont.FACE;
import static dev.portolan.app.emoji.SyntheticFont.FAMILY;
import static dev.portolan.app.emoji.SyntheticFont.FLAG;
import static dev.portolan.app.emoji.SyntheticFont.GIRL;
import static dev.portolan.app.emoji.SyntheticFont.HEART;
import static dev.portolan.app.emoji.SyntheticFont.KEYCAP;
import static dev.portolan.app.emoji.SyntheticFont.LETTER_E;
import static dev.portolan.app.emoji.SyntheticFont.MAN;
import static dev.portolan.app.emoji.SyntheticFont.RED_HEART;
import static dev.portolan.app.emoji.SyntheticFont.STAR;
import static dev.portolan.app.emoji.SyntheticFont.THUMB;
import static dev.portolan.app.emoji.SyntheticFont.TINTED_THUMB;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.app.emoji.SyntheticFont.Bytes;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiFontTest {
  private static final List<String> CLUSTERS =
      List.of(
          "😀",
          "👨‍👩‍👧",
          "👨‍👧",
          "🇩🇪",
          "🇪🇪",
          "👍",
          "👍🏽",
          "1️⃣",
          "❤",
          "❤️",
          "⭐",
          "⭐️",
          "a",
          "🏴‍☠️");

  @TempDir private Path folder;

  private List<byte[]> pictures(String cluster) throws IOException {
    try (EmojiFont font = EmojiFont.open(SyntheticFont.write(folder))) {
      return font.pictures(cluster, 16);
    }
  }

  private void assertPictures(String cluster, int... glyphs) throws IOException {
    assertThat(pictures(cluster))
        .as(cluster)
        .containsExactlyElementsOf(Arrays.stream(glyphs).mapToObj(SyntheticFont::png).toList());
  }

  @Test
  void charactersAndClustersHaveThePicturesOfTheFont() throws IOException {
    assertPictures("😀", FACE);
    assertPictures("👨‍👩‍👧", FAMILY);
    assertPictures("🇩🇪", FLAG);
    assertPictures("👍", THUMB);
    assertPictures("👍🏽", TINTED_THUMB);
    assertPictures("1️⃣", KEYCAP);
  }

  @Test
  void aSelectorThatTheFontDoesNotKnowIsOfNoConsequence() throws IOException {
    assertPictures("❤", HEART);
    assertPictures("❤️", RED_HEART);
    assertPictures("⭐️", STAR);
  }

  @Test
  void partsStandForWhatIsNotKnownAsAWhole() throws IOException {
    assertPictures("👨‍👧", MAN, GIRL);
    assertPictures("🇪🇪", LETTER_E, LETTER_E);
    assertPictures("a");
    assertThat(pictures("😀".repeat(16))).as("no more than can be seen").hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no font", "\0\1\0\0", "wOFFxxxxxxxx", "\0\1\0\0\0\0\0\0\0\0\0\0"})
  void whatIsNoFontIsRefusedWithAReason(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("emoji.ttf"), content);
    assertThatThrownBy(() -> EmojiFont.open(file))
        .isInstanceOf(EmojiFontException.class)
        .hasMessageStartingWith("it");
  }

  @Test
  void aFolderIsRefused() {
    assertThatThrownBy(() -> EmojiFont.open(folder)).hasMessage("it is no file");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aFontThatEndsEarlyIsRefusedWherever() throws IOException {
    byte[] font = SyntheticFont.font(SyntheticFont.tables());
    for (int length = 0; length < font.length; length += 7) {
      assertThat(tryAll(Arrays.copyOf(font, length), "cut to " + length)).isPositive();
    }
  }

  @Test
  @Timeout(value = 120, unit = TimeUnit.SECONDS)
  void noNumberInAFontLeadsAstray() throws IOException {
    byte[] font = SyntheticFont.font(SyntheticFont.tables());
    int end = font.length - table(SyntheticFont.tables(), "CBDT").length + 64;
    int refused = 0;
    for (int at = 4; at < end; at++) {
      for (int value : new int[] {0, 0x7fffffff, 0x80000000, 0xffffffff, 0xfffffffc}) {
        byte[] wrong = font.clone();
        ByteBuffer.wrap(wrong).putInt(at, value);
        refused += tryAll(wrong, "%x at %d".formatted(value, at));
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] table(Map<String, byte[]> tables, String name) {
    return requireNonNull(tables.get(name));
  }

  /** Returns how much was refused; all else must pass. */
  private int tryAll(byte[] bytes, String how) throws IOException {
    Path file = Files.write(folder.resolve("hostile.ttf"), bytes);
    int refused = 0;
    try (EmojiFont font = EmojiFont.open(file)) {
      for (String cluster : CLUSTERS) {
        try {
          font.pictures(cluster, 16);
        } catch (EmojiFontException expected) {
          refused++;
        }
      }
    } catch (EmojiFontException expected) {
      refused++;
    } catch (RuntimeException | OutOfMemoryError wrong) {
      fail(how, wrong);
    }
    return refused;
  }

  @Test
  void aTableThatIsTooLargeIsNotRead() throws IOException {
    Map<String, byte[]> tables = SyntheticFont.tables();
    tables.put("GSUB", new byte[5 << 20]);
    assertRefused(tables, "its table GSUB is larger than 4194304 bytes");
  }

  @ParameterizedTest
  @MethodSource("tableNames")
  void aTableThatPointsBeyondTheFileCountsAsMissing(String name) throws IOException {
    byte[] font = SyntheticFont.font(SyntheticFont.tables());
    int entry = 12 + 16 * List.copyOf(SyntheticFont.tables().keySet()).indexOf(name);
    ByteBuffer.wrap(font).putInt(entry + 12, 0x80000000);
    Path file = Files.write(folder.resolve("hostile.ttf"), font);
    assertThatThrownBy(
            () -> {
              try (EmojiFont opened = EmojiFont.open(file)) {
                opened.pictures("😀", 16);
              }
            })
        .isInstanceOf(EmojiFontException.class)
        .hasMessage("it has no table " + name);
  }

  static List<String> tableNames() {
    return List.of("cmap", "CBLC", "CBDT");
  }

  @Test
  void picturesOfImpossibleSizesAreRefused() throws IOException {
    Map<String, byte[]> tables = SyntheticFont.tables();
    byte[] pictures = table(tables, "CBDT");
    // The face is the first: 4 bytes of the table, 5 of its place, 4 of its length, then the PNG.
    ByteBuffer.wrap(pictures).putInt(13 + 16, 1 << 20);
    assertFaceRefused(tables, "a picture in it has 1048576 × 32 pixels");
    ByteBuffer.wrap(pictures).putInt(13 + 16, 32).putInt(13 + 33, 0x7fffffff);
    assertFaceRefused(tables, "its table of a picture points beyond its end");
    ByteBuffer.wrap(pictures).putInt(9, 0x80000000);
    assertFaceRefused(tables, "its table CBDT points beyond its end");
    tables = SyntheticFont.tables();
    ByteBuffer.wrap(table(tables, "CBDT")).putInt(13, 0);
    assertFaceRefused(tables, "a picture in it is no PNG file");
    tables = SyntheticFont.tables();
    tables.put("CBDT", Arrays.copyOf(pictures, 1 << 20));
    // The offset behind the face: after the list of sizes and the five subtables' places.
    ByteBuffer.wrap(table(tables, "CBLC")).putInt(96 + 12, 600_000);
    assertFaceRefused(tables, "a picture in it has an impossible length");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void ligaturesThatTakeForeverAreGivenUp() throws IOException {
    int lookups = 1_000;
    int each = 30_000;
    Bytes table = new Bytes().u16(1).u16(0).u16(0).u16(10).u16(22 + 2 * lookups);
    table.u16(1).text("liga").u16(8).u16(0).u16(lookups);
    IntStream.range(0, lookups).forEach(table::u16);
    table.u16(lookups);
    IntStream.range(0, lookups).forEach(i -> table.u16(2 + 2 * lookups));
    table.u16(4).u16(0).u16(1).u16(8);
    table.u16(1).u16(8).u16(1).u16(14).u16(1).u16(1).u16(FACE);
    table.u16(each);
    IntStream.range(0, each).forEach(i -> table.u16(2 + 2 * each));
    table.u16(FAMILY).u16(2).u16(99);
    Map<String, byte[]> tables = SyntheticFont.tables();
    tables.put("GSUB", table.toArray());
    Path file = Files.write(folder.resolve("hostile.ttf"), SyntheticFont.font(tables));
    try (EmojiFont font = EmojiFont.open(file)) {
      assertThatThrownBy(() -> font.pictures("😀".repeat(32), 16))
          .hasMessage("its ligatures take too long to look through");
    }
  }

  private void assertRefused(Map<String, byte[]> tables, String reason) throws IOException {
    Path file = Files.write(folder.resolve("hostile.ttf"), SyntheticFont.font(tables));
    assertThatThrownBy(() -> EmojiFont.open(file)).hasMessage(reason);
  }

  private void assertFaceRefused(Map<String, byte[]> tables, String reason) throws IOException {
    Path file = Files.write(folder.resolve("hostile.ttf"), SyntheticFont.font(tables));
    try (EmojiFont font = EmojiFont.open(file)) {
      assertThatThrownBy(() -> font.pictures("😀", 16)).hasMessage(reason);
      assertThat(font.pictures("👍", 16)).as("others").hasSize(1);
    }
  }

  @Test
  void theFontIsLookedForInTheFoldersOfFonts() throws IOException {
    assertThat(
            SystemEmojiFont.folders(Map.of("HOME", "/home/p", "XDG_DATA_DIRS", "/a:b:/usr/share")))
        .startsWith(Path.of("/home/p/.local/share/fonts"), Path.of("/home/p/.fonts"))
        .contains(Path.of("/a/fonts"), Path.of("/usr/share/fonts"))
        .allMatch(Path::isAbsolute);
    Path below = Files.createDirectories(folder.resolve("truetype/some"));
    Files.writeString(below.resolve("AnEmoji.ttf"), "no font");
    Files.createSymbolicLink(below.resolve("loop"), folder);
    assertThat(SystemEmojiFont.open(Set.of(folder))).isNull();
    Files.move(SyntheticFont.write(folder), below.resolve("NotoColorEmoji.ttf"));
    try (EmojiFont font = SystemEmojiFont.open(Set.of(folder))) {
      assertThat(requireNonNull(font).pictures("😀", 16)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "😀",
        "👨‍👩‍👧",
        "🇩🇪",
        "👍🏽",
        "1️⃣",
        "❤️",
        "☺️",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "🏳️‍🌈",
        "👩🏽‍🚀",
        "❤️‍🔥",
        "#️⃣",
        "🧑🏻‍🤝‍🧑🏿"
      })
  void theFontOfTheSystemHasOneColoredPictureForEach(String cluster) throws IOException {
    EmojiFont found = SystemEmojiFont.open(System.getenv());
    assumeTrue(found != null, "no font of pictures is installed: try fonts-noto-color-emoji");
    try (EmojiFont font = found) {
      List<byte[]> pictures = font.pictures(cluster, 20);
      assertThat(pictures).hasSize(1);
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(pictures.getFirst()));
      long colors =
          IntStream.range(0, image.getWidth() * image.getHeight())
              .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
              .filter(argb -> new Color(argb, true).getAlpha() == 255)
              .distinct()
              .count();
      assertThat(colors).isGreaterThan(8);
    }
  }
}
