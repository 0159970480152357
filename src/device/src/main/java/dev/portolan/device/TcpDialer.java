package dev.portolan.device;

import dev.portolan.transport.dial.Attempt;
import dev.portolan.transport.dial.Dialer;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.ClientNumber;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.problem.SocketFailure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a target by name: looks it up, drops the addresses that the rules forbid, and takes
 * the first of the others that answers, within {@value #TIMEOUT_SECONDS} seconds.
 */
final class TcpDialer {

  static final int TIMEOUT_SECONDS = 10;

  private final Resolver resolver;
  private final TargetRules rules;

  TcpDialer(Resolver resolver, TargetRules rules) {
    this.resolver = resolver;
    this.rules = rules;
  }

  /**
   * Dials on the given loop, where the future completes too. To be called there.
   *
   * @param client for whom, as a {@link ClientNumber}
   * @return a connection with auto-read off and half-closure allowed; fails with an {@link
   *     IOException} whose message is plain words. Cancelling it gives up
   */
  Future<Channel> dial(HostPort target, int client, EventLoop loop) {
    Attempt<Channel> attempt = new Attempt<>(loop);
    Future<List<InetAddress>> resolving = resolver.resolve(target.host(), client, loop);
    attempt.future().addListener(done -> resolving.cancel(false));
    resolving.addListener(
        (Future<List<InetAddress>> found) -> {
          if (found.isSuccess()) {
            connect(attempt, target, found.getNow());
          } else {
            attempt.fail(new IOException(found.cause().getMessage(), found.cause()));
          }
        });
    return attempt.future();
  }

  /** From addresses to a connection, on the loop. */
  private void connect(Attempt<Channel> attempt, HostPort target, List<InetAddress> addresses) {
    List<InetSocketAddress> allowed = new ArrayList<>();
    String refusal = "there is no address for " + target.host();
    for (InetAddress address : addresses) {
      String why = rules.refusal(target.host(), address, target.port());
      if (why == null) {
        allowed.add(new InetSocketAddress(address, target.port()));
      } else {
        refusal = why;
      }
    }
    if (allowed.isEmpty()) {
      attempt.fail(new IOException(refusal));
      return;
    }
    attempt.limit(Duration.ofSeconds(TIMEOUT_SECONDS), () -> failure(target, null));
    new Dialer(
            attempt,
            allowed,
            address -> new Dialer.Dial(bootstrap(attempt.loop()), address),
            (channel, address) -> attempt.succeed(channel),
            failed -> attempt.fail(failure(target, failed.cause())))
        .next();
  }

  private static Bootstrap bootstrap(EventLoop loop) {
    return new Bootstrap()
        .group(loop)
        .channelFactory(EventLoops.sockets())
        .disableResolver()
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, TIMEOUT_SECONDS * 1_000)
        .handler(new ChannelInboundHandlerAdapter());
  }

  /**
   * @param cause null where the time was up
   */
  static IOException failure(HostPort target, @Nullable Throwable cause) {
    return new IOException("cannot connect to " + target + ": " + inWords(cause), cause);
  }

  /** Clients know some of these by their texts. */
  private static String inWords(@Nullable Throwable cause) {
    SocketFailure failure = cause == null ? SocketFailure.TIMED_OUT : SocketFailure.of(cause);
    return switch (failure) {
      case TIMED_OUT -> "timed out, no answer within " + TIMEOUT_SECONDS + " seconds";
      case REFUSED -> "connection refused";
      case NETWORK_UNREACHABLE -> "network is unreachable";
      case HOST_UNREACHABLE -> "no route to host";
      case NETWORK_DOWN,
          HOST_DOWN,
          NOT_PERMITTED,
          IN_USE,
          NOT_LOCAL,
          NO_SUCH_FAMILY,
          TOO_MANY_FILES,
          NO_MEMORY,
          RESET,
          ABORTED,
          CLOSED,
          TOO_LONG,
          TLS,
          OTHER ->
          cause == null ? "connection failed" : SocketFailure.words(cause);
    };
  }
}
