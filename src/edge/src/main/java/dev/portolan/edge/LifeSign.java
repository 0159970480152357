package dev.portolan.edge;

import dev.portolan.transport.alive.EmptyStream;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;

/** Checks whether a device still answers. */
final class LifeSign {

  /** The time limit for an answer. */
  static final long PATIENCE_MILLIS = 2_000;

  private LifeSign() {}

  /**
   * Sends a check.
   *
   * @param loop the loop on which the future completes
   * @return always succeeds, with whether the device has answered
   */
  static Future<Boolean> of(ConnectedDevice device, EventLoop loop) {
    Promise<Boolean> answered = loop.newPromise();
    Future<?> patience =
        loop.schedule(() -> answered.trySuccess(false), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    answered.addListener(done -> patience.cancel(false));
    EmptyStream.open(device::open, answered);
    return answered;
  }
}
