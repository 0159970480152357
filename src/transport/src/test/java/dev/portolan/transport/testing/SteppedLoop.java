package dev.portolan.transport.testing;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An event loop with a thread of its own that does nothing by itself: a test hands it one step
 * after the other, and decides when it does what others have asked of it. For one test thread.
 */
public final class SteppedLoop implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
  private final EventLoop loop = group.next();

  /** An empty one lets the loop go. */
  private final BlockingQueue<Optional<Runnable>> steps = new LinkedBlockingQueue<>();

  public SteppedLoop() {
    loop.execute(this::obey);
  }

  public EventLoop loop() {
    return loop;
  }

  /** Does this now, on the loop, before whatever waits there. */
  public void run(Runnable step) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Runnable told =
        () -> {
          try {
            step.run();
            done.complete(null);
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        };
    steps.add(Optional.of(told));
    done.orTimeout(30, TimeUnit.SECONDS).join();
  }

  /** Does all that waits on the loop. */
  public void turn() {
    loop.execute(this::obey);
    steps.add(Optional.empty());
    run(() -> {});
  }

  private void obey() {
    try {
      for (var step = steps.take(); step.isPresent(); step = steps.take()) {
        step.get().run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    steps.add(Optional.empty());
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
