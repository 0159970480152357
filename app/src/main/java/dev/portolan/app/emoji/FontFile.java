package dev.portolan.app.emoji;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A font's file and where its tables lie in it. It stays open, so that all is read from one file
 * even if another takes its name. Any thread.
 */
final class FontFile implements AutoCloseable {
  private static final long MAX_BYTES = 256L << 20;
  private static final int MAX_TABLES = 256;
  private static final int HEADER = 12;
  private static final int ENTRY = 16;

  private final FileChannel channel;
  private final Map<String, Place> tables;

  /** Where bytes lie in the file. */
  private record Place(long offset, long length) {}

  private FontFile(FileChannel channel, Map<String, Place> tables) {
    this.channel = channel;
    this.tables = tables;
  }

  static FontFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new EmojiFontException("it is no file"); // Opening a pipe would wait for its writer.
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new FontFile(channel, directory(channel));
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static Map<String, Place> directory(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size > MAX_BYTES) {
      throw new EmojiFontException("it is larger than " + (MAX_BYTES >> 20) + " MB");
    }
    FontTable header = new FontTable("of tables", read(channel, 0, HEADER));
    long kind = header.u32(0);
    if (kind != 0x00010000 && kind != 0x4f54544f && kind != 0x74727565) {
      throw new EmojiFontException("it is no TrueType or OpenType font");
    }
    int count = header.u16(4);
    if (count > MAX_TABLES) {
      throw new EmojiFontException("it has more than " + MAX_TABLES + " tables");
    }
    byte[] entries = read(channel, HEADER, count * ENTRY);
    FontTable list = new FontTable("of tables", entries);
    Map<String, Place> tables = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String name = new String(entries, i * ENTRY, 4, StandardCharsets.ISO_8859_1);
      Place place = new Place(list.u32(ENTRY * (long) i + 8), list.u32(ENTRY * (long) i + 12));
      if (place.offset() + place.length() <= size) {
        tables.putIfAbsent(name, place);
      }
    }
    return tables;
  }

  boolean has(String table) {
    return tables.containsKey(table);
  }

  /** The whole of a table that may have {@code most} bytes. */
  FontTable table(String name, int most) throws IOException {
    Place place = place(name);
    if (place.length() > most) {
      throw new EmojiFontException("its table " + name + " is larger than " + most + " bytes");
    }
    return new FontTable(name, read(channel, place.offset(), (int) place.length()));
  }

  /** A part of a table, which may be a large one. */
  FontTable part(String name, long offset, int length) throws IOException {
    Place place = place(name);
    if (offset < 0 || length < 0 || offset + length > place.length()) {
      throw new EmojiFontException("its table " + name + " ends before a picture in it");
    }
    return new FontTable(name, read(channel, place.offset() + offset, length));
  }

  private Place place(String name) throws EmojiFontException {
    Place place = tables.get(name);
    if (place == null) {
      throw new EmojiFontException("it has no table " + name);
    }
    return place;
  }

  private static byte[] read(FileChannel channel, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new EmojiFontException("its file ends early");
      }
    }
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
