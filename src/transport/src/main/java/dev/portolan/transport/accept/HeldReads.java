package dev.portolan.transport.accept;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Buffers inbound data until the next owner of the pipeline calls {@code read()}.
 *
 * <p>While a target is dialled or a shell started there is no handler for data yet, but some may
 * have arrived in the same frame as the opening message.
 */
final class HeldReads extends ChannelDuplexHandler {

  private final Queue<Object> held = new ArrayDeque<>();
  private final Queue<Object> heldEvents = new ArrayDeque<>();

  /** Buffers the bytes that arrived together with the opening message. */
  void hold(ByteBuf bytes) {
    held.add(bytes);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    held.add(msg);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // fired with the buffered data
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    heldEvents.add(evt);
  }

  @Override
  public void read(ChannelHandlerContext ctx) {
    ctx.pipeline().remove(this);
    ctx.read();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    boolean any = !held.isEmpty();
    while (!held.isEmpty()) {
      Object msg = held.remove();
      if (ctx.channel().isActive()) {
        ctx.fireChannelRead(msg);
      } else {
        ReferenceCountUtil.release(msg);
      }
    }
    if (any) {
      ctx.fireChannelReadComplete();
    }
    while (!heldEvents.isEmpty()) {
      ctx.fireUserEventTriggered(heldEvents.remove());
    }
  }
}
