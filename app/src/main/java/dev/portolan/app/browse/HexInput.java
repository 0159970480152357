package dev.portolan.app.browse;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/** Decodes hexadecimal text. */
final class HexInput extends FilterInputStream {
  HexInput(InputStream text) {
    super(text);
  }

  @Override
  public int read() throws IOException {
    int high = super.read();
    if (high < 0) {
      return -1;
    }
    int low = super.read();
    if (low < 0) {
      throw new EOFException("half a byte");
    }
    if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
      throw new IOException("no hexadecimal digit");
    }
    return HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int next = read();
      if (next < 0) {
        break;
      }
      bytes[offset + count++] = (byte) next;
    }
    return count == 0 && length > 0 ? -1 : count;
  }
}
