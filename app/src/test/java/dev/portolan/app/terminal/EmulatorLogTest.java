package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static dev.portolan.app.terminal.FedScreen.ESC;
import static dev.portolan.app.terminal.FedScreen.OSC;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.portolan.app.ProgramLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the far side prints must not come to stand in a log. */
class EmulatorLogTest {
  private final Logger emulator = (Logger) LoggerFactory.getLogger("com.techsenger");
  private final Level before = emulator.getLevel();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    emulator.setLevel(Level.INFO);
    log.start();
    emulator.addAppender(log);
  }

  @AfterEach
  void leave() {
    emulator.detachAppender(log);
    emulator.setLevel(before);
  }

  @Test
  void oddSequencesAreNotEvenSeenByTheEmulator() {
    FedScreen fed = new FedScreen(80, 24);

    for (int i = 0; i < 1_000; i++) {
      fed.feed(CSI + "99;secret" + CSI + i + "m" + CSI + "?" + i + "h" + CSI + i + " q");
      fed.feed(ESC + "Psecret" + ESC + "\\" + OSC + "secret\u0007" + OSC + "10;secret\u0007");
      fed.feed(CSI + "?5n" + CSI + "38;2;300;0;0m" + CSI + "38;9m" + CSI + "7J" + CSI + "7K");
      fed.feed(ESC + "6" + ESC + "9" + ESC + " F" + ESC + "%G" + ESC + "$x" + "\u0005\u000e");
      fed.feed(CSI + "20;3r" + CSI + "4h" + CSI + "12h" + CSI + "2l" + CSI + "?5h" + CSI + "31x");
    }

    assertThat(log.list).isEmpty();
  }

  @Test
  void theProductKeepsTheEmulatorQuietAtEveryLevel() {
    LoggerContext context = new LoggerContext();
    ProgramLog product = new ProgramLog();
    product.setContext(context);

    String before = System.setProperty("PORTOLAN_LOG", "trace");
    try {
      product.configure(context);
    } finally {
      if (before == null) {
        System.clearProperty("PORTOLAN_LOG");
      } else {
        System.setProperty("PORTOLAN_LOG", before);
      }
    }

    String name = "com.techsenger.jeditermfx.core.emulator.JediEmulator";
    assertThat(context.getLogger("dev.portolan").isTraceEnabled()).isTrue();
    assertThat(context.getLogger(name).isErrorEnabled()).isFalse();
    context.stop();
  }
}
