package dev.portolan.app.emoji;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A font whose characters are pictures (tables {@code CBLC} and {@code CBDT}), such as Noto Color
 * Emoji. Only what says where they lie is kept in memory. Any thread; reading blocks.
 */
public final class EmojiFont implements AutoCloseable {
  private static final int MAX_TABLE_BYTES = 4 << 20;
  private static final int MAX_CHARACTERS = 64;
  private static final int MAX_PICTURES = 4;

  private final FontFile file;
  private final CharacterMap characters;
  private final @Nullable Ligatures ligatures;
  private final Strikes strikes;

  private EmojiFont(FontFile file) throws IOException {
    this.file = file;
    strikes = new Strikes(file.table("CBLC", MAX_TABLE_BYTES));
    characters = new CharacterMap(file.table("cmap", MAX_TABLE_BYTES));
    ligatures = file.has("GSUB") ? new Ligatures(file.table("GSUB", MAX_TABLE_BYTES)) : null;
  }

  /**
   * Reads where everything lies in {@code file}.
   *
   * @throws EmojiFontException if it is no font with pictures, or not in order
   */
  public static EmojiFont open(Path file) throws IOException {
    FontFile opened = FontFile.open(file);
    try {
      return new EmojiFont(opened);
    } catch (IOException | RuntimeException failure) {
      opened.close();
      throw failure;
    }
  }

  /**
   * The pictures that stand for a character or a cluster, as PNG files: one where the font has it,
   * those of its parts where it does not know the whole, none where it has nothing of it.
   *
   * @param height of a line in pixels; pictures may be larger
   * @throws EmojiFontException if what the font says of it is not in order
   */
  public List<byte[]> pictures(String cluster, int height) throws IOException {
    int[] text = cluster.codePoints().limit(MAX_CHARACTERS).toArray();
    List<byte[]> pictures = new ArrayList<>();
    for (int glyph : glyphs(text)) {
      Strikes.Place place = glyph == 0 ? null : strikes.find(glyph, height);
      if (place != null && pictures.size() < MAX_PICTURES) {
        FontTable data = file.part("CBDT", place.offset(), place.length());
        pictures.add(EmojiPng.read(data, place.format()));
      }
    }
    return pictures;
  }

  private List<Integer> glyphs(int[] text) throws EmojiFontException {
    List<Integer> glyphs = new ArrayList<>();
    for (int i = 0; i < text.length; i++) {
      boolean asEmoji = i + 1 < text.length && text[i + 1] == EmojiText.EMOJI_STYLE;
      int known = asEmoji ? characters.emojiGlyph(text[i]) : 0;
      int glyph = known == 0 ? characters.glyph(text[i]) : known;
      // A selector that the font does not know has no glyph and is of no consequence.
      if (glyph != 0 || text[i] != EmojiText.EMOJI_STYLE) {
        glyphs.add(glyph);
      }
      if (known != 0) {
        i++;
      }
    }
    return ligatures == null ? glyphs : ligatures.apply(glyphs);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
