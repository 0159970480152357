package dev.portolan.app.cli;

import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.TransferResult;
import dev.portolan.transport.message.RemoteText;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Tells how a copy goes: what is left out, and on a terminal how far it is. */
final class CopyReport implements TransferListener {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int MAX_LINES = 20;
  private static final int NAME_CHARS = 50;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Environment environment;
  private final boolean progress;
  private String name = "";
  private long bytes;
  private long resumed;

  /** Of the sources before this one. */
  private long done;

  private long total;
  private final long begun;
  private long shown;
  private int skipped;

  CopyReport(Environment environment) {
    this.environment = environment;
    this.progress = environment.terminal().showsMessages();
    this.begun = System.nanoTime();
    this.shown = begun;
  }

  @Override
  public void total(long whole) {
    total = done + whole;
  }

  @Override
  public void resumed(long count) {
    bytes += count;
    resumed += count;
  }

  @Override
  public void entry(String entry, long size) {
    name = entry;
  }

  @Override
  public void transferred(long count) {
    bytes += count;
    long now = System.nanoTime();
    if (progress && now - shown > INTERVAL) {
      shown = now;
      environment.err().print(CLEAR_LINE + far(now) + "  " + RemoteText.clean(name, NAME_CHARS));
      environment.err().flush();
    }
  }

  private String far(long now) {
    long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(now - begun));
    String rate = size((bytes - resumed) * 1_000 / millis) + "/s";
    return size(bytes) + (total >= bytes ? " of " + size(total) : "") + "  " + rate;
  }

  private static String size(long bytes) {
    return bytes < 10_000_000
        ? String.format(Locale.ROOT, "%,d kB", bytes / 1_000)
        : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
  }

  @Override
  public void skipped(String entry, String reason) {
    if (++skipped <= MAX_LINES) {
      clear();
      environment.complain(entry + ": " + reason);
    }
  }

  /** A source is copied; the next one comes on top. */
  void copied() {
    done = bytes;
    total = 0;
  }

  /** Says of a source that was copied whether anybody has compared it. */
  void whole(String source, TransferResult result) {
    clear();
    String resumed =
        result.resumedBytes() > 0
            ? String.format(Locale.ROOT, ", after %,d bytes that were there", result.resumedBytes())
            : "";
    environment.say(
        result.isVerified()
            ? source + ": verified" + resumed + ", SHA-256 of its archive " + result.sha256()
            : source + ": copied, but not compared: the device cannot");
  }

  /** Removes the progress; says how much more was left out than it told. */
  void end() {
    clear();
    if (skipped > MAX_LINES) {
      environment.complain("and " + (skipped - MAX_LINES) + " more");
      skipped = MAX_LINES;
    }
  }

  /** Whether anything was left out. */
  boolean isIncomplete() {
    return skipped > 0;
  }

  private void clear() {
    if (progress) {
      environment.err().print(CLEAR_LINE);
      environment.err().flush();
    }
  }
}
