package dev.portolan.transport.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamInputTest {
  @Test
  void aFarSideThatSendsNothingIsNotWaitedForForEver() {
    try (StreamInput in = new StreamInput(Duration.ofMillis(20))) {
      assertThatThrownBy(in::read)
          .isInstanceOf(TransferException.class)
          .hasMessageStartingWith("nothing has come for");
    }
  }

  @Test
  void closingEndsAReader() throws Exception {
    StreamInput in = new StreamInput();
    Thread closer =
        Thread.ofPlatform()
            .start(
                () -> {
                  in.close();
                });
    assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("closed");
    closer.join();
  }
}
