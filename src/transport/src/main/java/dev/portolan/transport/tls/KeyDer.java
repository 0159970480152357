package dev.portolan.transport.tls;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Converts older private key formats to PKCS#8, which the JDK reads. */
final class KeyDer {
  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int EC_PARAMETERS = 0xa0;

  private static final byte[] VERSION_0 = HexFormat.of().parseHex("020100");

  /** The RSA algorithm identifier, with its NULL parameter. */
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

  /** The object identifier of EC keys, to be followed by the curve. */
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private KeyDer() {}

  /** PKCS#1 to PKCS#8. */
  static byte[] pkcs8OfRsa(byte[] key) {
    return envelope(RSA, key);
  }

  /** SEC 1 to PKCS#8. The key must name its curve. */
  static byte[] pkcs8OfEc(byte[] key) {
    ByteBuffer fields = read(ByteBuffer.wrap(key), SEQUENCE);
    read(fields, INTEGER);
    read(fields, OCTETS);
    if (!fields.hasRemaining() || (fields.get(fields.position()) & 0xff) != EC_PARAMETERS) {
      throw new IllegalArgumentException("its EC key does not name its curve");
    }
    ByteBuffer curve = read(fields, EC_PARAMETERS);
    byte[] oid = new byte[curve.remaining()];
    curve.get(oid);
    return envelope(concat(EC, oid), key);
  }

  private static byte[] envelope(byte[] algorithm, byte[] key) {
    return write(
        SEQUENCE, concat(VERSION_0, concat(write(SEQUENCE, algorithm), write(OCTETS, key))));
  }

  /** Reads the element at the buffer's position and returns its content. */
  private static ByteBuffer read(ByteBuffer in, int tag) {
    if (in.remaining() < 2 || (in.get() & 0xff) != tag) {
      throw new IllegalArgumentException("its key is damaged");
    }
    int length = in.get() & 0xff;
    if (length > 0x80 && length <= 0x83) {
      int bytes = length & 0x7f;
      length = 0;
      for (int i = 0; i < bytes && in.hasRemaining(); i++) {
        length = length << 8 | (in.get() & 0xff);
      }
    } else if (length >= 0x80) {
      throw new IllegalArgumentException("its key is damaged");
    }
    if (length > in.remaining()) {
      throw new IllegalArgumentException("its key is damaged");
    }
    ByteBuffer content = in.slice(in.position(), length);
    in.position(in.position() + length);
    return content;
  }

  private static byte[] write(int tag, byte[] content) {
    int length = content.length;
    byte[] head;
    if (length < 0x80) {
      head = new byte[] {(byte) tag, (byte) length};
    } else if (length < 0x100) {
      head = new byte[] {(byte) tag, (byte) 0x81, (byte) length};
    } else if (length < 0x10000) {
      head = new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    } else {
      throw new IllegalArgumentException("its key is far too large");
    }
    return concat(head, content);
  }

  private static byte[] concat(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
