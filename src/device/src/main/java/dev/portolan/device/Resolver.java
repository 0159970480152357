package dev.portolan.device;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Turns names into addresses on worker threads, with a limit on how long that may take. */
final class Resolver {

  static final long TIMEOUT_SECONDS = 5;

  private final Executor workers;

  Resolver(Executor workers) {
    this.workers = workers;
  }

  /**
   * Looks up all addresses of a host, in the system's order of preference.
   *
   * @param loop where the future completes
   * @return fails with an {@link UnknownHostException} whose message is a plain sentence
   */
  Future<List<InetAddress>> resolve(String host, EventExecutor loop) {
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
    workers.execute(
        () -> {
          try {
            found.trySuccess(List.of(InetAddress.getAllByName(host)));
          } catch (UnknownHostException e) {
            UnknownHostException inWords =
                new UnknownHostException("this device knows no host " + host);
            inWords.initCause(e);
            found.tryFailure(inWords);
          }
        });
    return found;
  }
}
