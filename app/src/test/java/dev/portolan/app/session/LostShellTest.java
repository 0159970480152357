package dev.portolan.app.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.task.Background;
import dev.portolan.edge.EdgeFixture;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A terminal on a device that goes and comes back. */
@DisabledOnOs(OS.WINDOWS)
class LostShellTest {

  @Test
  void isLostWithItsDeviceAndReplacedWhenThatIsBack() throws Exception {
    BlockingQueue<TerminalState> states = new LinkedBlockingQueue<>();
    try (Background background = new Background();
        EdgeFixture fixture = EdgeFixture.start();
        TerminalSession terminal = new TerminalSession(fixture.connect(), "gateway", background)) {
      terminal.addListener(() -> states.add(terminal.state()));
      terminal.start(80, 24);
      await(states, TerminalState.Connected.class);

      EdgeFixture.await(fixture.device().close());
      TerminalState.Lost lost = await(states, TerminalState.Lost.class);
      assertThat(lost.why()).startsWith("The device");
      assertThat(await(states, TerminalState.Waiting.class).why())
          .as("while it is away")
          .contains("device");

      fixture.addDevice(fixture.deviceIdentity(), device -> device);
      await(states, TerminalState.Connected.class);
    }
  }

  /** The next state of that kind; a shell that has been lost is never an ended or refused one. */
  private static <T extends TerminalState> T await(
      BlockingQueue<TerminalState> states, Class<T> kind) throws InterruptedException {
    while (true) {
      TerminalState state = states.poll(30, TimeUnit.SECONDS);
      assertThat(state).isNotNull();
      assertThat(state)
          .isNotInstanceOf(TerminalState.Ended.class)
          .isNotInstanceOf(TerminalState.Refused.class);
      if (kind.isInstance(state)) {
        return kind.cast(state);
      }
    }
  }
}
