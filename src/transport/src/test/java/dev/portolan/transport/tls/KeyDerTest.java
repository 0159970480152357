package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link ClientIdentityTest} does not meet in keys that a program has written. */
class KeyDerTest {
  private static final HexFormat HEX = HexFormat.of();

  /** Version, algorithm and the head of a long key are 22 bytes. */
  private static final int LONGEST = 0xffff - 22;

  private static String ec(String key) {
    return HEX.formatHex(KeyDer.pkcs8OfEc(HEX.parseHex(key)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0400",
    "127, 047f",
    "128, 048180",
    "255, 0481ff",
    "256, 04820100",
    LONGEST + ", 0482ffe9"
  })
  void writesTheLengthInItsShortestForm(int length, String head) {
    byte[] key = new byte[length];
    String written = HEX.formatHex(KeyDer.pkcs8OfRsa(key));

    assertThat(written).endsWith("0500" + head + HEX.formatHex(key));
  }

  @Test
  void refusesAKeyThatNoLengthOfTwoBytesFits() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyDer.pkcs8OfRsa(new byte[LONGEST + 1]))
        .withMessage("its key is far too large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "300a 020101 0401ff a0020500",
        "30810a 020101 0401ff a0020500",
        "3082000a 020101 0401ff a0020500",
        "308300000a 020101 0401ff a0020500",
      })
  void readsTheLengthInEachForm(String key) {
    String hex = key.replace(" ", "");

    assertThat(ec(hex)).contains("06072a8648ce3d02010500").endsWith(hex);
  }

  @Test
  void readsALengthOfTwoBytes() {
    String octets = "04820100" + "00".repeat(0x100);
    String key = "3082010b" + "020101" + octets + "a0020500";

    assertThat(ec(key)).endsWith(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3000",
        "3100",
        "3003020101",
        "300b 020101 0401ff a0020500",
        "3080 020101 0401ff a0020500",
        "30840000000a 020101 0401ff a0020500",
        "3081",
        "308201",
        "300a 020101 0401ff a0030500",
      })
  void refusesADamagedKey(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ec(key.replace(" ", "")))
        .withMessage("its key is damaged");
  }

  /** A length of 0x80 means in BER that an end follows, which a key does not have. */
  @Test
  void refusesALengthThatIsLeftOpen() {
    String key = "308189" + "020101" + "0480" + "00".repeat(0x80) + "a0020500";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ec(key))
        .withMessage("its key is damaged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30050201010400", "30090201010400a1020500"})
  void refusesAKeyThatDoesNotNameItsCurve(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ec(key))
        .withMessage("its EC key does not name its curve");
  }
}
