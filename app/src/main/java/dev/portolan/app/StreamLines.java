package dev.portolan.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Shows the log lines of an edge's and a device's streams, although the rest of the log is off. */
public final class StreamLines implements AutoCloseable {
  private static final List<String> LOGGERS =
      List.of("dev.portolan.edge.streams", "dev.portolan.device.streams");

  private final AppenderBase<ILoggingEvent> appender;

  private StreamLines(Consumer<String> reader) {
    appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            reader.accept(event.getFormattedMessage());
          }
        };
  }

  /** Shows them until it is closed. */
  public static StreamLines to(Consumer<String> reader) {
    StreamLines lines = new StreamLines(reader);
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      lines.appender.setContext(context);
      lines.appender.start();
      for (String name : LOGGERS) {
        Logger logger = context.getLogger(name);
        if (!logger.isInfoEnabled()) {
          logger.setLevel(Level.INFO);
        }
        logger.addAppender(lines.appender);
        logger.setAdditive(false);
      }
    }
    return lines;
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
