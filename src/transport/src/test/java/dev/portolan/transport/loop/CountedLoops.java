package dev.portolan.transport.loop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Event loops that know how many of their sockets and timers are still there. */
public final class CountedLoops implements AutoCloseable {
  private final Queue<Loop> loops = new ConcurrentLinkedQueue<>();
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          2, Epoll.isAvailable() ? SteadyEpoll.newFactory() : NioIoHandler.newFactory()) {
        @Override
        protected IoEventLoop newChild(
            Executor executor, IoHandlerFactory ioHandlerFactory, Object... args) {
          return new Loop(this, executor, ioHandlerFactory);
        }
      };

  public CountedLoops() {
    group.forEach(loop -> loops.add((Loop) loop));
  }

  private static final class Loop extends SingleThreadIoEventLoop {
    private final Queue<Future<?>> timers = new ConcurrentLinkedQueue<>();

    Loop(MultiThreadIoEventLoopGroup parent, Executor executor, IoHandlerFactory handlers) {
      super(parent, executor, handlers);
    }

    private <T extends Future<?>> T counted(T timer) {
      timers.add(timer);
      return timer;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      return counted(super.schedule(command, delay, unit));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
      return counted(super.schedule(callable, delay, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable command, long initialDelay, long period, TimeUnit unit) {
      return counted(super.scheduleAtFixedRate(command, initialDelay, period, unit));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(
        Runnable command, long initialDelay, long delay, TimeUnit unit) {
      return counted(super.scheduleWithFixedDelay(command, initialDelay, delay, unit));
    }

    int sockets() {
      return getNumOfRegisteredChannels();
    }

    long timers() {
      return timers.stream().filter(timer -> !timer.isDone()).count();
    }
  }

  public EventLoopGroup group() {
    return group;
  }

  /** How many sockets are registered. */
  public int sockets() {
    return loops.stream().mapToInt(Loop::sockets).sum();
  }

  /** How many timers neither ran nor were cancelled. */
  public long timers() {
    return loops.stream().mapToLong(Loop::timers).sum();
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
