package dev.portolan.transport.dial;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An asynchronous attempt that ends exactly once: by success, failure, timeout or cancellation. At
 * its end its timers are cancelled and, unless it succeeded, its channels are closed.
 *
 * <p>Event loop only, except for {@link #future()}.
 */
public final class Attempt<T> {
  private final EventLoop loop;
  private final Promise<T> promise;
  private final List<Channel> channels = new ArrayList<>();
  private final List<Future<?>> timers = new ArrayList<>();

  /** Creates an attempt on a loop. Any thread. */
  public Attempt(EventLoop loop) {
    this.loop = loop;
    this.promise = loop.newPromise();
    promise.addListener(
        ended -> {
          timers.forEach(timer -> timer.cancel(false));
          if (!ended.isSuccess()) {
            closeAll();
          }
        });
  }

  /** The attempt's event loop. */
  public EventLoop loop() {
    return loop;
  }

  /** Completes at the end. Cancelling it ends the attempt. */
  public Future<T> future() {
    return promise;
  }

  /** Whether it has ended. */
  public boolean isOver() {
    return promise.isDone();
  }

  /** Succeeds. If it has already ended, its channels are closed. */
  public void succeed(T result) {
    requireLoop();
    promise.trySuccess(result);
  }

  /** Iterates over a copy, since close listeners may call {@link #drop}. */
  private void closeAll() {
    List.copyOf(channels).forEach(Channel::close);
  }

  /** Fails. No effect if it has already ended. */
  public void fail(IOException cause) {
    promise.tryFailure(cause);
  }

  /**
   * Adds a channel to close unless the attempt succeeds. Closes it at once if the attempt has
   * ended.
   */
  public void own(Channel channel) {
    requireLoop();
    channels.add(channel);
    if (isOver()) {
      channel.close();
    }
  }

  /** Closes an owned channel that is not needed any more. */
  void drop(Channel channel) {
    requireLoop();
    if (channels.remove(channel)) {
      channel.close();
    }
  }

  /** Sets a timeout, which may be cancelled by the returned future. */
  public Future<?> limit(Duration limit, Supplier<? extends IOException> cause) {
    return after(limit.toMillis(), () -> fail(cause.get()));
  }

  /** Schedules a task, which is cancelled at the end of the attempt. */
  Future<?> after(long millis, Runnable task) {
    requireLoop();
    Future<?> timer = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    timers.add(timer);
    return timer;
  }

  private void requireLoop() {
    if (!loop.inEventLoop()) {
      throw new IllegalStateException("an attempt belongs to its event loop");
    }
  }
}
