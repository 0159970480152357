package dev.portolan.transport.tunnel;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Completes a promise when the ports of closed sockets are free again. With NIO, a closed socket
 * keeps its port until the event loop's next select.
 */
final class PortReleaseListener implements GenericFutureListener<Future<Void>> {
  private final EventLoop loop;
  private final Promise<Void> promise;

  PortReleaseListener(EventLoop loop, Promise<Void> promise) {
    this.loop = loop;
    this.promise = promise;
  }

  /** Called on the loop. */
  @Override
  public void operationComplete(Future<Void> closed) {
    try {
      // a scheduled task never runs before the next select
      loop.schedule(() -> promise.trySuccess(null), 0, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      promise.trySuccess(null); // the loop is shutting down and releases everything
    }
  }
}
