package dev.portolan.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.util.concurrent.Ticker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Shows the log lines of an edge's and a device's streams, although the log is off. Lines that
 * differ only in target, duration and bytes have one cause: {@value #WHOLE} of a cause are shown in
 * a minute, further ones are counted. Thread-safe.
 */
public final class StreamLines implements AutoCloseable {
  static final int WHOLE = 20;

  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Most causes remembered. The oldest is forgotten first. */
  private static final int REMEMBERED = 1_000;

  private static final List<String> LOGGERS =
      List.of("dev.portolan.edge.streams", "dev.portolan.device.streams");

  /** What differs between streams of one cause, and the reason behind the kind of an end. */
  private static final Pattern VARIABLE =
      Pattern.compile(" (target|seconds|up|down)=(\"[^\"]*\"|\\S*)|(?<=refused): [^\"]*");

  private final Consumer<String> reader;
  private final Ticker ticker;
  private final Map<String, Minute> minutes = new LinkedHashMap<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          show(event.getFormattedMessage());
        }
      };

  private static final class Minute {
    final long began;
    int shown;
    long counted;

    Minute(long began) {
      this.began = began;
    }
  }

  StreamLines(Consumer<String> reader, Ticker ticker) {
    this.reader = reader;
    this.ticker = ticker;
  }

  /** Shows them until it is closed. */
  public static StreamLines to(Consumer<String> reader) {
    StreamLines lines = new StreamLines(reader, Ticker.systemTicker());
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      lines.appender.setContext(context);
      lines.appender.start();
      for (String name : LOGGERS) {
        Logger logger = context.getLogger(name);
        logger.addAppender(lines.appender);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
      }
    }
    return lines;
  }

  void show(String line) {
    String cause = VARIABLE.matcher(line).replaceAll("");
    long counted;
    synchronized (this) {
      long now = ticker.nanoTime();
      Minute minute = minutes.get(cause);
      boolean over = minute == null || now - minute.began >= MINUTE_NANOS;
      counted = minute != null && over ? minute.counted : 0;
      if (minute == null || over) {
        minute = remember(cause, now);
      }
      if (minute.shown == WHOLE) {
        minute.counted++;
        return;
      }
      minute.shown++;
    }
    if (counted > 0) {
      reader.accept(cause + ": " + counted + " more streams.");
    }
    reader.accept(line);
  }

  private Minute remember(String cause, long now) {
    minutes.remove(cause); // moves it to the end
    Minute minute = new Minute(now);
    minutes.put(cause, minute);
    if (minutes.size() > REMEMBERED) {
      minutes.remove(minutes.keySet().iterator().next());
    }
    return minute;
  }

  @Override
  public void close() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      for (String name : LOGGERS) {
        Logger logger = context.getLogger(name);
        logger.detachAppender(appender);
        if (!logger.iteratorForAppenders().hasNext()) {
          logger.setLevel(null);
          logger.setAdditive(true);
        }
      }
    }
    appender.stop();
  }
}
