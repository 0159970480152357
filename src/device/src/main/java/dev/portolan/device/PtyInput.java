package dev.portolan.device;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;

/**
 * Writes what the stream brings to a terminal, one worker task at a time.
 *
 * <p>The next read is asked for when the terminal has taken the last bytes; a program that does not
 * read its input holds back the sender and not this device's memory.
 */
final class PtyInput extends SimpleChannelInboundHandler<ByteBuf> {

  private final OutputStream terminal;
  private final Executor workers;
  private final Runnable onEnd;

  /** What came since the last write began: one piece, however small those are that it came in. */
  private ByteArrayOutputStream pending = new ByteArrayOutputStream();

  private boolean writing;

  /**
   * @param onEnd called on the event loop when the stream ends or the terminal takes no more
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
          ctx.executor()
              .execute(
                  () -> {
                    writing = false;
                    if (written) {
                      next(ctx);
                    } else {
                      onEnd.run();
                    }
                  });
        });
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
    // The far side of a terminal has nothing more to say when it is gone: peers that know no
    // half-close send the same frame for "I closed".
    if (evt instanceof ChannelInputShutdownEvent) {
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
