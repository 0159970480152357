package dev.portolan.transport.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** An archive with whatever in its headers. */
public final class RawTar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Charset names;

  /** An archive with names in UTF-8. */
  public RawTar() {
    this(StandardCharsets.UTF_8);
  }

  /**
   * @param names the character set of names
   */
  public RawTar(Charset names) {
    this.names = names;
  }

  /** A header, followed by the content in whole blocks. */
  public RawTar entry(char type, String name, String link, int mode, long size, byte[] content) {
    return entry(type, "", name, link, mode, size, content);
  }

  private RawTar entry(
      char type, String prefix, String name, String link, int mode, long size, byte[] content) {
    byte[] header = new byte[512];
    put(header, 345, prefix.getBytes(names), 155);
    put(header, 0, name.getBytes(names), 100);
    put(header, 100, String.format("%07o", mode));
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, String.format("%011o", size));
    put(header, 136, "00000000000");
    header[156] = (byte) type;
    put(header, 157, link.getBytes(names), 100);
    put(header, 257, "ustar\00000");
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, String.format("%06o\0 ", sum));
    bytes.writeBytes(header);
    bytes.writeBytes(content);
    bytes.writeBytes(new byte[(512 - content.length % 512) % 512]);
    return this;
  }

  /** A file. */
  public RawTar file(String name, String content) {
    byte[] data = content.getBytes(StandardCharsets.UTF_8);
    return entry('0', name, "", 0644, data.length, data);
  }

  /** A file whose name is in two parts. */
  public RawTar prefixed(String prefix, String name) {
    return entry('0', prefix, name, "", 0644, 0, new byte[0]);
  }

  /** A folder. */
  public RawTar folder(String name) {
    return entry('5', name, "", 0755, 0, new byte[0]);
  }

  /** A symbolic link. */
  public RawTar link(String name, String target) {
    return entry('2', name, target, 0, 0, new byte[0]);
  }

  /** An entry of another type. */
  public RawTar special(char type, String name) {
    return entry(type, name, "top/a", 0644, 0, new byte[0]);
  }

  /** Extended headers for the next entry. */
  public RawTar pax(String... keysAndValues) {
    return records('x', keysAndValues);
  }

  /** Extended headers for all entries that follow. */
  public RawTar global(String... keysAndValues) {
    return records('g', keysAndValues);
  }

  /** Extended headers of any form. */
  public RawTar rawPax(String text) {
    byte[] data = text.getBytes(names);
    return entry('x', "PaxHeaders/x", "", 0644, data.length, data);
  }

  private RawTar records(char type, String... keysAndValues) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      byte[] rest = (" " + keysAndValues[i] + "=" + keysAndValues[i + 1] + "\n").getBytes(names);
      int length = rest.length + 1;
      while (String.valueOf(length).length() + rest.length != length) {
        length++;
      }
      records.writeBytes(String.valueOf(length).getBytes(StandardCharsets.US_ASCII));
      records.writeBytes(rest);
    }
    byte[] data = records.toByteArray();
    return entry(type, "PaxHeaders/x", "", 0644, data.length, data);
  }

  /** Bytes as they are. */
  public RawTar raw(byte[] data) {
    bytes.writeBytes(data);
    return this;
  }

  /** The two blocks of zeros. */
  public RawTar end() {
    return raw(new byte[1024]);
  }

  /** All of it. */
  public byte[] toBytes() {
    return bytes.toByteArray();
  }

  /** The same, compressed. */
  public byte[] gzip() {
    return gzip(toBytes());
  }

  /** Compressed bytes. */
  public static byte[] gzip(byte[] data) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    put(header, at, text.getBytes(StandardCharsets.US_ASCII), 512);
  }

  private static void put(byte[] header, int at, byte[] text, int room) {
    System.arraycopy(text, 0, header, at, Math.min(text.length, room));
  }
}
