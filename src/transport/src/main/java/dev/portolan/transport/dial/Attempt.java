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
 * One try at something, which ends exactly once: with a result, a failure, by a time limit, or
 * because nobody wants it any more. However it ends, its timers are stopped; unless it succeeded,
 * the channels that it owns are closed.
 *
 * <p>All methods but {@link #future()} are for the event loop.
 */
public final class Attempt<T> {
  private final EventLoop loop;
  private final Promise<T> promise;
  private final List<Channel> channels = new ArrayList<>();
  private final List<Future<?>> timers = new ArrayList<>();

  /** A try that lives on a loop. Any thread. */
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

  /** The loop that it lives on. */
  public EventLoop loop() {
    return loop;
  }

  /** Completes at the end. Cancelling it ends the try. */
  public Future<T> future() {
    return promise;
  }

  /** Whether it has ended, in whichever way. */
  public boolean isOver() {
    return promise.isDone();
  }

  /** Ends it; where it has ended otherwise, its channels are closed. */
  public void succeed(T result) {
    requireLoop();
    if (!promise.trySuccess(result)) {
      closeAll(); // cancelled in the same moment
    }
  }

  /** Iterates over a copy, since close listeners may call {@link #drop}. */
  private void closeAll() {
    List.copyOf(channels).forEach(Channel::close);
  }

  /** Ends it; without effect where it has ended. */
  public void fail(IOException cause) {
    promise.tryFailure(cause);
  }

  /** Closes the channel if the try does not succeed; at once if it is over. */
  public void own(Channel channel) {
    requireLoop();
    channels.add(channel);
    if (isOver()) {
      channel.close();
    }
  }

  /** Closes a channel that lost a race inside the try, if the try owns it. */
  void drop(Channel channel) {
    requireLoop();
    if (channels.remove(channel)) {
      channel.close();
    }
  }

  /** Fails the try if it is not over in time; the returned timer ends when it is cancelled. */
  public Future<?> limit(Duration limit, Supplier<? extends IOException> cause) {
    return after(limit.toMillis(), () -> fail(cause.get()));
  }

  /** Runs the task later unless the try is over by then. */
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
