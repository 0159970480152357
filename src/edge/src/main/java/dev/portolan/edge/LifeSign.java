package dev.portolan.edge;

import dev.portolan.transport.alive.EmptyStream;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;

/** Asks a device whether it is still there. */
final class LifeSign {

  /** How long a device has to answer. */
  static final long PATIENCE_MILLIS = 2_000;

  private LifeSign() {}

  /**
   * Asks.
   *
   * @param loop where the future completes
   * @return always succeeds: whether it has answered
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
