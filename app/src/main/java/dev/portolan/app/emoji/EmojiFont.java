package dev.portolan.app.emoji;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bitmap emoji font (tables {@code CBLC} and {@code CBDT}) such as Noto Color Emoji. Only the
 * index is kept in memory. Any thread; reading blocks.
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
   * Reads the index of {@code file}.
   *
   * @throws EmojiFontException if it is no bitmap font or malformed
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
   * The PNG images for a character or cluster: one if the font has it as a whole, else one per
   * known part, else none.
   *
   * @param height line height in pixels; images may be larger
   * @throws EmojiFontException if the font is malformed
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
      // An unknown variation selector has no glyph and is ignored.
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
