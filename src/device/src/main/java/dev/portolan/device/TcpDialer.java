package dev.portolan.device;

import dev.portolan.transport.dial.Attempt;
import dev.portolan.transport.dial.Dialer;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.ClientNumber;
import dev.portolan.transport.message.HostPort;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  private static IOException failure(HostPort target, @Nullable Throwable cause) {
    return new IOException("cannot connect to " + target + ": " + inWords(cause), cause);
  }

  private static String inWords(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
    if (failure instanceof ConnectTimeoutException || failure == null) {
      return "no answer within " + TIMEOUT_SECONDS + " seconds";
    }
    if (text.contains("refused")) {
      return "connection refused";
    }
    if (failure instanceof NoRouteToHostException || text.contains("no route")) {
      return "no route to host";
    }
    if (text.contains("unreachable")) {
      return "network is unreachable";
    }
    return failure instanceof ConnectException ? "connection failed" : "connection failed, " + text;
  }
}
