package dev.portolan.app.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.app.browse.BrowseException.Reason;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device may show instead of a listing, around it, and in it. */
class ListingReaderTest {
  private static final ListingMarker MARKER = new ListingMarker("0123abcd", "4567ef89");
  private static final String M = MARKER.word();
  private static final String ONE = "f/tmp" + M + "ff 644 3 1000 name" + M;

  @Test
  void whatATerminalAddsIsNotTaken() throws IOException {
    String noisy =
        "Welcome to pump-7\r\n\u001b]0;title\u0007$ sh -c ... '0123abcd' '4567ef89'\r\n"
            + ("\u001b[?25l" + M)
            + ("\u001b[Hg\u001b[K:" + lines("\r\n\u001b[12;1H  "))
            + ("\u001b]9;4\u001b\\\r\n." + M + "\r\n[1]+ Done\r\n");
    assertThat(read(noisy).entries()).extracting(RemoteEntry::name).containsExactly("name");
  }

  private static String lines(String between) {
    return String.join(between, base64(gzip(ONE)).split("(?<=\\G.{7})"));
  }

  @Test
  void eachEncodingIsRead() throws IOException {
    String hex = HexFormat.ofDelimiter(" ").formatHex(ONE.getBytes(StandardCharsets.UTF_8));
    for (String encoded :
        new String[] {"x: " + hex, "b:" + base64(bytes(ONE)), "g:" + lines("\n")}) {
      assertThat(read(M + encoded + "." + M).entries()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f/tmp#ff 644 3 1000 ../../etc/passwd#",
        "f/tmp#ff 644 3 1000 a/b#",
        "f/tmp#ff 644 3 1000 .#",
        "f/tmp#ff 644 3 1000 ..#",
        "f/tmp#ff 644 3 1000 #",
        "f/tmp#ff 644 3 1000 a\0b#",
        "f/tmp#ff 644 -3 1000 name#",
        "f/tmp#ff 644 99999999999999999999 1000 name#",
        "f/tmp#ff 999 3 1000 name#",
        "f/tmp#ff 644 3 1000 name",
        "f/tmp#81a4 3 1000 ./name#",
        "s/tmp#ff 644 3 1000 name#",
        "s/tmp#81a4 3 1000 name#",
        "wC:\\tmp#ff a 3 1000 a\\b#",
        "ftmp#ff 644 3 1000 name#",
        "f#ff 644 3 1000 name#",
        "q/tmp",
        ""
      })
  void aListingThatCannotBeOneIsRefused(String listing) {
    String answer = M + "g:" + base64(gzip(listing.replace("#", M))) + "." + M;
    assertThat(refusal(answer).reason()).isEqualTo(Reason.BAD_ANSWER);
  }

  @Test
  void anAnswerThatIsDamagedIsRefused() {
    String whole = M + "g:" + base64(gzip(ONE)) + "." + M;
    assertThat(refusal(whole.replace("g:H4", "g:H5")).reason()).isEqualTo(Reason.BAD_ANSWER);
    assertThat(refusal(whole.replace("g:", "g:!")).reason()).isEqualTo(Reason.BAD_ANSWER);
    assertThat(refusal(whole.replace("g:", "q:")).reason()).isEqualTo(Reason.BAD_ANSWER);
    assertThat(refusal(whole.replace("." + M, "." + M.replace('0', '1'))).reason())
        .isEqualTo(Reason.BAD_ANSWER);
    String half = whole.substring(0, whole.length() / 2) + "." + M;
    assertThat(refusal(half).reason()).isEqualTo(Reason.BAD_ANSWER);
    assertThat(refusal(M + "x:4." + M).reason()).isEqualTo(Reason.BAD_ANSWER);
    assertThat(refusal(M + "x:4g." + M).reason()).isEqualTo(Reason.BAD_ANSWER);
    assertThat(refusal(M + "g:\u001b[\u0007." + M).reason()).isEqualTo(Reason.BAD_ANSWER);
  }

  @Test
  void aDeviceWithoutListingSaysSoInItsWords() {
    assertThat(refusal("sh: not \u001b[31mpermitted\r\n").sentence())
        .isEqualTo("This device's folders cannot be shown. It said: sh: not permitted");
    assertThat(refusal("").reason()).isEqualTo(Reason.NO_LISTING);
    assertThat(refusal(M + "n:." + M).reason()).isEqualTo(Reason.NO_LISTING);
  }

  @Test
  void muchNoiseIsGivenUp() {
    Counted noise = new Counted(much("yes\n"));
    BrowseException refusal =
        assertThrows(BrowseException.class, () -> ListingReader.read(noise, MARKER));
    assertThat(refusal.reason()).isEqualTo(Reason.BAD_ANSWER);
    assertThat(noise.taken).isLessThan(300_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "b", "g"})
  void aListingWithoutEndIsTruncated(String encoding) throws IOException {
    // Without compression the limit is what comes over the line; with it, what that stands for.
    StringBuilder much = new StringBuilder("f/tmp");
    Random random = new Random(3);
    for (int i = 0; i < 200_000; i++) {
      String name = encoding.equals("g") ? "a" + i : Long.toHexString(random.nextLong());
      much.append(M).append("ff 644 3 1000 ").append(name).append(M);
    }
    String encoded =
        switch (encoding) {
          case "x" -> HexFormat.of().formatHex(bytes(much.toString()));
          case "b" -> base64(bytes(much.toString()));
          default -> base64(gzip(much.toString()));
        };
    Counted in =
        new Counted(new ByteArrayInputStream(bytes(M + encoding + ":" + encoded + "." + M)));
    RemoteFolder folder = ListingReader.read(in, MARKER);
    assertThat(folder.truncated()).isTrue();
    assertThat(folder.entries()).hasSizeBetween(30_000, Listing.ENTRIES);
    assertThat(in.taken).isLessThanOrEqualTo(ListingReader.ENCODED_BYTES + 100);
  }

  @Test
  void manyBlanksAreGivenUp() {
    InputStream blanks =
        new SequenceInputStream(new ByteArrayInputStream(bytes(M + "g:")), much("    "));
    assertThat(
            assertThrows(BrowseException.class, () -> ListingReader.read(blanks, MARKER)).reason())
        .isEqualTo(Reason.BAD_ANSWER);
  }

  private static RemoteFolder read(String terminal) throws IOException {
    return ListingReader.read(new ByteArrayInputStream(bytes(terminal)), MARKER);
  }

  private static BrowseException refusal(String terminal) {
    return assertThrows(BrowseException.class, () -> read(terminal));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] gzip(String listing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(bytes(listing));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Counts what is taken of it. */
  private static final class Counted extends FilterInputStream {
    private int taken;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      taken++;
      return super.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      taken += Math.max(0, count);
      return count;
    }
  }

  private static InputStream much(String text) {
    return new ByteArrayInputStream(bytes(text.repeat(2_000_000)));
  }
}
