package dev.portolan.app.tour;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/** Encodes images as PNG. The JDK's encoder would require AWT in the packages. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int HEADER_LENGTH = 13;
  private static final byte BITS = 8;
  private static final byte RGBA = 6;

  private Png() {}

  /** Encodes an image. Any thread, as long as the image does not change. */
  static byte[] of(Image image) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).putInt(width).putInt(height);
    chunk(out, "IHDR", header.put(BITS).put(RGBA).array());
    chunk(out, "IDAT", pixels(image, width, height));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static byte[] pixels(Image image, int width, int height) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    int[] row = new int[width];
    ByteBuffer bytes = ByteBuffer.allocate(1 + width * Integer.BYTES);
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      for (int y = 0; y < height; y++) {
        image
            .getPixelReader()
            .getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), row, 0, width);
        bytes.clear().put((byte) 0); // no filter
        for (int argb : row) {
          bytes.putInt(Integer.rotateLeft(argb, Byte.SIZE));
        }
        out.write(bytes.array());
      }
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
    out.write(name);
    out.write(content);
    out.write(ByteBuffer.allocate(Integer.BYTES).putInt((int) sum.getValue()).array());
  }
}
