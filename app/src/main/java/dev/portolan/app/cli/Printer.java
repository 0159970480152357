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
 * Writes what comes out of a stream to standard output. Output may block, a pager does not read on
 * until a key is pressed, so a thread of its own does the writing; the next bytes are asked for
 * when the last are written.
 */
final class Printer extends ChannelInboundHandlerAdapter {
  private final OutputStream out;
  private final ExecutorService writer;
  private final CompletableFuture<Void> finished = new CompletableFuture<>();

  /**
   * @param writer has one thread, so that bytes keep their order
   */
  Printer(OutputStream out, ExecutorService writer) {
    this.out = out;
    this.writer = writer;
  }

  /**
   * Done when the stream has ended and its last byte is written; failed when output takes no more.
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
