package dev.portolan.transport.relay;

import dev.portolan.smux.FlowState;
import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.open.StreamLoss;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Forwards bytes between two channels, with backpressure, until both directions have ended.
 *
 * <p>Auto-read of one side is off while the other is not writable, so at most a write buffer and
 * one read are queued in each direction. The order is kept, including data that arrived before the
 * other channel existed, and a FIN is handled only behind it. A side that is reset or lost resets
 * the other (TCP connection or stream), so that a truncated reply is not mistaken for a complete
 * one.
 *
 * <p>The sides may be on different event loops, but sharing one saves a thread switch. Methods may
 * be called from any thread.
 */
public final class Relay {
  /** How long the far end may be idle before a withheld FIN takes effect. */
  private static final long DEFER_MILLIS = 5_000;

  /**
   * As above, if the last bytes came from the far end: its reply is then probably complete, and the
   * near end a program that closes after reading it.
   */
  private static final long DEFER_REPLIED_MILLIS = 250;

  /** As above, while the session is short of streams. */
  private static final long DEFER_CROWDED_MILLIS = 50;

  /** How long a side that has ended may take to receive pending data. */
  private static final long LINGER_MILLIS = 5_000;

  private final RelaySide near;
  private final RelaySide far;
  private final Promise<RelayEnd> ended = ImmediateEventExecutor.INSTANCE.newPromise();
  private final AtomicReference<@Nullable RelayEnd> end = new AtomicReference<>();
  private volatile @Nullable HalfClose mode;

  /** Whether the last bytes were read from the far end. */
  private volatile boolean lastReadFromFar;

  /** The timer of an end that is deferred. */
  private volatile @Nullable Future<?> deferral;

  /** Set once the relay closes both sides in order. */
  private volatile boolean finishing;

  /**
   * Prepares a relay whose far channel does not exist yet. Data from the near end is buffered until
   * then.
   *
   * @param near a channel with auto-read off, called on its event loop or before registration; or a
   *     stream, from any thread
   */
  public Relay(Channel near, RelayMeter meter) {
    this.near = new RelaySide(this, meter::up);
    this.far = new RelaySide(this, meter::down);
    ended.addListener(over -> cancelDeferral());
    this.near.join(near, far);
    near.pipeline().addLast(this.near);
  }

  /**
   * Relays two channels, whose pipelines must read and write {@code ByteBuf}s.
   *
   * @param near the end on this side, whose FIN {@link HalfClose#DEFER} withholds
   * @param far the end on the other side
   */
  public static Relay join(Channel near, Channel far, RelayMeter meter, HalfClose mode) {
    Relay relay = new Relay(near, meter);
    relay.decide(mode);
    // the handler must be in place before the first byte, which may be a reply to forwarded data
    onLoop(
        far,
        () -> {
          far.pipeline().addLast(relay.farHandler());
          relay.start(far);
        });
    return relay;
  }

  /**
   * The handler for the far channel's pipeline. Add it on the channel's event loop, before its
   * first byte.
   */
  public ChannelHandler farHandler() {
    return far;
  }

  /**
   * Starts forwarding from the near end. The other direction starts when {@link #farHandler()} is
   * added, too.
   */
  public void start(Channel farChannel) {
    far.join(farChannel, near);
    if (near.isClosed()) {
      abort(farChannel, causeOf(near));
    } else {
      near.onLoop(near::start);
      far.onLoop(far::start);
    }
  }

  /**
   * Sets how a FIN is handled. Until then, FINs are kept back. Only the first call has an effect.
   */
  public void decide(HalfClose decision) {
    if (mode == null) {
      mode = decision;
      near.onLoop(near::handleEnd);
      far.onLoop(far::handleEnd);
    }
  }

  /** Resets both sides. */
  public void close() {
    end.compareAndSet(null, RelayEnd.STOPPED);
    near.abort(ResetCause.CANCELLED);
    far.abort(ResetCause.CANCELLED);
  }

  /** Completes, always successfully, when both channels are closed. */
  public Future<RelayEnd> ended() {
    return ended;
  }

  /** Handles the end of a side's input. On the loop of {@code side}. */
  void handleEnd(RelaySide side) {
    HalfClose decided = mode;
    if (decided == null || !side.firstEnd()) {
      return;
    }
    end.compareAndSet(null, side == near ? RelayEnd.NEAR_CLOSED : RelayEnd.FAR_CLOSED);
    RelaySide other = other(side);
    switch (decided) {
      case FORWARD -> side.afterWrites(() -> forwardEnd(side, other));
      case DEFER -> {
        if (side == near) {
          far.onLoop(() -> deferEnd(far.bytes(), deferMillis()));
        } else {
          finishing = true;
          far.closeChannel();
          far.afterWrites(near::closeChannel);
        }
      }
      case CLOSE -> {
        finishing = true;
        side.afterWrites(other::closeChannel);
        other.onLoop(() -> lingerThenClose(side, other));
      }
    }
  }

  private void forwardEnd(RelaySide side, RelaySide other) {
    if (other.channel() instanceof DuplexChannel duplex) {
      duplex.shutdownOutput().addListener(told -> endedOneWay(side));
    } else {
      other.closeChannel();
    }
  }

  /**
   * Stops reading the other end, because {@code taker}'s output was shut down. No effect if that
   * was the other end's own FIN, forwarded. On the loop of {@code taker}.
   */
  void outputShutDown(RelaySide taker) {
    RelaySide source = other(taker);
    if (source.flow() == FlowState.OPEN) {
      source.onLoop(source::stopReading);
      source.move(FlowState.Event.STOP_SENDING);
      closeWhenBothAreOver();
    }
  }

  private void endedOneWay(RelaySide side) {
    side.move(FlowState.Event.DELIVERED);
    closeWhenBothAreOver();
  }

  private void closeWhenBothAreOver() {
    if (near.flow().isOver() && far.flow().isOver()) {
      finishing = true;
      near.closeChannel();
      far.closeChannel();
    }
  }

  /** Gives the side that ended some time to receive pending data. On the loop of {@code other}. */
  private void lingerThenClose(RelaySide side, RelaySide other) {
    other.stopReading();
    afterWritesOrTimeout(other, side::closeChannel);
  }

  /**
   * Runs the task when the data of {@code source} was written, or after 5 seconds. On the loop of
   * {@code source}.
   */
  private static void afterWritesOrTimeout(RelaySide source, Runnable task) {
    if (!source.hasUnwritten()) {
      task.run();
      return;
    }
    var timer = schedule(source, task, LINGER_MILLIS);
    source.afterWrites(
        () -> {
          timer.cancel(false);
          task.run();
        });
  }

  private long deferMillis() {
    if (!lastReadFromFar) {
      return DEFER_MILLIS;
    }
    return far.channel() instanceof SmuxStream stream && stream.session().isCrowded()
        ? DEFER_CROWDED_MILLIS
        : DEFER_REPLIED_MILLIS;
  }

  /** Closes once the far end has been idle and its data was written. On the far loop. */
  private void deferEnd(long bytesBefore, long millis) {
    deferral =
        schedule(
            far,
            () -> {
              long bytes = far.bytes();
              if (far.isClosed()) {
                return;
              }
              if (bytes != bytesBefore || far.hasUnwritten()) {
                deferEnd(bytes, millis);
              } else {
                finishing = true;
                far.closeChannel();
                near.closeChannel();
              }
            },
            millis);
  }

  private void cancelDeferral() {
    Future<?> timer = deferral;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  private static Future<?> schedule(RelaySide side, Runnable task, long millis) {
    Channel channel = side.channel();
    if (channel == null) {
      return ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);
    }
    return channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /** Handles the close of a side's channel. On the loop of {@code side}. */
  void channelClosed(RelaySide side) {
    RelaySide other = other(side);
    boolean brokenOff = side.move(FlowState.Event.RESET) == FlowState.RESETTING;
    boolean untaken = !other.flow().isOver(); // the other's data has no receiver any more
    if (finishing) {
      side.afterWrites(other::closeChannel);
    } else if (brokenOff || untaken) {
      other.move(FlowState.Event.STOP_SENDING);
      if (end.get() != RelayEnd.STOPPED) {
        end.set(side == near ? RelayEnd.NEAR_LOST : RelayEnd.FAR_LOST);
      }
      ResetCause cause = causeOf(side);
      afterWritesOrTimeout(
          side,
          () -> {
            side.move(FlowState.Event.DELIVERED);
            other.abort(cause);
          });
    } // otherwise both directions had ended, and the other side closes in order, too
    if (other.isClosed()) {
      RelayEnd why = end.get();
      ended.trySuccess(why == null ? RelayEnd.STOPPED : why);
    }
  }

  /** The cause with which the other end is reset. */
  private static ResetCause causeOf(RelaySide side) {
    return side.channel() instanceof SmuxStream stream
        ? StreamLoss.cause(stream)
        : ResetCause.ABORTED;
  }

  void bytesRead(RelaySide side) {
    lastReadFromFar = side == far;
  }

  private RelaySide other(RelaySide side) {
    return side == near ? far : near;
  }

  /** Runs the task on the channel's loop, at once if that is the current thread. */
  static void onLoop(Channel channel, Runnable task) {
    EventLoops.onLoop(channel.eventLoop(), task);
  }

  /** Resets a TCP connection or stream. Closes any other channel. */
  static void abort(Channel channel, ResetCause cause) {
    if (channel instanceof SmuxStream stream) {
      stream.reset(cause);
      return;
    }
    if (channel instanceof SocketChannel && channel.isOpen()) {
      try {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
      } catch (RuntimeException e) {
        // already closed
      }
    }
    channel.close();
  }
}
