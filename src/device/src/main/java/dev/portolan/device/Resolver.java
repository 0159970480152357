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

/**
 * Turns names into addresses, with a limit on how long that may take. An address is its own, and
 * waits for nobody.
 */
final class Resolver {

  static final long TIMEOUT_SECONDS = 5;

  private final LookUps lookUps;

  Resolver(LookUps lookUps) {
    this.lookUps = lookUps;
  }

  /**
   * Looks up all addresses of a host, in the system's order of preference.
   *
   * @param client for whom, as a {@link ClientNumber}
   * @param loop where the future completes
   * @return fails with an {@link UnknownHostException} whose message is a plain sentence.
   *     Cancelling it gives up
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
