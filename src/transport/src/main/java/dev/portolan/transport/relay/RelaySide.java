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
 * One end of a {@link Relay}: reads its channel and writes to the other's.
 *
 * <p>Handler methods and the fields that are not volatile belong to the event loop of its channel.
 * All that it writes it writes from there, so that the order stays.
 */
final class RelaySide extends ChannelInboundHandlerAdapter {
  private static final Logger log = LoggerFactory.getLogger(RelaySide.class);

  /** Room for all that a stream delivers at once, so that it need not be stopped within that. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(64 * 1024, 128 * 1024);

  private final Relay relay;
  private final IntConsumer meter;
  private final ChannelFutureListener onWrite = this::written;

  private volatile @Nullable Channel channel;
  private volatile @Nullable RelaySide other;
  private volatile FlowState flow = FlowState.OPEN;
  private volatile boolean gone;
  private volatile long bytes;

  /** What came before it could be passed on. */
  private final Queue<ByteBuf> held = new ArrayDeque<>();

  private @Nullable ChannelFuture lastWrite;
  private boolean added;
  private boolean begun;
  private boolean settled;

  RelaySide(Relay relay, IntConsumer meter) {
    this.relay = relay;
    this.meter = meter;
  }

  void join(Channel own, RelaySide otherSide) {
    channel = own;
    other = otherSide;
  }

  /** Its channel; null only for a far end that does not exist yet. */
  @Nullable Channel channel() {
    return channel;
  }

  private @Nullable Channel peer() {
    RelaySide side = other;
    return side == null ? null : side.channel;
  }

  /** How far the direction is that begins here. Any thread. */
  FlowState flow() {
    return flow;
  }

  /** Notes what happened to the direction that begins here; any thread. Returns where it is now. */
  synchronized FlowState move(FlowState.Event event) {
    flow = flow.after(event);
    return flow;
  }

  /** On the loop: true the first time. */
  boolean settleOnce() {
    boolean first = !settled;
    settled = true;
    return first;
  }

  /** Whether the channel is gone, or was never there. */
  boolean isGone() {
    return gone || channel == null;
  }

  /** How many bytes were read. */
  long bytes() {
    return bytes;
  }

  /** On the loop: whether something that was read has not been taken by the other end. */
  boolean hasUnwritten() {
    return lastWrite != null && !lastWrite.isDone();
  }

  /** On the loop: runs the task once the other end has taken what was read before. */
  void afterWrites(Runnable task) {
    ChannelFuture write = lastWrite;
    if (write == null || write.isDone()) {
      task.run();
    } else {
      write.addListener(done -> task.run());
    }
  }

  /** On the loop: what arrives from now on is not wanted. */
  void stopReading() {
    move(FlowState.Event.STOP_SENDING);
    Channel own = channel;
    if (own != null) {
      own.config().setAutoRead(false);
    }
  }

  /** Runs the task on this side's loop, at once where that is the current thread. */
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
    // Before anything is asked for: some sockets report an end although nobody reads.
    ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    if (ctx.channel().isActive()) {
      begin();
      resumeOther();
    } else if (!ctx.channel().isOpen()) {
      channelInactive(ctx);
    }
  }

  /**
   * Lets the other side read on if it stopped because this channel was full. A channel that is fed
   * before this handler is in its pipeline may have become writable again unheard.
   */
  private void resumeOther() {
    RelaySide reader = other;
    if (reader != null) {
      reader.onLoop(reader::resume);
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    begin();
    ctx.fireChannelActive();
  }

  /**
   * On the loop, once both ends exist: passes on what came before they did, and reads on. Until
   * then everything is held, and nothing can overtake it.
   */
  void begin() {
    Channel peer = peer();
    if (peer == null || !added || begun || gone) {
      return;
    }
    begun = true;
    for (ByteBuf buffer = held.poll(); buffer != null; buffer = held.poll()) {
      forward(peer, buffer);
    }
    peer.flush();
    resume();
    settle();
  }

  /** Reads on if the other end takes more. */
  private void resume() {
    Channel own = channel;
    Channel peer = peer();
    if (own != null && peer != null && begun && flow != FlowState.RESET) {
      own.config().setAutoRead(peer.isWritable());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    Channel peer = peer();
    if (flow == FlowState.RESET || !(message instanceof ByteBuf buffer)) {
      ReferenceCountUtil.release(message);
    } else if (peer == null || !begun) {
      held.add(buffer);
    } else {
      forward(peer, buffer);
      if (!peer.isWritable()) {
        ctx.channel().config().setAutoRead(false);
      }
    }
  }

  private void releaseHeld() {
    held.forEach(ReferenceCountUtil::release);
    held.clear();
  }

  private void forward(Channel peer, ByteBuf buffer) {
    int count = buffer.readableBytes();
    count(count);
    ChannelFuture write = peer.write(buffer);
    lastWrite = write;
    write.addListener(onWrite);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the loop
  private void count(int count) {
    bytes += count;
    relay.spoke(this);
    meter.accept(count);
  }

  private void written(ChannelFuture write) {
    // Whoever does not take its bytes any more is gone, or as good as that. Unless it only wants no
    // more: it may have something to say yet, and relay.unwanted() sees to the rest.
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
      move(FlowState.Event.END); // After an error Netty reports an end too, which is none.
      flushPeer();
      settle();
    } else if (event instanceof ChannelOutputShutdownEvent) {
      relay.unwanted(this);
    }
    ctx.fireUserEventTriggered(event);
  }

  /**
   * On the loop: acts on the end of the input, if there was one and all before it was passed on.
   */
  void settle() {
    if (begun && flow == FlowState.ENDING) {
      relay.settle(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (!gone) {
      gone = true;
      flushPeer();
      relay.gone(this);
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    releaseHeld();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    log.debug("{}: closed for {}", ctx.channel(), cause.toString());
    move(FlowState.Event.RESET);
    ctx.close();
  }
}
