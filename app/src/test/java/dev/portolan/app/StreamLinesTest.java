package dev.portolan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class StreamLinesTest {
  private final Logger log = LoggerFactory.getLogger("dev.portolan.edge.streams");
  private final List<String> heard = new ArrayList<>();

  @Test
  void theLogOfStreamsIsShownUntilItIsClosed() {
    try (StreamLines open = StreamLines.to(heard::add)) {
      log.info("client={}", "of-this-test");
      assertThat(open).isNotNull();
    }
    log.info("client={}", "later");
    assertThat(heard).contains("client=of-this-test").doesNotContain("client=later");
  }
}
