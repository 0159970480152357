package dev.portolan.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The near end of a stream, which collects input for the test to await. */
public final class StreamProbe extends SimpleChannelInboundHandler<ByteBuf> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private boolean ended;
  private boolean endedInOrder;

  @Override
  protected synchronized void channelRead0(ChannelHandlerContext ctx, ByteBuf msg)
      throws Exception {
    msg.readBytes(received, msg.readableBytes());
    notifyAll();
  }

  @Override
  public synchronized void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    if (evt instanceof ChannelInputShutdownEvent) {
      endedInOrder = true;
      ended = true;
      notifyAll();
    }
  }

  @Override
  public synchronized void channelInactive(ChannelHandlerContext ctx) {
    ended = true;
    notifyAll();
  }

  /** All input so far. */
  public synchronized byte[] bytes() {
    return received.toByteArray();
  }

  /** All input so far as UTF-8. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /** Whether the far side has sent a FIN. */
  public synchronized boolean endedInOrder() {
    return endedInOrder;
  }

  /** Waits for that many bytes. */
  public synchronized byte[] awaitBytes(int count) {
    awaitHolding(() -> received.size() >= count, () -> "only " + received.size() + " bytes came");
    return received.toByteArray();
  }

  /** Waits until the text satisfies a condition. */
  public synchronized String awaitText(Predicate<String> condition) {
    awaitHolding(
        () -> condition.test(received.toString(StandardCharsets.UTF_8)),
        () -> "only this came: " + received.toString(StandardCharsets.UTF_8));
    return received.toString(StandardCharsets.UTF_8);
  }

  /** Waits for the end of the stream and returns all input. */
  public synchronized byte[] awaitEnd() {
    awaitHolding(() -> ended, () -> "the stream goes on after " + received.size() + " bytes");
    return received.toByteArray();
  }

  private synchronized void awaitHolding(BooleanSupplier condition, Supplier<String> otherwise) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0 || ended) {
        throw new AssertionError(otherwise.get());
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
