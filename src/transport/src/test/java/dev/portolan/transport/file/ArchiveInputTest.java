package dev.portolan.transport.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.testing.RawTar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compressed form of an archive. */
class ArchiveInputTest {
  private static final int RATIO = 200;
  private static final int MIB = 1 << 20;

  private static InputStream input(byte[] compressed) throws IOException {
    return ArchiveInput.of(new ByteArrayInputStream(compressed), RATIO);
  }

  private static byte[] named(int length) throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setFileName("n".repeat(length));
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (var gzip = new GzipCompressorOutputStream(compressed, parameters)) {
      gzip.write('x');
    }
    return compressed.toByteArray();
  }

  @Test
  void isWhatWasCompressed() throws IOException {
    try (InputStream in = input(RawTar.gzip(new byte[] {0, -1, 7}))) {
      assertThat(in.read()).isZero();
      assertThat(in.read()).isEqualTo(255);
      assertThat(in.readAllBytes()).containsExactly(7);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void aLongNameInTheHeaderIsPassedOver() throws IOException {
    try (InputStream in = input(named(60_000))) {
      assertThat(in.readAllBytes()).asString(US_ASCII).isEqualTo("x");
    }
  }

  /** It would be kept in memory. */
  @Test
  void aHeaderThatDoesNotEndIsRefused() throws IOException {
    byte[] endless = named(80_000);
    assertThatThrownBy(() -> input(endless))
        .isInstanceOf(TransferException.class)
        .hasMessage("the archive is damaged");
  }

  @ParameterizedTest
  @ValueSource(ints = {64 * MIB - 1, 64 * MIB})
  void theFirst64MibibytesMayBeOfAnyRatio(int count) throws IOException {
    try (InputStream in = input(RawTar.gzip(new byte[count]))) {
      assertThat(in.skip(count)).isEqualTo(count);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void whatIsLargerBeyondThatIsRefused() throws IOException {
    byte[] zeros = RawTar.gzip(new byte[64 * MIB + 1]);
    assertThatThrownBy(() -> input(zeros).readAllBytes())
        .isInstanceOf(TransferException.class)
        .hasMessage("the archive is more than 200 times larger than its compressed form");
  }

  @Test
  void whatWasAnnouncedDoesNotCount() throws IOException {
    byte[] zeros = RawTar.gzip(new byte[80 * MIB]);
    try (InputStream in = ArchiveInput.of(new ByteArrayInputStream(zeros), RATIO, 16 * MIB)) {
      assertThat(in.readAllBytes()).hasSize(80 * MIB);
    }
    try (InputStream in = ArchiveInput.of(new ByteArrayInputStream(zeros), RATIO, 16 * MIB - 1)) {
      assertThatThrownBy(in::readAllBytes).hasMessageContaining("200 times larger");
    }
  }

  @Test
  void nothingAtAllIsSaidSo() {
    assertThatThrownBy(() -> input(new byte[0]))
        .isInstanceOf(TransferException.class)
        .hasMessage("nothing was sent");
    assertThatThrownBy(() -> input(new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageNotContaining("nothing");
  }

  /** A reader of a stream that waits must get what is there. */
  @Test
  void readsNothingBehindItsEnd() throws IOException {
    byte[] compressed = RawTar.gzip(new byte[] {1});
    InputStream open =
        new FilterInputStream(new ByteArrayInputStream(compressed)) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0) {
              throw new AssertionError("it would wait");
            }
            return count;
          }
        };
    assertThat(ArchiveInput.of(open, RATIO).readAllBytes()).containsExactly(1);
  }

  private static InputStream failing(byte[] first, IOException then) {
    return new FilterInputStream(new ByteArrayInputStream(first)) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        if (count < 0) {
          throw then;
        }
        return count;
      }
    };
  }

  /** It is said by the stream, not by the compression. */
  @Test
  void whatTheStreamSaysStays() throws IOException {
    byte[] compressed = RawTar.gzip(new byte[] {1, 2, 3});
    byte[] header = Arrays.copyOf(compressed, 10);
    for (IOException words :
        new IOException[] {
          new TransferException("its words"), new InterruptedIOException("its words")
        }) {
      assertThatThrownBy(() -> ArchiveInput.of(failing(header, words), RATIO).readAllBytes())
          .isSameAs(words);
    }
    assertThatThrownBy(
            () ->
                ArchiveInput.of(failing(header, new IOException("checksum")), RATIO).readAllBytes())
        .isInstanceOf(TransferException.class)
        .hasMessage("the archive is damaged");
  }
}
