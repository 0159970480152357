package dev.portolan.transport.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.testing.RawTar;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the names in an entry's headers count, and where each of them ends. */
class HeaderNamesTest {
  private static final String FINE = "fine";
  private static final String ABSOLUTE = "it is absolute";
  private static final String NO_UTF_8 = "a name that is no UTF-8";
  private static final String DAMAGED = "the archive is damaged";
  private static final String BAD = "\u00fc";

  private static RawTar tar() {
    return new RawTar();
  }

  private static RawTar latin1() {
    return new RawTar(ISO_8859_1);
  }

  private static String judged(RawTar headers) {
    return judged(headers.toBytes(), 0);
  }

  private static String judged(byte[] headers, int padding) {
    try {
      HeaderNames.check(headers, padding);
      return FINE;
    } catch (TransferException e) {
      return e.getMessage();
    }
  }

  private static RawTar longName(RawTar tar, char type, String name) {
    byte[] bytes = (name + "\0").getBytes(UTF_8);
    return tar.entry(type, "././@LongLink", "", 0, bytes.length, bytes);
  }

  @Test
  void whatBelongsToTheEntryBeforeIsNotJudged() {
    byte[] header = tar().file("/a", "").toBytes();
    byte[] behind = new byte[100 + header.length];
    Arrays.fill(behind, 0, 100, (byte) '5');
    System.arraycopy(header, 0, behind, 100, header.length);
    assertThat(judged(behind, 100)).contains(ABSOLUTE);
    assertThat(judged(Arrays.copyOf(header, 511), 0)).as("no whole header").isEqualTo(FINE);
  }

  /** What is next to a field that is full is no part of it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 157, 345})
  void aNameEndsWithItsField(int field) {
    int length = field == 345 ? 155 : 100;
    byte[] header = tar().file("a", "").toBytes();
    Arrays.fill(header, field, field + length, (byte) 'n');
    header[field + length] = (byte) 0xff;
    assertThat(judged(header, 0)).isEqualTo(FINE);
    header[field + length - 1] = (byte) 0xff;
    assertThat(judged(header, 0)).contains(NO_UTF_8);
    header[field + length - 2] = 0;
    assertThat(judged(header, 0)).as("behind its end").isEqualTo(FINE);
  }

  @Test
  void aNameBeforeItsOwnHeaderCountsInItsPlace() {
    assertThat(judged(latin1().file(BAD, ""))).contains(NO_UTF_8);
    assertThat(judged(latin1().pax("path", "a").file(BAD, ""))).isEqualTo(FINE);
    assertThat(judged(latin1().pax("comment", "a").file(BAD, ""))).contains(NO_UTF_8);
    assertThat(judged(longName(latin1(), 'L', "a").file(BAD, ""))).isEqualTo(FINE);
    assertThat(judged(longName(latin1(), 'K', "a").file(BAD, ""))).contains(NO_UTF_8);
    assertThat(judged(longName(tar(), 'L', "/a").file("a", ""))).contains(ABSOLUTE);
  }

  @Test
  void aTargetBeforeItsOwnHeaderCountsInItsPlace() {
    assertThat(judged(latin1().link("a", BAD))).contains(NO_UTF_8);
    assertThat(judged(latin1().pax("linkpath", "b").link("a", BAD))).isEqualTo(FINE);
    assertThat(judged(latin1().pax("linkpath", BAD).link("a", "b"))).contains(NO_UTF_8);
    assertThat(judged(longName(latin1(), 'K', "b").link("a", BAD))).isEqualTo(FINE);
    assertThat(judged(longName(latin1(), 'L', "b").link("a", BAD))).contains(NO_UTF_8);
    byte[] bad = BAD.getBytes(ISO_8859_1);
    assertThat(judged(tar().entry('K', "././@LongLink", "", 0, 1, bad).link("a", "b")))
        .contains(NO_UTF_8);
    assertThat(judged(tar().pax("linkpath", "/b").link("a", "b")))
        .as("where it leads is judged elsewhere")
        .isEqualTo(FINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xpath", "paths", "Path", "comment"})
  void otherRecordsHaveNoName(String key) {
    assertThat(judged(tar().pax(key, "/a").file("a", ""))).isEqualTo(FINE);
  }

  @ParameterizedTest
  @ValueSource(chars = {'x', 'X', 'g'})
  void everyRecordIsJudged(char type) {
    byte[] records = "8 a=bcd\n11 path=/b\n".getBytes(UTF_8);
    assertThat(judged(tar().entry(type, "p", "", 0, records.length, records).file("a", "")))
        .contains(ABSOLUTE);
  }

  /** However many blocks they take, the header behind them is found. */
  @ParameterizedTest
  @ValueSource(ints = {1, 400, 485, 490, 495, 500, 501, 502, 503, 504, 505, 506, 512, 1_000, 1_024})
  void theOwnHeaderIsBehindTheRecords(int length) {
    String comment = "c".repeat(length);
    assertThat(judged(tar().pax("comment", comment).file("/a", ""))).contains(ABSOLUTE);
    assertThat(judged(tar().pax("comment", comment).file("a", ""))).isEqualTo(FINE);
  }

  /** The zeros that fill a block are no record, nor is what the size leaves out. */
  @Test
  void recordsEndWithTheirSize() {
    byte[] records = "11 path=bc\n11 path=/b\n".getBytes(UTF_8);
    assertThat(judged(tar().entry('x', "p", "", 0, 11, records).file("a", ""))).isEqualTo(FINE);
    assertThat(judged(tar().entry('x', "p", "", 0, 22, records).file("a", ""))).contains(ABSOLUTE);
    byte[] odd = "11 path=bc\n\u00ff".getBytes(ISO_8859_1);
    assertThat(judged(tar().entry('x', "p", "", 0, 11, odd).file("a", ""))).isEqualTo(FINE);
    byte[] padded = Arrays.copyOf("11 path=bc\n".getBytes(UTF_8), 20);
    assertThat(judged(tar().entry('x', "p", "", 0, 20, padded).file("a", ""))).isEqualTo(FINE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x path=/a\n",
        " path=/a\n",
        "12 path=/a\n",
        "-9 path=/a\n",
        "0 path=/a\n",
        "99999999999 path=/a\n",
        "7 pathto=/a\n",
        "11 path /a\n",
        "6 abcd=x\n",
        "path",
      })
  void recordsOfAnotherFormAreDamage(String record) {
    assertThat(judged(tar().rawPax(record).file("a", ""))).isEqualTo(DAMAGED);
  }

  @Test
  void aSizeThatIsNoneIsDamage() {
    byte[] header = tar().file("a", "").toBytes();
    header[124] = 'x';
    assertThat(judged(header, 0)).isEqualTo(DAMAGED);
  }

  /** In the binary form, which has a sign. */
  @Test
  void aSizeBelowNothingIsNothing() {
    byte[] headers = tar().entry('x', "p", "", 0, 0, new byte[0]).file("/a", "").toBytes();
    Arrays.fill(headers, 124, 136, (byte) 0xff);
    assertThat(judged(headers, 0)).contains(ABSOLUTE);
  }
}
