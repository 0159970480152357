package dev.portolan.transport.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.function.Supplier;

/** Brings sockets onto their event loop. */
public final class LocalSockets {
  private LocalSockets() {}

  /**
   * Makes a socket and registers it.
   *
   * @param made makes it, with its handlers; throws a {@link ChannelException} where the system has
   *     none, because too many are open or it does not know the kind of address
   * @return completes on the loop, at once if it is called there; fails with that exception, or if
   *     the loop does not take the socket
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
