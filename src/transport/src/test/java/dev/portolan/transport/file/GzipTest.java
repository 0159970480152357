package dev.portolan.transport.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
  private static final int MIB = 1 << 20;
  private static final int PIECE = 64 * 1024;

  private long nanos;

  /** An output that takes so long for each piece, with everything else in no time. */
  private OutputStream taking(OutputStream out, long pieceNanos) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        nanos += pieceNanos;
        out.write(bytes, offset, length);
      }
    };
  }

  /**
   * Compresses.
   *
   * @param pieceNanos how long the output takes for each piece
   * @param workNanos how long the compression of each piece takes
   */
  private byte[] compress(byte[] content, long pieceNanos, long workNanos) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    Packer.Gzip gzip = new Packer.Gzip(taking(compressed, pieceNanos), () -> nanos);
    for (int at = 0; at < content.length; at += PIECE) {
      nanos += workNanos;
      gzip.write(content, at, Math.min(PIECE, content.length - at));
    }
    gzip.finish();
    gzip.free();
    byte[] result = compressed.toByteArray();
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(result))) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    return result;
  }

  private static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(1).nextBytes(content);
    return content;
  }

  private static byte[] log(int bytes) {
    Random random = new Random(1);
    StringBuilder lines = new StringBuilder();
    while (lines.length() < bytes) {
      lines.append("request from 10.0.0.").append(random.nextInt(256)).append(" answered in ");
      lines.append(random.nextInt(2_000)).append(" ms\n");
    }
    return lines.substring(0, bytes).getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void compressesBetterForAnOutputThatMakesItWait() throws IOException {
    byte[] content = log(8 * MIB);
    int fast = compress(content, 0, 1_000).length;
    int slow = compress(content, 1_000_000, 1_000).length;
    assertThat(slow).isLessThan(fast * 9 / 10);
  }

  @Test
  void compressesNothingForAWhileBehindRandomBytes() throws IOException {
    byte[] content = new byte[12 * MIB];
    System.arraycopy(random(2 * MIB), 0, content, 0, 2 * MIB);
    System.arraycopy(log(10 * MIB), 0, content, 2 * MIB, 10 * MIB);
    assertThat(compress(content, 0, 1_000).length)
        .isBetween(content.length, content.length + 16 * 1024);
  }

  @Test
  void compressesAgainWhatFollowsRandomBytes() throws IOException {
    byte[] content = new byte[40 * MIB];
    System.arraycopy(random(2 * MIB), 0, content, 0, 2 * MIB);
    System.arraycopy(log(38 * MIB), 0, content, 2 * MIB, 38 * MIB);
    assertThat(compress(content, 0, 1_000).length).isLessThan(30 * MIB);
  }
}
