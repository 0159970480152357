package dev.portolan.transport.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.open.OpenedStream;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceFilesTest {
  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final SmuxSession session =
      SmuxSession.start(connection, SmuxRole.CLIENT, SmuxConfig.defaults(), null);
  private final Promise<OpenedStream> opening = ImmediateEventExecutor.INSTANCE.newPromise();
  private final DeviceFiles files = new DeviceFiles((request, handler, timeout) -> opening);

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  private void restoreInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> files.restore("/srv", "app.conf"))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void whatIsCancelledBeforeTheAnswerIsNotOpened() {
    restoreInterrupted();
    assertThat(opening.isCancelled()).isTrue();
  }

  /** The device has answered, which the one who waits does not know yet. */
  @Test
  void whatIsCancelledAtTheAnswerIsClosed() {
    assertThat(opening.setUncancellable()).isTrue();
    restoreInterrupted();
    SmuxStream stream = session.open(new ChannelInboundHandlerAdapter()).getNow();
    opening.setSuccess(new OpenedStream(stream, new byte[0]));
    connection.runPendingTasks();
    assertThat(stream.isOpen()).isFalse();
    assertThat(session.streamCount()).isZero();
  }
}
