package dev.portolan.app.cli;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * Writes a stream's data to standard output on a thread of its own, because output may block (for
 * example in a pager). Reads on only when the previous data is written.
 */
final class Printer extends ChannelInboundHandlerAdapter {
  private final OutputStream out;
  private final ExecutorService writer;
  private final CompletableFuture<Void> finished = new CompletableFuture<>();

  /**
   * @param writer a single-threaded executor, which keeps the order
   */
  Printer(OutputStream out, ExecutorService writer) {
    this.out = out;
    this.writer = writer;
  }

  /**
   * Completes when the stream has ended and everything is written. Fails if output cannot be
   * written.
   */
  CompletableFuture<Void> finished() {
    return finished;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    context.channel().config().setAutoRead(false);
    context.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    writer.execute(() -> write(bytes));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    writer.execute(context::read);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    writer.execute(() -> finished.complete(null));
  }

  private void write(ByteBuf bytes) {
    try {
      if (!finished.isDone()) {
        bytes.readBytes(out, bytes.readableBytes());
        out.flush();
      }
    } catch (IOException e) {
      finished.completeExceptionally(e);
    } finally {
      ReferenceCountUtil.release(bytes);
    }
  }
}
