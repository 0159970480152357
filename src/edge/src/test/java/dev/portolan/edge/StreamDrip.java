package dev.portolan.edge;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.session.EdgeClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client that opens a stream to an echo service every 20 ms and sends one byte on each. */
final class StreamDrip implements AutoCloseable {

  private static final long PACE_MILLIS = 20;
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  private final EdgeClient client;
  private final LocalService echo;
  private final Future<?> timer;
  private final List<String> failures = new ArrayList<>();
  private int opened;
  private int done;
  private long longest;

  StreamDrip(EdgeClient client, LocalService echo) {
    this.client = client;
    this.echo = echo;
    timer =
        client
            .session()
            .eventLoop()
            .scheduleAtFixedRate(this::open, 0, PACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private synchronized void open() {
    opened++;
    long start = System.nanoTime();
    SimpleChannelInboundHandler<ByteBuf> heard =
        new SimpleChannelInboundHandler<>() {
          private boolean answered;

          @Override
          protected void channelRead0(ChannelHandlerContext ctx, ByteBuf msg) {
            answered = true;
            done(System.nanoTime() - start, "");
            ctx.close();
          }

          @Override
          public void channelInactive(ChannelHandlerContext ctx) {
            if (!answered) {
              done(System.nanoTime() - start, "closed without an echo");
            }
          }
        };
    client
        .openStream(Message.tcpTunnel(echo.target()), heard)
        .addListener(
            (Future<OpenedStream> stream) -> {
              if (stream.isSuccess()) {
                stream.getNow().stream().writeAndFlush(Unpooled.wrappedBuffer(new byte[] {'e'}));
              } else {
                done(System.nanoTime() - start, String.valueOf(stream.cause().getMessage()));
              }
            });
  }

  private synchronized void done(long nanos, String failure) {
    done++;
    longest = Math.max(longest, nanos);
    if (!failure.isEmpty()) {
      failures.add(failure);
    }
    notifyAll();
  }

  /** Waits until that many more streams are done. */
  void awaitMore(int count) throws InterruptedException {
    await(done() + count);
  }

  /** Stops opening streams and waits for the open ones. */
  void stop() throws InterruptedException {
    timer.cancel(false);
    await(count());
  }

  private synchronized void await(int wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (done < wanted) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("only " + done + " of " + opened + " streams are done");
      }
      wait(left);
    }
  }

  private synchronized int done() {
    return done;
  }

  synchronized int count() {
    return opened;
  }

  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  synchronized Duration longest() {
    return Duration.ofNanos(longest);
  }

  @Override
  public synchronized String toString() {
    return opened + " streams, the longest took " + longest / 1_000_000 + " ms";
  }

  @Override
  public void close() {
    timer.cancel(false);
  }
}
