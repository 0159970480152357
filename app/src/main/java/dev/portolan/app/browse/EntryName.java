package dev.portolan.app.browse;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * A name of bytes, which on most systems may be any but the separator and zero.
 *
 * @param raw the bytes, with a character for each
 * @param shown the text; where there is none, bytes as {@code \xNN}
 * @param isText whether all of it is UTF-8
 */
record EntryName(String raw, String shown, boolean isText) {
  private static final int MAX_CHARS = 4_096;

  /**
   * Decodes it.
   *
   * @param raw with a character for each byte
   */
  static EntryName of(String raw) {
    ByteBuffer bytes = ByteBuffer.wrap(raw.getBytes(StandardCharsets.ISO_8859_1));
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(bytes.remaining());
    StringBuilder text = new StringBuilder();
    boolean isText = true;
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, true);
      text.append(chars.flip());
      chars.clear();
      if (!result.isError()) {
        return new EntryName(raw, text.toString(), isText);
      }
      isText = false;
      for (int i = 0; i < result.length(); i++) {
        text.append("\\x%02x".formatted(bytes.get() & 0xff));
      }
      decoder.reset();
    }
  }

  /** A text's own bytes. */
  static EntryName ofText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new EntryName(new String(bytes, StandardCharsets.ISO_8859_1), text, true);
  }

  /** With all but letters and digits as {@code printf %b} of a shell reads it. */
  String escaped() {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char each = raw.charAt(i);
      boolean plain = each < 0x80 && Character.isLetterOrDigit(each);
      escaped.append(plain ? String.valueOf(each) : "\\0%03o".formatted((int) each));
    }
    return escaped.toString();
  }

  /** Whether it can be the name of something in a folder. */
  boolean isEntry(boolean windows) {
    return !shown.isEmpty()
        && shown.length() <= MAX_CHARS
        && !shown.equals(".")
        && !shown.equals("..")
        && shown.indexOf('/') < 0
        && shown.indexOf('\0') < 0
        && !(windows && (shown.indexOf('\\') >= 0 || shown.indexOf('\ufffd') >= 0));
  }
}
