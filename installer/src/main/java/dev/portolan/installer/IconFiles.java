package dev.portolan.installer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Puts PNGs of several sizes into one file, as Windows and macOS want them. */
final class IconFiles {
  private static final int ICO_HEADER = 6;
  private static final int ICO_ENTRY = 16;
  private static final int ICO_LARGEST = 256;
  private static final int ICNS_HEADER = 8;

  private IconFiles() {}

  /** Windows: every size up to 256 pixels. */
  static byte[] ico(Map<Integer, byte[]> pictures) {
    List<Integer> sizes =
        new ArrayList<>(pictures.keySet().stream().filter(size -> size <= ICO_LARGEST).toList());
    int offset = ICO_HEADER + ICO_ENTRY * sizes.size();
    ByteBuffer head = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) 0).putShort((short) 1).putShort((short) sizes.size());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size : sizes) {
      byte[] picture = picture(pictures, size);
      byte pixels = (byte) (size == ICO_LARGEST ? 0 : size); // A zero stands for 256.
      head.put(pixels).put(pixels).put((byte) 0).put((byte) 0);
      head.putShort((short) 1).putShort((short) 32).putInt(picture.length).putInt(offset);
      offset += picture.length;
      body.writeBytes(picture);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(head.array());
    file.writeBytes(body.toByteArray());
    return file.toByteArray();
  }

  /** macOS: every size by the four letters that stand for it, those of dense screens included. */
  static byte[] icns(Map<Integer, byte[]> pictures) {
    Map<String, Integer> types = new LinkedHashMap<>();
    types.put("icp4", 16);
    types.put("icp5", 32);
    types.put("ic07", 128);
    types.put("ic08", 256);
    types.put("ic09", 512);
    types.put("ic10", 1024);
    types.put("ic11", 32);
    types.put("ic12", 64);
    types.put("ic13", 256);
    types.put("ic14", 512);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    types.forEach((type, size) -> body.writeBytes(chunk(type, picture(pictures, size))));
    return chunk("icns", body.toByteArray());
  }

  private static byte[] picture(Map<Integer, byte[]> pictures, int size) {
    return Objects.requireNonNull(pictures.get(size), () -> "no picture of size " + size);
  }

  private static byte[] chunk(String type, byte[] content) {
    return ByteBuffer.allocate(ICNS_HEADER + content.length)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(ICNS_HEADER + content.length)
        .put(content)
        .array();
  }
}
