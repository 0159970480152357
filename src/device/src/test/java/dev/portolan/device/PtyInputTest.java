package dev.portolan.device;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Input from a stream to a terminal, with a manually run worker. */
class PtyInputTest {

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final Queue<Runnable> writes = new ArrayDeque<>();
  private final EmbeddedChannel stream = new EmbeddedChannel();
  private int reads;

  PtyInputTest() {
    stream.config().setAutoRead(false);
    stream
        .pipeline()
        .addLast(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void read(ChannelHandlerContext ctx) {
                reads++;
              }
            },
            new PtyInput(terminal, writes::add, stream::close));
  }

  @AfterEach
  void stop() {
    stream.finishAndReleaseAll();
  }

  /** Byte by byte within one read cycle of the connection. */
  private void brings(String text) {
    for (byte b : text.getBytes(US_ASCII)) {
      stream.pipeline().fireChannelRead(Unpooled.wrappedBuffer(new byte[] {b}));
    }
    stream.pipeline().fireChannelReadComplete();
  }

  @Test
  void coalescesWrites() {
    brings("uptime");
    assertThat(writes).hasSize(1);
    brings("; ls");
    assertThat(writes).hasSize(1);
    writes.remove().run();
    stream.runPendingTasks();
    assertThat(terminal).hasToString("uptime");
    assertThat(writes).hasSize(1);
    assertThat(reads).isZero();
    writes.remove().run();
    stream.runPendingTasks();
    assertThat(terminal).hasToString("uptime; ls");
    assertThat(writes).isEmpty();
    assertThat(reads).isOne();
  }

  @Test
  void emptyDataRequestsMore() {
    brings("");
    assertThat(writes).isEmpty();
    assertThat(reads).isOne();
  }
}
