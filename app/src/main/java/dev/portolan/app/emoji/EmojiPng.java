package dev.portolan.app.emoji;

/** Takes PNG pictures out of a font, if they are small and in order. */
final class EmojiPng {
  /** Longer ones are refused. */
  static final int MAX_BYTES = 256 << 10;

  private static final int MAX_PIXELS = 512;
  private static final long SIGNATURE_START = 0x89504e47L;
  private static final long SIGNATURE_END = 0x0d0a1a0aL;
  private static final long HEADER = 0x49484452L;
  private static final long END = 0x49454e44L;
  private static final int HEADER_LENGTH = 13;

  /** What a chunk has beside its data: length, name and checksum. */
  private static final int AROUND = 12;

  private EmojiPng() {}

  /**
   * The picture in a glyph's data.
   *
   * @param format 17 to 19, which say how much stands before it
   */
  static byte[] read(FontTable glyph, int format) throws EmojiFontException {
    int before =
        switch (format) {
          case 17 -> 5;
          case 18 -> 8;
          case 19 -> 0;
          default -> throw new EmojiFontException("its pictures are no PNG files");
        };
    byte[] png = glyph.bytes(before + 4L, glyph.u32(before));
    check(new FontTable("of a picture", png));
    return png;
  }

  private static void check(FontTable png) throws EmojiFontException {
    if (png.u32(0) != SIGNATURE_START
        || png.u32(4) != SIGNATURE_END
        || png.u32(8) != HEADER_LENGTH
        || png.u32(12) != HEADER) {
      throw new EmojiFontException("a picture in it is no PNG file");
    }
    long width = png.u32(16);
    long height = png.u32(20);
    if (width < 1 || width > MAX_PIXELS || height < 1 || height > MAX_PIXELS) {
      throw new EmojiFontException("a picture in it has " + width + " × " + height + " pixels");
    }
    long at = 8;
    while (png.u32(at + 4) != END) {
      at += AROUND + png.u32(at);
    }
  }
}
