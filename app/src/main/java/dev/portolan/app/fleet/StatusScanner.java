package dev.portolan.app.fleet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Finds the exit status behind a command's output. Passes on everything before. Not thread-safe.
 */
final class StatusScanner {
  private static final int MAX_STATUS_CHARS = 8;

  private final byte[] word;
  private final Sink sink;
  private byte[] held = new byte[0];
  private boolean found;
  private OptionalInt status = OptionalInt.empty();

  /** Takes output. */
  @FunctionalInterface
  interface Sink {
    void accept(byte[] bytes, int count);
  }

  /**
   * @param word what precedes the status
   */
  StatusScanner(String word, Sink sink) {
    this.word = word.getBytes(StandardCharsets.US_ASCII);
    this.sink = sink;
  }

  /** The status, once it has come. */
  OptionalInt status() {
    return status;
  }

  void accept(byte[] bytes) {
    if (status.isPresent()) {
      return;
    }
    byte[] all = joined(held, bytes);
    if (found) {
      held = all;
      readStatus();
      return;
    }
    int at = indexOf(all);
    if (at >= 0) {
      found = true;
      sink.accept(all, at);
      held = Arrays.copyOfRange(all, at + word.length, all.length);
      readStatus();
    } else {
      int keep = beginning(all);
      sink.accept(all, all.length - keep);
      held = Arrays.copyOfRange(all, all.length - keep, all.length);
    }
  }

  /** Passes on what was held back, at the end of the output. */
  void finish() {
    if (!found) {
      sink.accept(held, held.length);
      held = new byte[0];
    }
  }

  private void readStatus() {
    String text = new String(held, StandardCharsets.US_ASCII);
    int end = text.indexOf('\n');
    if (end < 0 && text.length() <= MAX_STATUS_CHARS) {
      return;
    }
    try {
      status = OptionalInt.of(Integer.parseInt(text.substring(0, Math.max(0, end)).strip()));
    } catch (NumberFormatException none) {
      held = new byte[0]; // something has cut it short; the end of the stream decides
    }
  }

  private static byte[] joined(byte[] first, byte[] second) {
    if (first.length == 0) {
      return second;
    }
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private int indexOf(byte[] bytes) {
    for (int at = 0; at + word.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
        return at;
      }
    }
    return -1;
  }

  /** How many of the last bytes may be the beginning of the word. */
  private int beginning(byte[] bytes) {
    int most = Math.min(word.length - 1, bytes.length);
    for (int count = most; count > 0; count--) {
      if (Arrays.equals(bytes, bytes.length - count, bytes.length, word, 0, count)) {
        return count;
      }
    }
    return 0;
  }
}
