package dev.portolan.device;

import dev.portolan.transport.message.ClientNumber;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Resolves host names within a time limit. IP literals need no lookup. */
final class Resolver {

  static final long TIMEOUT_SECONDS = 5;

  private final LookUps lookUps;

  Resolver(LookUps lookUps) {
    this.lookUps = lookUps;
  }

  /**
   * Resolves all addresses of a host, in the system's order of preference.
   *
   * @param client the {@link ClientNumber}
   * @param loop the loop on which the future completes
   * @return fails with an {@link UnknownHostException} whose message is a plain sentence; may be
   *     cancelled
   */
  Future<List<InetAddress>> resolve(String host, int client, EventExecutor loop) {
    InetAddress literal = NetUtil.createInetAddressFromIpAddressString(host);
    if (literal != null) {
      return loop.newSucceededFuture(List.of(literal));
    }
    Promise<List<InetAddress>> found = loop.newPromise();
    Future<?> timer =
        loop.schedule(
            () -> {
              found.tryFailure(
                  new UnknownHostException(
                      "looking up "
                          + host
                          + " took longer than "
                          + TIMEOUT_SECONDS
                          + " s on this device"));
            },
            TIMEOUT_SECONDS,
            TimeUnit.SECONDS);
    found.addListener(done -> timer.cancel(false));
    lookUps.ask(client, host, found);
    return found;
  }
}
