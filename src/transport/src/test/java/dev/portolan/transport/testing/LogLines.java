package dev.portolan.transport.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Takes what loggers write during a test, which then nobody else gets. */
public final class LogLines implements BeforeEachCallback, AfterEachCallback {
  private static final int PATIENCE_SECONDS = 30;

  private final List<Logger> loggers;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  private LogLines(List<Logger> loggers) {
    this.loggers = loggers;
  }

  /** The lines of the loggers with these names. */
  public static LogLines of(String... names) {
    return new LogLines(
        Stream.of(names).map(name -> (Logger) LoggerFactory.getLogger(name)).toList());
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    appender.start();
    for (Logger logger : loggers) {
      logger.addAppender(appender);
      logger.setLevel(Level.INFO);
      logger.setAdditive(false);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    for (Logger logger : loggers) {
      logger.detachAppender(appender);
      logger.setLevel(null);
      logger.setAdditive(true);
    }
  }

  /** Takes the next line; waits for it if need be. */
  public String next() throws InterruptedException {
    String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("nothing was logged for " + PATIENCE_SECONDS + " s");
    }
    return line;
  }

  /** The lines that were written so far and not taken. */
  public List<String> rest() {
    return List.copyOf(lines);
  }
}
