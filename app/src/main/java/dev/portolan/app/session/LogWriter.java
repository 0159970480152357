package dev.portolan.app.session;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes one log on a thread of its own, from a bounded queue. If the disk is too slow, the log
 * notes how much is missing.
 */
final class LogWriter implements Runnable {
  private static final int MAX_WAITING = 4 << 20;

  private final Path wanted;
  private final LogFile.Opener opener;
  private final LogForm form;
  private final Listener listener;
  private final BlockingQueue<LogEntry> queue = new LinkedBlockingQueue<>();
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

  LogWriter(Path wanted, LogFile.Opener opener, LogForm form, Listener listener) {
    this.wanted = wanted;
    this.opener = opener;
    this.form = form;
    this.listener = listener;
  }

  /** Queues the first {@code count} bytes. Any thread; does not block. */
  void add(LogEntry.Kind kind, byte[] bytes, int count) {
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
    queue.add(new LogEntry(kind, System.nanoTime(), copy));
  }

  /**
   * Ends the log behind the queued bytes. Any thread; does not block.
   *
   * @return completes when everything is written
   */
  CompletionStage<@Nullable Void> end() {
    queue.add(new LogEntry(LogEntry.Kind.END, System.nanoTime(), new byte[0]));
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
            ? "No " + form.name() + " can be written to " + wanted + ": " + reason + "."
            : "The "
                + form.name()
                + " has ended: "
                + reason
                + ". What came before is in "
                + opened
                + ".");
  }

  private void write(LogFile log) throws IOException, InterruptedException {
    form.begin(log);
    for (LogEntry next = queue.take(); next.kind() != LogEntry.Kind.END; next = queue.take()) {
      waiting.addAndGet(-next.bytes().length);
      form.write(log, next);
      long gap = missed.getAndSet(0);
      if (gap > 0) {
        form.missed(log, gap);
      }
    }
    form.end(log);
  }
}
