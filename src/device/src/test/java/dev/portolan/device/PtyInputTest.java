package dev.portolan.device;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  static Stream<Object> ends() {
    return Stream.of(ChannelInputShutdownEvent.INSTANCE, ChannelOutputShutdownEvent.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("ends")
  void anEndOfEitherDirectionEndsTheTerminal(Object end) {
    stream.pipeline().fireUserEventTriggered("something else");
    assertThat(stream.isOpen()).isTrue();
    stream.pipeline().fireUserEventTriggered(end);
    assertThat(stream.isOpen()).isFalse();
  }

  @Test
  void aLostStreamEndsTheTerminal() {
    List<String> ended = new ArrayList<>();
    EmbeddedChannel other =
        new EmbeddedChannel(new PtyInput(terminal, writes::add, () -> ended.add("ended")));
    other.close();
    assertThat(ended).containsExactly("ended");
  }

  @Test
  void aTerminalThatCannotBeWrittenEndsTheStream() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Input/output error");
          }
        };
    EmbeddedChannel other = new EmbeddedChannel();
    other.pipeline().addLast(new PtyInput(broken, Runnable::run, other::close));
    other.writeInbound(Unpooled.copiedBuffer("uptime", US_ASCII));
    other.runPendingTasks();
    assertThat(other.isOpen()).isFalse();
  }

  @Test
  void whatIsWrittenIsFlushed() {
    ByteArrayOutputStream behind = new ByteArrayOutputStream();
    EmbeddedChannel other =
        new EmbeddedChannel(
            new PtyInput(new BufferedOutputStream(behind), Runnable::run, stream::close));
    other.writeInbound(Unpooled.copiedBuffer("uptime", US_ASCII));
    assertThat(behind).hasToString("uptime");
    other.finishAndReleaseAll();
  }

  @Test
  void emptyDataRequestsMore() {
    brings("");
    assertThat(writes).isEmpty();
    assertThat(reads).isOne();
  }

  /** As a terminal does that lets its writer go when it is closed. */
  @Test
  @SuppressWarnings("deprecation") // Nothing else gives a handler a loop that ends before.
  void aWriteMayEndAfterItsEventLoop() throws Exception {
    EventExecutor loop = new DefaultEventExecutor();
    BlockingQueue<Runnable> late = new LinkedBlockingQueue<>();
    EmbeddedChannel another = new EmbeddedChannel();
    another.pipeline().addLast(loop, new PtyInput(terminal, late::add, another::close));
    another.pipeline().fireChannelRead(Unpooled.wrappedBuffer(new byte[] {'x'}));
    another.pipeline().fireChannelReadComplete();
    Runnable write = late.take();
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    assertThatCode(write::run).doesNotThrowAnyException();
    assertThat(terminal).hasToString("x");
  }
}
