package dev.portolan.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/**
 * Sets up our own log: silent unless {@code PORTOLAN_LOG}, a variable or a system property, asks
 * for a level, since standard error is for sentences. The window keeps a file besides. Logback
 * finds this class as a service. It would read an XML file as well, but a start would wait a tenth
 * of a second for it.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class ProgramLog extends ContextAwareBase implements Configurator {
  private static final String LEVEL = "PORTOLAN_LOG";
  private static final String OWN = "dev.portolan";

  /** Of each file. */
  private static final long FILE_BYTES = 5 * FileSize.MB_COEFFICIENT;

  /** Files kept beside the one that is written. */
  private static final int OLD_FILES = 4;

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    String wanted = System.getProperty(LEVEL, System.getenv().getOrDefault(LEVEL, "off"));
    Logger root = root(context);
    root.setLevel(Level.toLevel(wanted, Level.OFF));
    // The terminal emulator's own log quotes what devices print.
    context.getLogger("com.techsenger").setLevel(Level.OFF);
    // D-Bus's own log quotes what goes over the bus, secrets too.
    context.getLogger("org.freedesktop").setLevel(Level.OFF);
    if (root.getLevel() != Level.OFF) {
      root.addAppender(standardError(context));
    }
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** The file that {@link #keepIn} writes. */
  public static Path file(Path dataFolder) {
    return dataFolder.resolve("logs").resolve("portolan.log");
  }

  /**
   * From now on keeps what is logged in a file, too: what we say from {@code info} on and what
   * libraries say from {@code warn} on, unless {@code PORTOLAN_LOG} asks for another level. The
   * file and older ones have 25 MB at most. Blocks for the file; any thread.
   */
  public static void keepIn(Path dataFolder) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      keepIn(dataFolder, context);
    }
  }

  static void keepIn(Path dataFolder, LoggerContext context) {
    Logger root = root(context);
    root.addAppender(rolling(context, file(dataFolder)));
    if (root.getLevel() == Level.OFF) {
      root.setLevel(Level.WARN);
      context.getLogger(OWN).setLevel(Level.INFO);
    }
  }

  private static Logger root(LoggerContext context) {
    return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext context) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setName("err");
    appender.setContext(context);
    appender.setTarget("System.err");
    PatternLayoutEncoder lines = lines(context, "HH:mm:ss.SSS");
    appender.setEncoder(
        Journal.isStandardError(System.getenv()) ? forJournal(context, lines.getLayout()) : lines);
    appender.start();
    return appender;
  }

  private static Encoder<ILoggingEvent> forJournal(
      LoggerContext context, Layout<ILoggingEvent> lines) {
    JournalLayout layout = new JournalLayout(lines);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    return encoder;
  }

  /** Puts the priority before each line. */
  private static final class JournalLayout extends LayoutBase<ILoggingEvent> {
    private final Layout<ILoggingEvent> lines;

    JournalLayout(Layout<ILoggingEvent> lines) {
      this.lines = lines;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
      return Journal.Priority.of(event.getLevel()).prefix() + lines.doLayout(event);
    }
  }

  private static RollingFileAppender<ILoggingEvent> rolling(LoggerContext context, Path file) {
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setName("file");
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(lines(context, "yyyy-MM-dd HH:mm:ss.SSS"));
    FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
    names.setContext(context);
    names.setParent(appender);
    names.setMinIndex(1);
    names.setMaxIndex(OLD_FILES);
    // Logback reads % and \ in a file's name as its own marks.
    names.setFileNamePattern(
        file.resolveSibling("portolan.").toString().replace("\\", "\\\\").replace("%", "\\%")
            + "%i.log");
    SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
    size.setContext(context);
    size.setMaxFileSize(new FileSize(FILE_BYTES));
    size.setCheckIncrement(Duration.buildByMilliseconds(0));
    appender.setRollingPolicy(names);
    appender.setTriggeringPolicy(size);
    names.start();
    size.start();
    appender.start();
    return appender;
  }

  private static PatternLayoutEncoder lines(LoggerContext context, String time) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(
        "%d{" + time + "} %-5level %logger{24} [%thread] %replace(%msg){'[\\r\\n]+',' '}%n");
    encoder.start();
    return encoder;
  }
}
