package dev.portolan.app.emoji;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** A font of a few emoji, each a square of one colour, with every form that a real one may have. */
public final class SyntheticFont {
  public static final int FACE = 1;
  public static final int MAN = 2;
  public static final int WOMAN = 3;
  public static final int GIRL = 4;
  public static final int JOINER = 5;
  public static final int FAMILY = 6;
  public static final int LETTER_D = 7;
  public static final int LETTER_E = 8;
  public static final int FLAG = 9;
  public static final int THUMB = 10;
  public static final int TONE = 11;
  public static final int TINTED_THUMB = 12;
  public static final int ONE = 13;
  public static final int ENCLOSING = 14;
  public static final int KEYCAP = 15;
  public static final int HEART = 16;
  public static final int RED_HEART = 17;
  public static final int STAR = 18;

  private static final int SIDE = 32;
  private static final int PADDED = 400;

  private SyntheticFont() {}

  /** Writes it to {@code folder}. */
  public static Path write(Path folder) {
    try {
      return Files.write(folder.resolve("emoji.ttf"), font(tables()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** What is painted for a glyph. */
  public static Color color(int glyph) {
    return new Color(30 + 12 * glyph, 250 - 12 * glyph, 120);
  }

  public static byte[] png(int glyph) {
    return png(color(glyph), SIDE);
  }

  static byte[] png(Color color, int side) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        image.setRGB(x, y, color.getRGB());
      }
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Its tables, for tests that change one. */
  static Map<String, byte[]> tables() {
    Map<String, byte[]> tables = new LinkedHashMap<>();
    tables.put("cmap", characterMap());
    tables.put("GSUB", ligatures());
    Bytes pictures = new Bytes().u16(3).u16(0);
    tables.put("CBLC", strikes(pictures));
    tables.put("CBDT", pictures.toArray());
    return tables;
  }

  static byte[] font(Map<String, byte[]> tables) {
    Bytes out = new Bytes().u32(0x00010000).u16(tables.size()).u16(0).u16(0).u16(0);
    int offset = 12 + 16 * tables.size();
    for (Map.Entry<String, byte[]> table : tables.entrySet()) {
      out.text(table.getKey()).u32(0).u32(offset).u32(table.getValue().length);
      offset += table.getValue().length;
    }
    tables.values().forEach(out::bytes);
    return out.toArray();
  }

  private static byte[] characterMap() {
    int[][] groups = {
      {0x31, 0x31, ONE},
      {0x200d, 0x200d, JOINER},
      {0x20e3, 0x20e3, ENCLOSING},
      {0x2764, 0x2764, HEART},
      {0x2b50, 0x2b50, STAR},
      {0x1f1e9, 0x1f1ea, LETTER_D},
      {0x1f3fd, 0x1f3fd, TONE},
      {0x1f44d, 0x1f44d, THUMB},
      {0x1f467, 0x1f467, GIRL},
      {0x1f468, 0x1f469, MAN},
      {0x1f600, 0x1f600, FACE}
    };
    Bytes full = new Bytes().u16(12).u16(0).u32(16 + 12 * groups.length).u32(0).u32(groups.length);
    for (int[] group : groups) {
      full.u32(group[0]).u32(group[1]).u32(group[2]);
    }
    // U+FE0F leaves 1 as it is, and makes another glyph of the heart.
    Bytes selectors = new Bytes().u16(14).u32(21 + 8 + 9).u32(1).u24(0xfe0f).u32(21).u32(29);
    selectors.u32(1).u24(0x31).u8(0);
    selectors.u32(1).u24(0x2764).u16(RED_HEART);
    Bytes table = new Bytes().u16(0).u16(2);
    table.u16(0).u16(5).u32(20 + full.size());
    table.u16(3).u16(10).u32(20);
    return table.bytes(full.toArray()).bytes(selectors.toArray()).toArray();
  }

  private static byte[] ligatures() {
    Bytes features = new Bytes().u16(2);
    features.text("ccmp").u16(14).text("liga").u16(20);
    features.u16(0).u16(1).u16(0).u16(0).u16(1).u16(1);
    Bytes first =
        ligatureSubtable(
            1,
            Map.of(
                MAN, new int[] {FAMILY, JOINER, WOMAN, JOINER, GIRL},
                LETTER_D, new int[] {FLAG, LETTER_E},
                ONE, new int[] {KEYCAP, ENCLOSING}));
    Bytes second = ligatureSubtable(2, Map.of(THUMB, new int[] {TINTED_THUMB, TONE}));
    Bytes lookups = new Bytes().u16(2).u16(6).u16(14 + first.size());
    lookups.u16(4).u16(0).u16(1).u16(8).bytes(first.toArray());
    lookups.u16(7).u16(0).u16(1).u16(8).u16(1).u16(4).u32(8).bytes(second.toArray());
    Bytes table = new Bytes().u16(1).u16(0).u16(0).u16(10).u16(10 + features.size());
    return table.bytes(features.toArray()).bytes(lookups.toArray()).toArray();
  }

  /** Of each first glyph: the ligature, then the others that it takes. */
  private static Bytes ligatureSubtable(int coverageFormat, Map<Integer, int[]> ligatures) {
    List<Map.Entry<Integer, int[]>> sorted =
        ligatures.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    int count = sorted.size();
    Bytes coverage = new Bytes().u16(coverageFormat).u16(count);
    for (int i = 0; i < count; i++) {
      coverage.u16(sorted.get(i).getKey());
      if (coverageFormat == 2) {
        coverage.u16(sorted.get(i).getKey()).u16(i);
      }
    }
    Bytes table = new Bytes().u16(1).u16(6 + 2 * count).u16(count);
    Bytes sets = new Bytes();
    for (Map.Entry<Integer, int[]> each : sorted) {
      int[] ligature = each.getValue();
      table.u16(6 + 2 * count + coverage.size() + sets.size());
      // Before it stands a longer one that fits nothing.
      sets.u16(2).u16(6).u16(12).u16(99).u16(2).u16(99);
      sets.u16(ligature[0]).u16(ligature.length);
      for (int i = 1; i < ligature.length; i++) {
        sets.u16(ligature[i]);
      }
    }
    return table.bytes(coverage.toArray()).bytes(sets.toArray());
  }

  /** One size, with a subtable of each format; fills the pictures. */
  private static byte[] strikes(Bytes pictures) {
    Bytes[] subtables = {
      offsets(pictures, 1, 17, FACE, MAN, WOMAN, GIRL, JOINER, FAMILY),
      offsets(pictures, 3, 18, LETTER_D, LETTER_E, FLAG),
      sparse(pictures),
      sameSize(pictures),
      sameSizeSparse(pictures)
    };
    int[][] ranges = {
      {FACE, FAMILY}, {LETTER_D, FLAG}, {THUMB, TINTED_THUMB}, {KEYCAP, KEYCAP}, {HEART, STAR}
    };
    Bytes list = new Bytes();
    int offset = 8 * subtables.length;
    for (int i = 0; i < subtables.length; i++) {
      list.u16(ranges[i][0]).u16(ranges[i][1]).u32(offset);
      offset += subtables[i].size();
    }
    Bytes table = new Bytes().u16(3).u16(0).u32(1);
    table.u32(56).u32(offset).u32(subtables.length).u32(0).bytes(new byte[24]);
    table.u16(FACE).u16(STAR).u8(SIDE).u8(SIDE).u8(32).u8(1).bytes(list.toArray());
    for (Bytes subtable : subtables) {
      table.bytes(subtable.toArray());
    }
    return table.toArray();
  }

  private static Bytes offsets(Bytes pictures, int format, int pictureFormat, int... glyphs) {
    Bytes table = new Bytes().u16(format).u16(pictureFormat).u32(pictures.size());
    int start = pictures.size();
    for (int glyph : glyphs) {
      offset(table, format, pictures.size() - start);
      if (glyph != JOINER) {
        picture(pictures, pictureFormat, glyph);
      }
    }
    offset(table, format, pictures.size() - start);
    return table;
  }

  private static void offset(Bytes table, int format, int offset) {
    if (format == 1) {
      table.u32(offset);
    } else {
      table.u16(offset);
    }
  }

  private static Bytes sparse(Bytes pictures) {
    Bytes table = new Bytes().u16(4).u16(17).u32(pictures.size()).u32(3);
    int start = pictures.size();
    for (int glyph : new int[] {THUMB, TONE, TINTED_THUMB}) {
      table.u16(glyph).u16(pictures.size() - start);
      picture(pictures, 17, glyph);
    }
    return table.u16(0).u16(pictures.size() - start);
  }

  private static Bytes sameSize(Bytes pictures) {
    Bytes table = new Bytes().u16(2).u16(19).u32(pictures.size()).u32(PADDED).bytes(new byte[8]);
    padded(pictures, KEYCAP);
    return table;
  }

  private static Bytes sameSizeSparse(Bytes pictures) {
    Bytes table = new Bytes().u16(5).u16(19).u32(pictures.size()).u32(PADDED).bytes(new byte[8]);
    table.u32(3).u16(HEART).u16(RED_HEART).u16(STAR);
    padded(pictures, HEART);
    padded(pictures, RED_HEART);
    padded(pictures, STAR);
    return table;
  }

  private static void padded(Bytes pictures, int glyph) {
    int start = pictures.size();
    picture(pictures, 19, glyph);
    pictures.bytes(new byte[PADDED - (pictures.size() - start)]);
  }

  private static void picture(Bytes pictures, int format, int glyph) {
    byte[] png = png(glyph);
    pictures.bytes(new byte[format == 17 ? 5 : format == 18 ? 8 : 0]);
    pictures.u32(png.length).bytes(png);
  }

  /** Bytes that grow. */
  static final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Bytes u8(int value) {
      out.write(value);
      return this;
    }

    Bytes u16(int value) {
      return u8(value >> 8).u8(value);
    }

    Bytes u24(int value) {
      return u8(value >> 16).u16(value);
    }

    Bytes u32(int value) {
      return u16(value >> 16).u16(value);
    }

    Bytes text(String text) {
      return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    Bytes bytes(byte[] bytes) {
      out.writeBytes(bytes);
      return this;
    }

    int size() {
      return out.size();
    }

    byte[] toArray() {
      return out.toByteArray();
    }
  }
}
