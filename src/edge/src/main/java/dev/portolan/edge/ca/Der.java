package dev.portolan.edge.ca;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Encodes the ASN.1 values of certificates and CRLs in DER (ITU-T X.690). */
final class Der {
  private static final DateTimeFormatter GENERALIZED_TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter UTC_TIME =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int FIRST_YEAR_OF_GENERALIZED_TIME = 2050;

  private Der() {}

  static byte[] sequence(byte[]... parts) {
    return value(0x30, join(parts));
  }

  static byte[] integer(BigInteger number) {
    return value(0x02, number.toByteArray());
  }

  static byte[] bool(boolean truth) {
    return value(0x01, (byte) (truth ? 0xFF : 0));
  }

  static byte[] octets(byte[] content) {
    return value(0x04, content);
  }

  /** A bit string whose last byte has this many unused bits. */
  static byte[] bits(int unused, byte... content) {
    return value(0x03, join(new byte[] {(byte) unused}, content));
  }

  /** For example {@code 2.5.29.19}. */
  static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      int arc = Integer.parseInt(arcs[i]);
      for (int shift = 28; shift > 0; shift -= 7) {
        if (arc >>> shift != 0) {
          content.write(((arc >>> shift) & 0x7F) | 0x80);
        }
      }
      content.write(arc & 0x7F);
    }
    return value(0x06, content.toByteArray());
  }

  /** A time in the form that RFC 5280 requires for its year. */
  static byte[] time(Instant instant) {
    boolean late = instant.atZone(ZoneOffset.UTC).getYear() >= FIRST_YEAR_OF_GENERALIZED_TIME;
    String text = (late ? GENERALIZED_TIME : UTC_TIME).format(instant);
    return value(late ? 0x18 : 0x17, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A context-specific constructed value. */
  static byte[] explicit(int number, byte[] content) {
    return value(0xA0 | number, content);
  }

  /** A context-specific primitive value. */
  static byte[] implicit(int number, byte[] content) {
    return value(0x80 | number, content);
  }

  private static byte[] value(int tag, byte... content) {
    byte[] length;
    if (content.length < 0x80) {
      length = new byte[] {(byte) content.length};
    } else if (content.length < 0x100) {
      length = new byte[] {(byte) 0x81, (byte) content.length};
    } else if (content.length < 0x10000) {
      length = new byte[] {(byte) 0x82, (byte) (content.length >> 8), (byte) content.length};
    } else if (content.length < 0x1000000) {
      length =
          new byte[] {
            (byte) 0x83,
            (byte) (content.length >> 16),
            (byte) (content.length >> 8),
            (byte) content.length
          };
    } else {
      throw new IllegalArgumentException("too long for DER here: " + content.length);
    }
    return join(new byte[] {(byte) tag}, length, content);
  }

  /** One after the other. */
  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
