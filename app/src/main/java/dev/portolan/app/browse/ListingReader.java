package dev.portolan.app.browse;

import dev.portolan.app.browse.BrowseException.Reason;
import dev.portolan.transport.message.RemoteText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/**
 * Reads a listing out of what a terminal shows.
 *
 * <p>The answer is: the marker, a letter for its encoding ({@code g} Base64 of gzip, {@code b}
 * Base64, {@code x} hexadecimal, {@code n} the device has no program that encodes), a colon, the
 * encoded listing, a full stop, the marker. Everything around it is skipped: greetings, echo,
 * messages of jobs.
 */
final class ListingReader {
  /** What may come before the answer. */
  private static final int NOISE_BYTES = 256 * 1024;

  /** Most of an answer that is taken, encoded; what is behind it is not listed. */
  static final int ENCODED_BYTES = 4 * 1024 * 1024;

  /** Most of a listing that is taken, decoded. */
  static final int LISTING_BYTES = 8 * 1024 * 1024;

  private ListingReader() {}

  /**
   * Reads one answer. Blocks.
   *
   * @throws BrowseException if there is none, or it says that the folder cannot be listed
   * @throws IOException if the input fails
   */
  static RemoteFolder read(InputStream in, ListingMarker marker) throws IOException {
    Answer answer = answer(in, marker);
    return Listing.parse(answer.bytes(), marker, !answer.whole());
  }

  /**
   * What stands between the markers, decoded.
   *
   * @param whole whether all of it came, and not just as much as is taken
   */
  @SuppressWarnings("ArrayRecordComponent") // Read once, and compared with nothing.
  record Answer(byte[] bytes, boolean whole) {}

  /** Reads what stands between the markers. Blocks. */
  static Answer answer(InputStream in, ListingMarker marker) throws IOException {
    skipTo(marker, in);
    EncodedText text = new EncodedText(in, ENCODED_BYTES);
    int encoding = text.significant();
    if (text.significant() != ':') {
      throw bad("it begins in another way");
    }
    ByteArrayOutputStream listing = new ByteArrayOutputStream();
    boolean whole = copy(encoding, text, listing);
    if (whole) {
      text.requireEnd(marker);
    }
    return new Answer(listing.toByteArray(), whole);
  }

  private static void skipTo(ListingMarker marker, InputStream in) throws IOException {
    byte[] word = marker.word().getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream noise = new ByteArrayOutputStream();
    byte[] last = new byte[word.length];
    for (int count = 0; count < NOISE_BYTES; count++) {
      int next = in.read();
      if (next < 0) {
        throw nothing(noise);
      }
      noise.write(next);
      System.arraycopy(last, 1, last, 0, last.length - 1);
      last[last.length - 1] = (byte) next;
      if (Arrays.equals(last, word)) {
        return;
      }
    }
    throw bad("it shows something else");
  }

  private static BrowseException nothing(ByteArrayOutputStream noise) {
    String words = RemoteText.clean(noise.toByteArray());
    return new BrowseException(
        Reason.NO_LISTING,
        words.isEmpty()
            ? "This device's folders cannot be shown: the command that lists them said nothing."
            : "This device's folders cannot be shown. It said: " + words,
        "Type the path of a file or folder to send or get it.");
  }

  private static InputStream decoded(int encoding, EncodedText text) throws IOException {
    return switch (encoding) {
      case 'g' -> new GZIPInputStream(Base64.getDecoder().wrap(text));
      case 'b' -> Base64.getDecoder().wrap(text);
      case 'x' -> hexadecimal(text);
      case 'n' ->
          throw new BrowseException(
              Reason.NO_LISTING,
              "This device's folders cannot be shown: it has neither base64 nor od.",
              "Type the path of a file or folder to send or get it.");
      default -> throw bad("it is encoded in an unknown way");
    };
  }

  private static InputStream hexadecimal(EncodedText text) throws IOException {
    String digits = new String(text.readAllBytes(), StandardCharsets.US_ASCII);
    boolean half = digits.length() % 2 != 0;
    if (half && !text.isCut()) {
      throw new EOFException("half a byte");
    }
    try {
      int whole = half ? digits.length() - 1 : digits.length();
      return new ByteArrayInputStream(HexFormat.of().parseHex(digits, 0, whole));
    } catch (IllegalArgumentException e) {
      throw new IOException("no hexadecimal digit", e);
    }
  }

  /** Returns whether all of it came, and not just as much as is taken. */
  private static boolean copy(int encoding, EncodedText text, ByteArrayOutputStream to)
      throws IOException {
    byte[] piece = new byte[16 * 1024];
    try {
      InputStream from = decoded(encoding, text);
      for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
        int room = LISTING_BYTES - to.size();
        to.write(piece, 0, Math.min(count, room));
        if (count > room) {
          return false;
        }
      }
      return !text.isCut();
    } catch (BrowseException e) {
      throw e;
    } catch (EOFException e) {
      if (text.isCut()) {
        return false;
      }
      throw bad("it ends too early");
    } catch (IOException e) {
      if (text.hasFailed()) {
        throw e;
      }
      throw bad("it is damaged");
    }
  }

  /** An answer that is not what a listing looks like. */
  static BrowseException bad(String how) {
    return new BrowseException(
        Reason.BAD_ANSWER,
        "The device's answer is no listing: " + how + ".",
        "Try again, or type the path of a file or folder to send or get it.");
  }
}
