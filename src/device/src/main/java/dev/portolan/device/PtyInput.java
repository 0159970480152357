package dev.portolan.device;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Writes a stream's data to a terminal, one worker task at a time.
 *
 * <p>The stream is read again only when the terminal has taken the previous bytes, so a program
 * that does not read its input applies backpressure to the sender.
 */
final class PtyInput extends SimpleChannelInboundHandler<ByteBuf> {

  private final OutputStream terminal;
  private final Executor workers;
  private final Runnable onEnd;

  /** Data received since the last write started, coalesced. */
  private ByteArrayOutputStream pending = new ByteArrayOutputStream();

  private boolean writing;

  /**
   * @param onEnd called on the event loop when the stream ends or the terminal cannot be written
   */
  PtyInput(OutputStream terminal, Executor workers, Runnable onEnd) {
    this.terminal = terminal;
    this.workers = workers;
    this.onEnd = onEnd;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf msg) {
    pending.writeBytes(ByteBufUtil.getBytes(msg));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    next(ctx);
  }

  private void next(ChannelHandlerContext ctx) {
    if (writing) {
      return;
    }
    byte[] bytes = pending.toByteArray();
    if (bytes.length == 0) {
      ctx.read();
      return;
    }
    pending = new ByteArrayOutputStream();
    writing = true;
    workers.execute(
        () -> {
          boolean written = write(bytes);
          try {
            ctx.executor().execute(() -> written(ctx, written));
          } catch (RejectedExecutionException e) {
            // the loop has ended, and the stream with it
          }
        });
  }

  private void written(ChannelHandlerContext ctx, boolean all) {
    writing = false;
    if (all) {
      next(ctx);
    } else {
      onEnd.run();
    }
  }

  private boolean write(byte[] bytes) {
    try {
      terminal.write(bytes);
      terminal.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    // a FIN means that the peer has closed the terminal: peers without half-close cannot express
    // the difference; ours also stop our output, which is noticed even while input is pending
    if (evt instanceof ChannelInputShutdownEvent || evt instanceof ChannelOutputShutdownEvent) {
      onEnd.run();
    }
    ctx.fireUserEventTriggered(evt);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    onEnd.run();
    ctx.fireChannelInactive();
  }
}
