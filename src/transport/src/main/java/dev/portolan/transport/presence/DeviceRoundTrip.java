package dev.portolan.transport.presence;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;

/**
 * Measures the round trip to a device: from here to the edge, on to the device, and back the same
 * way, as a key in a terminal travels.
 *
 * <p>It takes two requests of 60 bytes, one after the other, that the device refuses without doing
 * anything. The shorter time counts, because the first request may find either end cold.
 */
public final class DeviceRoundTrip {
  private final StreamOpener client;
  private final EventLoop loop;
  private final Promise<Duration> result;

  private DeviceRoundTrip(StreamOpener client, EventLoop loop) {
    this.client = client;
    this.loop = loop;
    this.result = loop.newPromise();
  }

  /**
   * Measures the round trip once. Any thread.
   *
   * @param loop the event loop on which the client opens streams
   * @return completes on the event loop; fails if the device is not connected, or if something on
   *     the way answers in its place
   */
  public static Future<Duration> measure(StreamOpener client, EventLoop loop) {
    DeviceRoundTrip measurement = new DeviceRoundTrip(client, loop);
    EventLoops.onLoop(loop, measurement::first);
    return measurement.result;
  }

  private void first() {
    long begin = now();
    HarmlessRequest.send(client)
        .addListener(
            (Future<OpenedStream> answer) -> {
              long taken = now() - begin;
              if (isDevices(answer)) {
                second(taken);
              }
            });
  }

  private void second(long before) {
    long begin = now();
    HarmlessRequest.send(client)
        .addListener(
            (Future<OpenedStream> answer) -> {
              long taken = now() - begin;
              if (isDevices(answer)) {
                result.trySuccess(Duration.ofNanos(Math.min(before, taken)));
              }
            });
  }

  /** Whether the device has answered. If not, the measurement fails. */
  private boolean isDevices(Future<OpenedStream> answer) {
    if (answer.isSuccess()) {
      answer.getNow().stream().close();
      result.tryFailure(new IllegalStateException("The device knows a terminal without a name."));
      return false;
    }
    if (HarmlessRequest.refusalReason(answer.cause()) == null) {
      result.tryFailure(answer.cause());
      return false;
    }
    return true;
  }

  private long now() {
    return loop.ticker().nanoTime();
  }
}
