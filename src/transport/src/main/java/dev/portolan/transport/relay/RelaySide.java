package dev.portolan.transport.relay;

import dev.portolan.smux.FlowState;
import dev.portolan.smux.ResetCause;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One side of a {@link Relay}. Reads its channel and writes to the other's.
 *
 * <p>Handler methods and non-volatile fields belong to the event loop of its channel. All writes
 * are issued from there, which keeps their order.
 */
final class RelaySide extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(RelaySide.class);

  /** One burst of a stream fits in, so that auto-read need not be toggled within it. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 * 1024, 128 * 1024);

  private final Relay relay;
  private final IntConsumer meter;
  private final ChannelFutureListener onWrite = this::written;

  private volatile @Nullable Channel channel;
  private volatile @Nullable RelaySide other;
  private volatile FlowState flow = FlowState.OPEN;
  private volatile boolean channelClosed;
  private volatile long bytes;

  /** Data read before it could be forwarded. */
  private final Queue<ByteBuf> pending = new ArrayDeque<>();

  private @Nullable ChannelFuture lastWrite;
  private boolean added;
  private boolean started;
  private boolean endHandled;

  RelaySide(Relay relay, IntConsumer meter) {
    this.relay = relay;
    this.meter = meter;
  }

  void join(Channel own, RelaySide otherSide) {
    channel = own;
    other = otherSide;
  }

  /** The channel, null only for a far end that does not exist yet. */
  @Nullable Channel channel() {
    return channel;
  }

  private @Nullable Channel peer() {
    RelaySide side = other;
    return side == null ? null : side.channel;
  }

  /** The state of the direction that starts here. Any thread. */
  FlowState flow() {
    return flow;
  }

  /** Applies an event to the direction that starts here, and returns the new state. Any thread. */
  synchronized FlowState move(FlowState.Event event) {
    flow = flow.after(event);
    return flow;
  }

  /** Returns true on the first call. On the loop. */
  boolean firstEnd() {
    boolean first = !endHandled;
    endHandled = true;
    return first;
  }

  /** Whether the channel is closed, or never existed. */
  boolean isClosed() {
    return channelClosed || channel == null;
  }

  /** The number of bytes read. */
  long bytes() {
    return bytes;
  }

  /** Whether some data read here is not yet written to the other side. On the loop. */
  boolean hasUnwritten() {
    return lastWrite != null && !lastWrite.isDone();
  }

  /** Runs the task once all data read before is written to the other side. On the loop. */
  void afterWrites(Runnable task) {
    ChannelFuture write = lastWrite;
    if (write == null || write.isDone()) {
      task.run();
    } else {
      write.addListener(done -> task.run());
    }
  }

  /** Stops reading and discards what still arrives. On the loop. */
  void stopReading() {
    move(FlowState.Event.STOP_SENDING);
    Channel own = channel;
    if (own != null) {
      own.config().setAutoRead(false);
    }
  }

  /** Runs the task on this side's loop, at once if that is the current thread. */
  void onLoop(Runnable task) {
    Channel own = channel;
    if (own != null) {
      Relay.onLoop(own, task);
    }
  }

  void closeChannel() {
    Channel own = channel;
    if (own != null) {
      own.close();
    }
  }

  void abort(ResetCause cause) {
    Channel own = channel;
    if (own != null) {
      Relay.abort(own, cause);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    added = true;
    ctx.channel().config().setWriteBufferWaterMark(WATER_MARK);
    // before the first read: some sockets report a FIN without one
    ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    if (ctx.channel().isActive()) {
      start();
      resumeOther();
    } else if (!ctx.channel().isOpen()) {
      channelInactive(ctx);
    }
  }

  /**
   * Resumes the other side if it stopped because this channel was not writable. Needed when this
   * handler is added, too: the channel may have become writable again before, without an event for
   * it.
   */
  private void resumeOther() {
    RelaySide reader = other;
    if (reader != null) {
      reader.onLoop(reader::resume);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    start();
    ctx.fireChannelActive();
  }

  /** Starts reading once both channels exist, after forwarding pending data. On the loop. */
  void start() {
    Channel peer = peer();
    if (peer == null || !added || started || channelClosed) {
      return;
    }
    started = true;
    for (ByteBuf buffer = pending.poll(); buffer != null; buffer = pending.poll()) {
      forward(peer, buffer);
    }
    peer.flush();
    resume();
    handleEnd();
  }

  /** Reads on if the other channel is writable. */
  private void resume() {
    Channel own = channel;
    Channel peer = peer();
    if (own != null && peer != null && started && flow != FlowState.RESET) {
      own.config().setAutoRead(peer.isWritable());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Channel peer = peer();
    if (flow == FlowState.RESET || !(message instanceof ByteBuf buffer)) {
      ReferenceCountUtil.release(message);
    } else if (peer == null || !started) {
      pending.add(buffer);
    } else {
      forward(peer, buffer);
      if (!peer.isWritable()) {
        ctx.channel().config().setAutoRead(false);
      }
    }
  }

  private void releasePending() {
    pending.forEach(ReferenceCountUtil::release);
    pending.clear();
  }

  private void forward(Channel peer, ByteBuf buffer) {
    int count = buffer.readableBytes();
    count(count);
    ChannelFuture write = peer.write(buffer);
    lastWrite = write;
    write.addListener(onWrite);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // written by the event loop only
  private void count(int count) {
    bytes += count;
    relay.bytesRead(this);
    meter.accept(count);
  }

  private void written(ChannelFuture write) {
    // A failed write means that the channel is broken, unless only its output was shut down: then
    // it may still send, and relay.outputShutDown() handles the rest.
    if (!write.isSuccess() && !isOutputShutdown(write.channel())) {
      Relay.abort(write.channel(), ResetCause.ABORTED);
    }
  }

  private static boolean isOutputShutdown(Channel channel) {
    return channel.isOpen() && channel instanceof DuplexChannel duplex && duplex.isOutputShutdown();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    flushPeer();
    ctx.fireChannelReadComplete();
  }

  private void flushPeer() {
    Channel peer = peer();
    if (peer != null) {
      peer.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable()) {
      resumeOther();
    }
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      move(
          FlowState.Event
              .END); // no effect after a reset: Netty fires this event after a read error, too
      flushPeer();
      handleEnd();
    } else if (event instanceof ChannelOutputShutdownEvent) {
      relay.outputShutDown(this);
    }
    ctx.fireUserEventTriggered(event);
  }

  /** Handles the end of input, if it was read and all data before it was forwarded. On the loop. */
  void handleEnd() {
    if (started && flow == FlowState.ENDING) {
      relay.handleEnd(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!channelClosed) {
      channelClosed = true;
      flushPeer();
      relay.channelClosed(this);
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    releasePending();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("{}: closed for {}", ctx.channel(), cause.toString());
    move(FlowState.Event.RESET);
    ctx.close();
  }
}
