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
 * Passes bytes between two channels, each as fast as the other takes them, until both are done.
 *
 * <p>Reading one side stops while the other is not writable, so at most a write buffer and one read
 * wait here in each direction. What is read is written in that order, also what came before the
 * other channel was there, and before the end that came after it is acted on. A side that breaks
 * off, instead of ending in order, makes the other end abruptly too (a TCP connection and a stream
 * are reset), so that a cut-off answer is not taken for a whole one.
 *
 * <p>Both sides should be on one event loop, which saves the hand-over; they need not be. All
 * methods may be called on any thread.
 */
public final class Relay {
  /** How long the far end may be silent before an end that is held back is acted on. */
  private static final long HOLD_MILLIS = 5_000;

  /**
   * The same where the far end spoke last, so that its reply has begun and is most likely over: a
   * program that has got what it wanted closes, and that looks the same from here.
   */
  private static final long HOLD_REPLIED_MILLIS = 250;

  /** The same where streams are getting scarce, so that new connections need not wait for them. */
  private static final long HOLD_CROWDED_MILLIS = 50;

  /** How long a side that ended may take for what was meant for it. */
  private static final long LINGER_MILLIS = 5_000;

  private final RelaySide near;
  private final RelaySide far;
  private final Promise<RelayEnd> ended = ImmediateEventExecutor.INSTANCE.newPromise();
  private final AtomicReference<@Nullable RelayEnd> end = new AtomicReference<>();
  private volatile @Nullable HalfClose mode;

  /** Which end the latest bytes came from. */
  private volatile boolean farSpokeLast;

  /** Runs while an end is held back; on the far loop. */
  private @Nullable Future<?> holding;

  /** Set once the relay itself closes both sides in order. */
  private volatile boolean finishing;

  /**
   * Prepares a relay for a near end whose far end does not exist yet. What the near end brings
   * until then is kept; it should not be much.
   *
   * @param near a channel with auto-read off, on its event loop or not registered yet; or a stream,
   *     on any thread
   */
  public Relay(Channel near, RelayMeter meter) {
    this.near = new RelaySide(this, meter::up);
    this.far = new RelaySide(this, meter::down);
    ended.addListener(over -> far.onLoop(this::stopHolding));
    this.near.join(near, far);
    near.pipeline().addLast(this.near);
  }

  /**
   * Pairs two channels, whose pipelines must already give and take {@code ByteBuf}s.
   *
   * @param near the end on this side, to which {@link HalfClose#HOLD} is kind
   * @param far the end on the other side
   */
  public static Relay join(Channel near, Channel far, RelayMeter meter, HalfClose mode) {
    Relay relay = new Relay(near, meter);
    relay.decide(mode);
    // In place before its first byte can come, which may be an answer to what it is fed.
    onLoop(
        far,
        () -> {
          far.pipeline().addLast(relay.farHandler());
          relay.feed(far);
        });
    return relay;
  }

  /**
   * The handler that belongs into the far channel's pipeline, at the latest before its first byte:
   * so on its event loop.
   */
  public ChannelHandler farHandler() {
    return far;
  }

  /**
   * Begins to pass on what comes from the near end; the other direction begins when {@link
   * #farHandler()} is added, too.
   */
  public void feed(Channel farChannel) {
    far.join(farChannel, near);
    if (near.isGone()) {
      abort(farChannel, causeOf(near));
    } else {
      near.onLoop(near::begin);
      far.onLoop(far::begin);
    }
  }

  /** Sets what an end means. Until then an end is kept; only the first call counts. */
  public void decide(HalfClose decision) {
    if (mode == null) {
      mode = decision;
      near.onLoop(near::settle);
      far.onLoop(far::settle);
    }
  }

  /** Breaks both sides off. */
  public void close() {
    end.compareAndSet(null, RelayEnd.STOPPED);
    near.abort(ResetCause.CANCELLED);
    far.abort(ResetCause.CANCELLED);
  }

  /** Completes, always with success, when both channels are closed. */
  public Future<RelayEnd> ended() {
    return ended;
  }

  /** On the loop of {@code side}, whose input has ended. */
  void settle(RelaySide side) {
    HalfClose decided = mode;
    if (decided == null || !side.settleOnce()) {
      return;
    }
    end.compareAndSet(null, side == near ? RelayEnd.NEAR_CLOSED : RelayEnd.FAR_CLOSED);
    RelaySide other = other(side);
    switch (decided) {
      case FORWARD -> side.afterWrites(() -> forwardEnd(side, other));
      case HOLD -> {
        if (side == near) {
          far.onLoop(() -> hold(far.bytes(), holdMillis()));
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
   * On the loop of {@code taker}, which takes nothing more: what the other end has yet to say is
   * not wanted. Nothing to do where that is so because the other end's end was passed on.
   */
  void unwanted(RelaySide taker) {
    RelaySide source = other(taker);
    if (source.flow() == FlowState.OPEN) {
      source.onLoop(source::stopReading);
      source.move(FlowState.Event.STOP);
      closeWhenBothAreOver();
    }
  }

  private void endedOneWay(RelaySide side) {
    side.move(FlowState.Event.PASS);
    closeWhenBothAreOver();
  }

  private void closeWhenBothAreOver() {
    if (near.flow().isOver() && far.flow().isOver()) {
      finishing = true;
      near.closeChannel();
      far.closeChannel();
    }
  }

  /**
   * On the loop of {@code other}: gives the side that ended a while to take what is meant for it.
   */
  private void lingerThenClose(RelaySide side, RelaySide other) {
    other.stopReading();
    afterWritesOrPatience(other, side::closeChannel);
  }

  /** On the loop of {@code source}: runs the task when what it said was taken, or in 5 seconds. */
  private static void afterWritesOrPatience(RelaySide source, Runnable task) {
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

  private long holdMillis() {
    if (!farSpokeLast) {
      return HOLD_MILLIS;
    }
    return far.channel() instanceof SmuxStream stream && stream.session().isCrowded()
        ? HOLD_CROWDED_MILLIS
        : HOLD_REPLIED_MILLIS;
  }

  /** On the far loop: closes once the far end has been silent and everything of it was taken. */
  private void hold(long bytesBefore, long millis) {
    holding =
        schedule(
            far,
            () -> {
              long bytes = far.bytes();
              if (far.isGone()) {
                return;
              }
              if (bytes != bytesBefore || far.hasUnwritten()) {
                hold(bytes, millis);
              } else {
                finishing = true;
                far.closeChannel();
                near.closeChannel();
              }
            },
            millis);
  }

  private void stopHolding() {
    if (holding != null) {
      holding.cancel(false);
    }
  }

  private static Future<?> schedule(RelaySide side, Runnable task, long millis) {
    Channel channel = side.channel();
    if (channel == null) {
      return ImmediateEventExecutor.INSTANCE.newSucceededFuture(null);
    }
    return channel.eventLoop().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  /** On the loop of {@code side}, whose channel is gone. */
  void gone(RelaySide side) {
    RelaySide other = other(side);
    boolean brokenOff = side.move(FlowState.Event.BREAK) == FlowState.RESETTING;
    boolean untaken = !other.flow().isOver(); // nobody is left for what the other has to say
    if (finishing) {
      side.afterWrites(other::closeChannel);
    } else if (brokenOff || untaken) {
      other.move(FlowState.Event.STOP);
      if (end.get() != RelayEnd.STOPPED) {
        end.set(side == near ? RelayEnd.NEAR_LOST : RelayEnd.FAR_LOST);
      }
      ResetCause cause = causeOf(side);
      afterWritesOrPatience(
          side,
          () -> {
            side.move(FlowState.Event.PASS);
            other.abort(cause);
          });
    } // Else both directions have ended, so that it closed by itself; the other is told in order.
    if (other.isGone()) {
      RelayEnd why = end.get();
      ended.trySuccess(why == null ? RelayEnd.STOPPED : why);
    }
  }

  /** What the other end is told of a side that broke off. */
  private static ResetCause causeOf(RelaySide side) {
    return side.channel() instanceof SmuxStream stream
        ? StreamLoss.cause(stream)
        : ResetCause.BROKEN_OFF;
  }

  void spoke(RelaySide side) {
    farSpokeLast = side == far;
  }

  private RelaySide other(RelaySide side) {
    return side == near ? far : near;
  }

  /** Runs the task on the channel's loop, at once where that is the current thread. */
  static void onLoop(Channel channel, Runnable task) {
    EventLoops.onLoop(channel.eventLoop(), task);
  }

  /** Resets a TCP connection or a stream; closes anything else. */
  static void abort(Channel channel, ResetCause cause) {
    if (channel instanceof SmuxStream stream) {
      stream.reset(cause);
      return;
    }
    if (channel instanceof SocketChannel && channel.isOpen()) {
      try {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
      } catch (RuntimeException e) {
        // It is closed already, or about to be.
      }
    }
    channel.close();
  }
}
