package dev.portolan.transport.accept;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the opening message of one stream, then hands the stream to the receiver. */
final class OpeningReader extends ChannelInboundHandlerAdapter {

  private enum State {
    /** The stream is not active yet. */
    NEW,
    /** The message is incomplete. */
    READING,
    /** The stream was handed over, or refused. */
    DONE
  }

  private final SmuxStream stream;
  private final StreamAcceptor.Receiver receiver;
  private final OpeningRoom room;
  private State state = State.NEW;
  private @Nullable Future<?> timer;

  /**
   * The part of the message received so far. A copy, because a slice would keep a whole TLS record
   * alive.
   */
  private @Nullable ByteBuf held;

  OpeningReader(SmuxStream stream, StreamAcceptor.Receiver receiver, OpeningRoom room) {
    this.stream = stream;
    this.receiver = receiver;
    this.room = room;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.fireChannelActive();
    String refusal = room.enter();
    if (refusal != null) {
      refuse(refusal);
      return;
    }
    state = State.READING;
    timer =
        ctx.executor()
            .schedule(
                () -> stream.close(),
                StreamAcceptor.OPENING_TIMEOUT.toNanos(),
                TimeUnit.NANOSECONDS);
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (state != State.READING || !(msg instanceof ByteBuf in)) {
      ReferenceCountUtil.release(msg);
      return;
    }
    Message opening = held == null ? Message.read(in) : null;
    if (opening != null) {
      handOver(ctx, opening, in);
      return;
    }
    try {
      if (!hold(in)) {
        return;
      }
    } finally {
      in.release();
    }
    ByteBuf all = held;
    opening = all == null ? null : Message.read(all);
    if (all != null && opening != null) {
      held = null;
      room.whole(all.writerIndex());
      state = State.DONE;
      handOver(ctx, opening, all);
    }
  }

  /** Buffers a copy. Returns false if there is no room, in which case the stream is refused. */
  private boolean hold(ByteBuf in) {
    ByteBuf kept = held == null ? Unpooled.buffer(in.readableBytes()) : held;
    String refusal = room.grow(kept.readableBytes(), in.readableBytes());
    if (refusal != null) {
      kept.release();
      held = null;
      refuse(refusal);
      return false;
    }
    held = kept.writeBytes(in);
    return true;
  }

  /**
   * @param rest the bytes behind the message, owned by this method
   */
  private void handOver(ChannelHandlerContext ctx, Message opening, ByteBuf rest) {
    if (state == State.READING) {
      room.whole(0);
      state = State.DONE;
    }
    HeldReads next = new HeldReads();
    ctx.pipeline().replace(this, null, next);
    if (rest.isReadable()) {
      next.hold(rest);
    } else {
      rest.release();
    }
    receiver.received(stream, opening);
  }

  private void refuse(String reason) {
    state = State.DONE;
    stream
        .writeAndFlush(Message.error(reason).encode(stream.alloc()))
        .addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (state == State.READING) {
      ctx.read(); // the message is incomplete
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
    if (evt instanceof ChannelInputShutdownEvent) {
      stream.close(); // the message will never be complete
    }
    ctx.fireUserEventTriggered(evt);
  }

  /** Gives back the timer with all that was kept of an incomplete message. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (timer != null) {
      timer.cancel(false);
    }
    ByteBuf kept = held;
    held = null;
    if (state == State.READING) {
      state = State.DONE;
      room.givenUp(kept == null ? 0 : kept.readableBytes());
    }
    ReferenceCountUtil.release(kept);
  }
}
