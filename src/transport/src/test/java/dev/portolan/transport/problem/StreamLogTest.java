package dev.portolan.transport.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StreamLogTest {

  private static final String NAME = "dev.portolan.transport.problem.StreamLogTest.streams";

  private final MockTicker ticker = Ticker.newMockTicker();
  private final StreamLog log = new StreamLog(NAME, ticker);
  private final Logger logger = (Logger) LoggerFactory.getLogger(NAME);
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private int formatted;

  @BeforeEach
  void listen() {
    written.start();
    logger.addAppender(written);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(written);
  }

  private void end(String client, String target, String end, @Nullable String reason) {
    log.ended(
        new StreamLog.Entry(
            "client=" + client,
            "tcp",
            () -> {
              formatted++;
              return target;
            },
            1_234_567_890,
            5,
            6,
            end,
            reason));
  }

  private List<String> lines() {
    return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void writesLine() {
    end("alice", "db:5432", "client closed", null);
    end("alice", "", "refused", "you may\u0007 not");
    assertThat(lines())
        .containsExactly(
            "client=alice type=tcp target=db:5432 seconds=1.235 up=5 down=6 end=\"client closed\"",
            "client=alice type=tcp target=- seconds=1.235 up=5 down=6 end=\"refused: you may"
                + " not\"");
  }

  @Test
  void countsStreamsOfOneCauseAfterTwentyInAMinute() {
    for (int i = 0; i < 50; i++) {
      end("alice", "host:" + i, "refused", "you may not open host:" + i);
    }
    assertThat(lines()).hasSize(20).last().asString().contains(" target=host:19 ");
    assertThat(formatted).as("targets that were formatted").isEqualTo(20);
    end("bob", "a:1", "refused", "no");
    end("alice", "a:1", "device lost", null);
    assertThat(lines()).as("other causes").hasSize(22);
    ticker.advance(59_999, TimeUnit.MILLISECONDS);
    end("alice", "a:1", "refused", "no");
    assertThat(lines()).hasSize(22);
    ticker.advance(1, TimeUnit.MILLISECONDS);
    end("alice", "b:1", "refused", "no");
    assertThat(lines()).hasSize(24);
    assertThat(lines().get(22))
        .isEqualTo("client=alice type=tcp end=refused: 31 more streams in the minute before");
  }

  @Test
  void writesEveryStreamAtDebug() {
    logger.setLevel(Level.DEBUG);
    for (int i = 0; i < 50; i++) {
      end("alice", "a:1", "client closed", null);
    }
    assertThat(lines()).hasSize(50);
  }

  @Test
  void countsNothingWhenOff() {
    logger.setLevel(Level.WARN);
    for (int i = 0; i < 50; i++) {
      end("alice", "a:1", "client closed", null);
    }
    logger.setLevel(Level.INFO);
    end("alice", "a:1", "client closed", null);
    assertThat(lines()).hasSize(1);
  }
}
