package dev.portolan.transport.problem;

import dev.portolan.transport.message.RemoteText;
import io.netty.util.concurrent.Ticker;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of streams that have ended, a line each.
 *
 * <p>{@value #PER_MINUTE} streams of the same parties and kind that end alike get a line in a
 * minute. Further ones are only counted, which costs no formatting. At level DEBUG every stream
 * gets a line. Thread-safe.
 */
public final class StreamLog {

  static final int PER_MINUTE = 20;

  private final Logger log;
  private final RepeatLimit<Cause> limit;

  /** What streams have in common that are counted together. */
  private record Cause(Object parties, String kind, String end) {}

  /**
   * A stream that has ended.
   *
   * @param parties between whom; its {@code toString} begins the line
   * @param kind what it was for, in one word
   * @param target where it led; empty if nowhere
   * @param nanos how long it was open, in nanoseconds
   * @param up bytes towards the device
   * @param down bytes towards the client
   * @param end how it ended, in one or a few words
   * @param reason more about the end, such as why it was refused
   */
  public record Entry(
      Object parties,
      String kind,
      Supplier<String> target,
      long nanos,
      long up,
      long down,
      String end,
      @Nullable String reason) {}

  /**
   * @param name of the logger, which writes at level INFO
   */
  public StreamLog(String name, Ticker ticker) {
    log = LoggerFactory.getLogger(name);
    limit = new RepeatLimit<>(PER_MINUTE, ticker);
  }

  /** Writes the line of a stream, or counts it. */
  public void ended(Entry entry) {
    if (!log.isInfoEnabled()) {
      return;
    }
    if (!log.isDebugEnabled()) {
      long more = limit.pass(new Cause(entry.parties, entry.kind, entry.end));
      if (more == RepeatLimit.HELD_BACK) {
        return;
      }
      if (more > 0) {
        log.info(
            "{} type={} end={}: {} more streams in the minute before",
            entry.parties,
            entry.kind,
            RemoteText.field(entry.end),
            more);
      }
    }
    String target = entry.target.get();
    log.info(
        "{} type={} target={} seconds={} up={} down={} end={}",
        entry.parties,
        entry.kind,
        target.isEmpty() ? "-" : RemoteText.field(target),
        String.format(Locale.ROOT, "%.3f", entry.nanos / 1e9),
        entry.up,
        entry.down,
        RemoteText.field(entry.reason == null ? entry.end : entry.end + ": " + entry.reason));
  }
}
