package dev.portolan.app.browse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * The encoded part of an answer, without what a terminal adds to it: line ends, blanks, and
 * sequences that place the cursor. Ends at a full stop, or where no more is taken.
 */
final class EncodedText extends InputStream {
  private static final int ESC = 0x1b;

  private final InputStream terminal;
  private int left;
  private State state = State.OPEN;

  private enum State {
    OPEN,
    /** The full stop was read. */
    ENDED,
    /** As much was read as is taken. */
    CUT,
    /** The terminal could not be read, or ended. */
    FAILED
  }

  /**
   * @param most how much is taken, in bytes of the terminal
   */
  EncodedText(InputStream terminal, int most) {
    this.terminal = terminal;
    this.left = most;
  }

  @Override
  public int read() throws IOException {
    if (state != State.OPEN) {
      return -1;
    }
    int next = significant();
    if (next == '.') {
      state = State.ENDED;
      return -1;
    }
    if (next >= 0 && !isEncoding(next)) {
      throw ListingReader.bad("something is in between");
    }
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int next = read();
      if (next < 0) {
        break;
      }
      bytes[offset + count++] = (byte) next;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  private static boolean isEncoding(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || c == '+'
        || c == '/'
        || c == '=';
  }

  /** The next character that is the answer's own; -1 where no more is taken. */
  int significant() throws IOException {
    while (state != State.CUT) {
      int next = raw();
      switch (next) {
        case '\r', '\n', ' ', '\t' -> {}
        case ESC -> skipSequence();
        default -> {
          return next;
        }
      }
    }
    return -1;
  }

  private void skipSequence() throws IOException {
    int kind = raw();
    int next = kind;
    if (kind == '[') {
      do {
        next = raw();
      } while (next >= 0x20 && next < 0x40);
    } else if (kind == ']') {
      do {
        next = raw();
      } while (next >= 0x20);
      if (next == ESC) {
        raw(); // The backslash of its end.
      }
    }
    if (next < 0 && state != State.CUT) {
      throw ListingReader.bad("something is in between");
    }
  }

  private int raw() throws IOException {
    if (left == 0) {
      state = State.CUT;
      return -1;
    }
    left--;
    int next;
    try {
      next = terminal.read();
    } catch (IOException e) {
      state = State.FAILED;
      throw e;
    }
    if (next < 0) {
      state = State.FAILED;
      throw new EOFException("the terminal ended");
    }
    return next;
  }

  boolean isCut() {
    return state == State.CUT;
  }

  boolean hasFailed() {
    return state == State.FAILED;
  }

  /**
   * Reads on to the full stop and the marker behind it.
   *
   * @throws BrowseException if there is something else
   */
  void requireEnd(ListingMarker marker) throws IOException {
    if (read() >= 0 || state != State.ENDED) {
      throw ListingReader.bad("it does not end where it should");
    }
    for (char c : marker.word().toCharArray()) {
      if (significant() != c) {
        throw ListingReader.bad("it does not end as it should");
      }
    }
  }
}
