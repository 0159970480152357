package dev.portolan.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Sets up our own log: silent unless {@code PORTOLAN_LOG}, a variable or a system property, asks
 * for a level, since standard error is for sentences. Logback finds it as a service. It would read
 * an XML file as well, but a start would wait a tenth of a second for it.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class ProgramLog extends ContextAwareBase implements Configurator {
  private static final String LEVEL = "PORTOLAN_LOG";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    String wanted = System.getProperty(LEVEL, System.getenv().getOrDefault(LEVEL, "off"));
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(wanted, Level.OFF));
    if (root.getLevel() != Level.OFF) {
      root.addAppender(standardError(context));
      // The terminal emulator's own log quotes what devices print.
      context.getLogger("com.techsenger").setLevel(Level.OFF);
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{HH:mm:ss.SSS} %-5level %logger{24} [%thread] %replace(%msg){'[\\r\\n]+',' '}%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setName("err");
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
