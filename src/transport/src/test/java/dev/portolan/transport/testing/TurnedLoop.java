package dev.portolan.transport.testing;

import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An event loop whose clock stands still unless a test turns it, and which tells what it holds. */
public final class TurnedLoop extends SingleThreadIoEventLoop {
  private final MockTicker clock;

  public TurnedLoop(String name) {
    clock = Ticker.newMockTicker();
    super(null, new DefaultThreadFactory(name, true), EventLoops.io());
  }

  @Override
  public Ticker ticker() {
    return clock;
  }

  /** Returns when all that is due by then has been done. */
  public void pass(Duration time) {
    clock.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    Promise<Void> done = newPromise();
    execute(() -> schedule(() -> done.setSuccess(null), 0, TimeUnit.NANOSECONDS)); // behind them
    Futures.get(done);
  }

  /** Does what waits on the loop already. */
  public void turn() {
    Futures.get(submit(() -> null));
  }

  /** Whether something is to be done later. */
  public boolean hasTimers() {
    return Futures.get(submit(this::hasScheduledTasks));
  }

  /** How many channels live here. */
  public int channels() {
    return Futures.get(submit(this::getNumOfRegisteredChannels));
  }

  /** Ends the loop, which takes that its clock goes on. */
  public void end() {
    shutdownGracefully(0, 30, TimeUnit.SECONDS);
    Futures.until(
        () -> {
          clock.advance(1, TimeUnit.MILLISECONDS);
          return isTerminated();
        });
  }
}
