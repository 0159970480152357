package dev.portolan.app.session;

import dev.portolan.app.model.LogContent;
import dev.portolan.app.terminal.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one log on a thread of its own, from a bounded queue. If the disk is too slow, the log
 * notes how much is missing.
 */
final class LogWriter implements Runnable {
  private static final int MAX_WAITING = 4 << 20;

  /** The end marker in the queue. */
  private static final byte[] END = new byte[0];

  private final Path wanted;
  private final LogFile.Opener opener;
  private final LogContent content;
  private final Supplier<String> time;
  private final Listener listener;
  private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong missed = new AtomicLong();
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

  /** Callbacks, on the writing thread. */
  interface Listener {
    /** The log is being written to {@code file}. */
    void opened(Path file);

    /** Writing has failed for the reason in {@code sentence}. */
    void failed(String sentence);
  }

  /**
   * @param time the clock for time stamps
   */
  LogWriter(
      Path wanted,
      LogFile.Opener opener,
      LogContent content,
      Supplier<String> time,
      Listener listener) {
    this.wanted = wanted;
    this.opener = opener;
    this.content = content;
    this.time = time;
    this.listener = listener;
  }

  /** Queues the first {@code count} bytes. Any thread; does not block. */
  void add(byte[] bytes, int count) {
    if (closed.isDone() || count == 0) {
      return;
    }
    if (waiting.get() + count > MAX_WAITING) {
      missed.addAndGet(count);
      return;
    }
    waiting.addAndGet(count);
    byte[] copy = new byte[count];
    System.arraycopy(bytes, 0, copy, 0, count);
    queue.add(copy);
  }

  /**
   * Ends the log behind the queued bytes. Any thread; does not block.
   *
   * @return completes when everything is written
   */
  CompletionStage<@Nullable Void> end() {
    queue.add(END);
    return closed;
  }

  @Override
  public void run() {
    Path opened = null;
    try (LogFile log = opener.open(wanted)) {
      opened = log.file();
      listener.opened(opened);
      write(log);
    } catch (IOException failure) {
      fail(opened, failure);
    } catch (UncheckedIOException failure) {
      fail(opened, Objects.requireNonNull(failure.getCause()));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      closed.complete(null);
      queue.clear();
    }
  }

  private void fail(@Nullable Path opened, IOException failure) {
    String reason = LogFile.reason(failure);
    listener.failed(
        opened == null
            ? "No log can be written to " + wanted + ": " + reason + "."
            : "The log has ended: " + reason + ". What came before is in " + opened + ".");
  }

  private void write(LogFile log) throws IOException, InterruptedException {
    PlainText text = new PlainText(line -> write(log, line));
    mark(log, "begins");
    for (byte[] next = queue.take(); next.length > 0; next = queue.take()) {
      waiting.addAndGet(-next.length);
      switch (content) {
        case TEXT -> text.accept(next, next.length);
        case BYTES -> log.write(next);
      }
      long gap = missed.getAndSet(0);
      if (gap > 0) {
        text.finish();
        log.write("\n[" + gap + " bytes are missing here: the disk was too slow]\n");
      }
    }
    text.finish();
    mark(log, "ends");
  }

  private void mark(LogFile log, String what) throws IOException {
    if (content == LogContent.TEXT) {
      log.write("\u2500\u2500 log " + what + " " + time.get() + "\n");
    }
  }

  private static void write(LogFile log, String line) {
    try {
      log.write(line);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
