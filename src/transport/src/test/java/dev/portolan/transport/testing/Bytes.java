package dev.portolan.transport.testing;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps what a channel brings, and how it ended. */
public final class Bytes extends ChannelInboundHandlerAdapter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile boolean ended;
  private volatile boolean inactive;
  private volatile boolean failed;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    ByteBuf buffer = (ByteBuf) message;
    synchronized (this) {
      buffer.readBytes(bytes, buffer.readableBytes());
    }
    buffer.release();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    ended |= event instanceof ChannelInputShutdownEvent;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    inactive = true;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failed = true;
    ctx.close();
  }

  public synchronized byte[] toBytes() {
    return bytes.toByteArray();
  }

  public synchronized int size() {
    return bytes.size();
  }

  public String text() {
    return new String(toBytes(), StandardCharsets.UTF_8);
  }

  public boolean hasEnded() {
    return ended;
  }

  public boolean isInactive() {
    return inactive;
  }

  public boolean hasFailed() {
    return failed;
  }
}
