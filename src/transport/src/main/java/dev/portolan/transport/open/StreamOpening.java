package dev.portolan.transport.open;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageDecoder;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.problem.EdgeException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends a stream's request and awaits the answer. Then replaces itself by the actual handler, which
 * also gets the bytes behind the answer.
 *
 * <p>On the stream's event loop.
 */
final class StreamOpening extends ChannelInboundHandlerAdapter {
  private final Message request;
  private final ChannelHandler afterOk;
  private final Duration timeout;
  private final Consumer<SmuxStream> started;
  private final Promise<OpenedStream> promise;
  private final String edge;
  private final Deque<Object> early = new ArrayDeque<>();
  private @Nullable SmuxStream begun;
  private boolean answered;

  StreamOpening(
      Message request,
      ChannelHandler afterOk,
      Duration timeout,
      Consumer<SmuxStream> started,
      Promise<OpenedStream> promise,
      String edge) {
    this.request = request;
    this.afterOk = afterOk;
    this.timeout = timeout;
    this.started = started;
    this.promise = promise;
    this.edge = edge;
  }

  /** Starts the timeout, which is cancelled when the promise completes. */
  void limit(EventExecutor loop) {
    Future<?> timer =
        loop.schedule(() -> fail(overdue()), timeout.toMillis(), TimeUnit.MILLISECONDS);
    promise.addListener(done -> timer.cancel(false));
  }

  private EdgeException overdue() {
    SmuxStream stream = begun;
    return stream == null
        ? OpenFailures.notOpened(edge, request, true, null)
        : OpenFailures.timeout(edge, request, timeout, stream.session().silence());
  }

  /** Sends the request on the open stream. On the loop. */
  void begin(SmuxStream stream) {
    begun = stream;
    promise.addListener(
        done -> {
          if (!done.isSuccess()) {
            giveUp(stream);
          }
        });
    if (promise.isDone()) {
      return;
    }
    stream.write(request.encode(stream.alloc()));
    started.accept(stream);
    stream.flush();
  }

  /**
   * Closes an unwanted stream. Resets it if unanswered, because the far side may still be working
   * on it.
   */
  private void giveUp(SmuxStream stream) {
    if (answered) {
      stream.close();
    } else {
      stream.reset(ResetCause.CANCELLED);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.pipeline().addBefore(ctx.name(), null, new MessageDecoder());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (answered) {
      early.add(message);
    } else if (message instanceof Message answer) {
      answered = true;
      handleAnswer(ctx, answer);
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  private void handleAnswer(ChannelHandlerContext ctx, Message answer) {
    if (answer.type() != MessageType.OK) {
      fail(OpenFailures.refused(request, answer));
      return;
    }
    if (promise.isDone() || !promise.setUncancellable()) {
      ctx.close(); // cancelled or timed out
      return;
    }
    ctx.pipeline().addAfter(ctx.name(), null, afterOk);
    promise.setSuccess(new OpenedStream((SmuxStream) ctx.channel(), answer.payload()));
    // behind the promise's listeners, which may run as a later task of the loop
    ctx.channel().eventLoop().execute(() -> handOver(ctx));
  }

  /** Passes on the bytes received early, and removes itself. */
  private void handOver(ChannelHandlerContext ctx) {
    if (ctx.isRemoved()) {
      return;
    }
    boolean any = !early.isEmpty();
    for (Object message = early.poll(); message != null; message = early.poll()) {
      ctx.fireChannelRead(message);
    }
    if (any) {
      ctx.fireChannelReadComplete();
    }
    ctx.pipeline().remove(this);
  }

  private void fail(EdgeException cause) {
    promise.tryFailure(cause);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !answered) {
      fail(OpenFailures.noAnswer(request));
      return;
    }
    if (answered) {
      handOver(ctx);
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (answered) {
      handOver(ctx);
    } else {
      fail(OpenFailures.lost(edge, request, (SmuxStream) ctx.channel()));
    }
    ctx.fireChannelInactive();
  }
}
