package dev.portolan.transport.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.function.Supplier;

/** Creates channels and registers them. */
public final class LocalSockets {
  private LocalSockets() {}

  /**
   * Creates a channel and registers it.
   *
   * @param made creates the channel with its handlers; may throw a {@link ChannelException}, if
   *     there are too many open files or the address family is not supported
   * @return completes on the loop, synchronously if called there; fails with that exception, or if
   *     the loop rejects the channel
   */
  public static Future<Channel> register(EventLoop loop, Supplier<? extends Channel> made) {
    Channel channel;
    try {
      channel = made.get();
    } catch (ChannelException e) {
      return loop.newFailedFuture(e);
    }
    Promise<Channel> registered = loop.newPromise();
    loop.register(channel)
        .addListener(
            done -> {
              if (done.isSuccess()) {
                registered.setSuccess(channel);
              } else {
                registered.setFailure(done.cause());
              }
            });
    return registered;
  }
}
