package dev.portolan.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Keeps what is written, and lets a test wait for a line or a piece of text. */
final class Recorder extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public synchronized void write(int b) {
    bytes.write(b);
    notifyAll();
  }

  @Override
  public synchronized void write(byte[] b, int offset, int length) {
    bytes.write(b, offset, length);
    notifyAll();
  }

  synchronized String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The first whole line that begins so. */
  String awaitLine(String beginning, long seconds) throws InterruptedException, TimeoutException {
    return await(
        text ->
            text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith(beginning))
                .findFirst(),
        beginning,
        seconds);
  }

  /** Waits until this has been written. */
  void awaitText(String wanted, long seconds) throws InterruptedException, TimeoutException {
    await(text -> text.contains(wanted) ? Optional.of(wanted) : Optional.empty(), wanted, seconds);
  }

  private synchronized String await(
      Function<String, Optional<String>> search, String wanted, long seconds)
      throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    Optional<String> found = search.apply(text());
    while (found.isEmpty()) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        throw new TimeoutException("waited in vain for '" + wanted + "'; there is: " + text());
      }
      wait(millis);
      found = search.apply(text());
    }
    return found.get();
  }
}
