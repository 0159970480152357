package dev.portolan.transport.tunnel;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Tells of closed listeners when their ports can be had again. With NIO a closed socket keeps its
 * port until the loop selects again, which it does between this turn's tasks and the next one's.
 */
final class PortsGivenBack implements GenericFutureListener<Future<Void>> {
  private final EventLoop loop;
  private final Promise<Void> promise;

  PortsGivenBack(EventLoop loop, Promise<Void> promise) {
    this.loop = loop;
    this.promise = promise;
  }

  /** On the loop. */
  @Override
  public void operationComplete(Future<Void> closed) {
    try {
      // A timer's task is never run in the turn that asks for it.
      loop.schedule(() -> promise.trySuccess(null), 0, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      promise.trySuccess(null); // the loop ends, and gives up everything
    }
  }
}
