package dev.portolan.transport.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * The names in an entry's headers as they came.
 *
 * <p>The library that reads archives makes absolute names relative, and writes a replacement
 * character for what is no UTF-8: the file would get another name than its sender gave it.
 */
final class HeaderNames {
  private static final int BLOCK = TarConstants.DEFAULT_RCDSIZE;
  private static final int NAME = 0;
  private static final int SIZE = 124;
  private static final int TYPE = 156;
  private static final int LINK = 157;
  private static final int PREFIX = 345;
  private static final int PREFIX_LENGTH = 155;

  private final byte[] headers;
  private boolean hasPath;
  private boolean hasLink;

  private HeaderNames(byte[] headers) {
    this.headers = headers;
  }

  /**
   * Checks all headers of one entry: its own, and those in front of it.
   *
   * @param padding how many bytes before them belong to the entry before
   * @throws TransferException if a name is absolute, or no UTF-8
   */
  static void check(byte[] headers, int padding) throws TransferException {
    new HeaderNames(Arrays.copyOfRange(headers, padding, headers.length)).check();
  }

  private void check() throws TransferException {
    int at = 0;
    while (at + BLOCK <= headers.length) {
      int content = at + BLOCK;
      long size = size(at);
      switch (headers[at + TYPE]) {
        case TarConstants.LF_PAX_EXTENDED_HEADER_LC,
            TarConstants.LF_PAX_EXTENDED_HEADER_UC,
            TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER ->
            checkRecords(content, end(content, size));
        case TarConstants.LF_GNUTYPE_LONGNAME -> {
          checkPath(untilZero(content, end(content, size)));
          hasPath = true;
        }
        case TarConstants.LF_GNUTYPE_LONGLINK -> {
          text(untilZero(content, end(content, size)));
          hasLink = true;
        }
        default -> {
          checkOwn(at);
          return;
        }
      }
      at = end(content, (size + BLOCK - 1) / BLOCK * BLOCK);
    }
  }

  private long size(int at) throws TransferException {
    try {
      return Math.max(0, TarUtils.parseOctalOrBinary(headers, at + SIZE, TarConstants.SIZELEN));
    } catch (IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private int end(int from, long length) {
    return (int) Math.min(headers.length, from + Math.min(length, headers.length));
  }

  /** The entry's own header, whose names count unless others came before it. */
  private void checkOwn(int at) throws TransferException {
    if (!hasPath) {
      text(untilZero(at + PREFIX, at + PREFIX + PREFIX_LENGTH));
      checkPath(untilZero(at + NAME, at + NAME + TarConstants.NAMELEN));
    }
    if (!hasLink) {
      text(untilZero(at + LINK, at + LINK + TarConstants.NAMELEN));
    }
  }

  /** Records of PAX: their length in digits, a blank, key, equals sign, value, line end. */
  private void checkRecords(int from, int end) throws TransferException {
    int at = from;
    while (at < end && headers[at] != 0) {
      int blank = indexOf(' ', at, end);
      int next = at + length(at, blank);
      int equals = indexOf('=', blank, end);
      if (next > end || equals >= next) {
        throw damaged(null);
      }
      byte[] value = Arrays.copyOfRange(headers, equals + 1, next - 1);
      switch (new String(headers, blank + 1, equals - blank - 1, UTF_8)) {
        case "path" -> {
          checkPath(value);
          hasPath = true;
        }
        case "linkpath" -> {
          text(value);
          hasLink = true;
        }
        default -> {}
      }
      at = next;
    }
  }

  private int length(int at, int blank) throws TransferException {
    try {
      return Math.max(
          1,
          Math.min(
              headers.length, Integer.parseInt(new String(headers, at, blank - at, US_ASCII))));
    } catch (NumberFormatException e) {
      throw damaged(e);
    }
  }

  private int indexOf(char wanted, int from, int end) throws TransferException {
    for (int i = from; i < end; i++) {
      if (headers[i] == wanted) {
        return i;
      }
    }
    throw damaged(null);
  }

  private byte[] untilZero(int from, int end) {
    int to = from;
    while (to < end && headers[to] != 0) {
      to++;
    }
    return Arrays.copyOfRange(headers, from, to);
  }

  private static void checkPath(byte[] path) throws TransferException {
    String name = text(path);
    if (name.startsWith("/")) {
      throw new TransferException("the archive has the name '" + name + "': it is absolute");
    }
  }

  private static String text(byte[] name) throws TransferException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      throw new TransferException(
          "the archive has a name that is no UTF-8: '" + new String(name, UTF_8) + "'", e);
    }
  }

  private static TransferException damaged(@Nullable Exception cause) {
    return new TransferException("the archive is damaged", cause);
  }
}
