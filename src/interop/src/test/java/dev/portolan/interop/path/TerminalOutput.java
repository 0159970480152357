package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/** Collects a terminal's output for waiting threads. */
final class TerminalOutput extends SimpleChannelInboundHandler<ByteBuf> {
  private static final long PATIENCE_MILLIS = 30_000;

  private final StringBuilder text = new StringBuilder();
  private boolean ended;

  @Override
  protected synchronized void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
    text.append(bytes.toString(UTF_8));
    notifyAll();
  }

  @Override
  public synchronized void channelInactive(ChannelHandlerContext context) {
    ended = true;
    notifyAll();
  }

  synchronized void await(String part) throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (text.indexOf(part) < 0) {
      long left = deadline - System.currentTimeMillis();
      if (left <= 0 || ended) {
        throw new AssertionError(
            "no '" + part + "' in '" + text + "'" + (ended ? ", at its end" : ""));
      }
      wait(left);
    }
  }

  synchronized void awaitEnd() throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!ended) {
      long left = deadline - System.currentTimeMillis();
      if (left <= 0) {
        throw new AssertionError("no end after '" + text + "'");
      }
      wait(left);
    }
  }
}
