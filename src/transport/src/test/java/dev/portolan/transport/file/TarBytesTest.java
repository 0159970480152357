package dev.portolan.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of an archive may be something else than content. */
class TarBytesTest {
  private static final int MOST = 65_536;

  private static TarBytes zeros(int count) {
    return new TarBytes(new ByteArrayInputStream(new byte[count]));
  }

  @ParameterizedTest
  @ValueSource(ints = {MOST - 1, MOST})
  void theHeadersOfAnEntryMayHave65536Bytes(int count) throws IOException {
    TarBytes archive = zeros(2 * count);
    archive.beginHeaders();
    archive.readNBytes(count);
    assertThat(archive.endHeaders()).hasSize(count);
    archive.beginHeaders();
    archive.readNBytes(count);
    assertThat(archive.endHeaders()).as("those of the next entry").hasSize(count);
  }

  @Test
  void headersWithOneByteMoreAreRefused() throws IOException {
    TarBytes archive = zeros(MOST + 1);
    archive.beginHeaders();
    archive.readNBytes(MOST);
    assertThatThrownBy(() -> archive.read())
        .isInstanceOf(TransferException.class)
        .hasMessage("the archive has a header of more than 65536 bytes");
  }

  @Test
  void contentIsNoHeader() throws IOException {
    TarBytes archive = zeros(2 * MOST);
    archive.beginHeaders();
    archive.endHeaders();
    assertThat(archive.readAllBytes()).hasSize(2 * MOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, MOST - 1, MOST})
  void behindTheEndMayBe65536Zeros(int count) {
    assertThatCode(() -> zeros(count).finish()).doesNotThrowAnyException();
  }

  @Test
  void oneZeroMoreIsRefused() {
    assertThatThrownBy(() -> zeros(MOST + 1).finish())
        .isInstanceOf(TransferException.class)
        .hasMessage("there is more behind the end of the archive");
  }
}
