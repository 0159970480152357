package dev.portolan.edge.ca;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples of X.690 and RFC 5280, and where the length of the length changes. */
class DerTest {

  private static String hex(byte[] der) {
    return HexFormat.of().formatHex(der);
  }

  @ParameterizedTest
  @CsvSource({
    "2.5.29.19, 0603551d13",
    "1.2.840.113549, 06062a864886f70d",
    "1.3.127, 06022b7f",
    "1.3.128, 06032b8100",
    "1.3.16383, 06032bff7f",
    "1.3.16384, 06042b818000",
    "1.3.2147483647, 06062b87ffffff7f",
  })
  void writesObjectIdentifiers(String dotted, String der) {
    assertThat(hex(Der.oid(dotted))).isEqualTo(der);
  }

  @Test
  void writesYearsFrom2050OnWithFourDigits() {
    assertThat(Der.time(Instant.parse("2049-12-31T23:59:59Z")))
        .isEqualTo("\u0017\r491231235959Z".getBytes(US_ASCII));
    assertThat(Der.time(Instant.parse("2050-01-01T00:00:00Z")))
        .isEqualTo("\u0018\u000f20500101000000Z".getBytes(US_ASCII));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0400",
    "127, 047f",
    "128, 048180",
    "255, 0481ff",
    "256, 04820100",
    "65535, 0482ffff",
    "65536, 0483010000",
    "16777215, 0483ffffff",
  })
  void writesTheLengthInItsShortestForm(int length, String head) {
    byte[] der = Der.octets(new byte[length]);
    assertThat(der).hasSize(head.length() / 2 + length);
    assertThat(hex(Arrays.copyOf(der, head.length() / 2))).isEqualTo(head);
  }

  @Test
  void refusesWhatNoLengthOfThreeBytesFits() {
    assertThatIllegalArgumentException().isThrownBy(() -> Der.octets(new byte[1 << 24]));
  }
}
