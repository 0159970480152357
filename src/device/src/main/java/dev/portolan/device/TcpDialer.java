package dev.portolan.device;

import dev.portolan.transport.access.Operation;
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
 * Connects to the first allowed address of a target that answers, within {@value #TIMEOUT_SECONDS}
 * seconds including the look-up.
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
   * Dials on the given loop, where it must be called and where the future completes.
   *
   * @param client the {@link ClientNumber} of the client
   * @return a connection with auto-read off and half-close allowed. Fails with an {@link
   *     IOException} with a plain message. May be cancelled
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

  /** Connects to the resolved addresses, on the loop. */
  private void connect(Attempt<Channel> attempt, HostPort target, List<InetAddress> addresses) {
    List<InetSocketAddress> allowed = new ArrayList<>();
    Operation.Tcp asked = Operation.Tcp.of(target);
    String refusal = "there is no address for " + target.host();
    for (InetAddress address : addresses) {
      String why = rules.refusal(asked, address);
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
   * @param cause null after a timeout
   */
  static IOException failure(HostPort target, @Nullable Throwable cause) {
    return new IOException("cannot connect to " + target + ": " + inWords(cause), cause);
  }

  /**
   * Clients find out by these texts what happened: "connection refused", "timed out",
   * "unreachable", "no route to host".
   */
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
          cause == null ? "connection failed" : SocketFailure.wordsOfDevice(cause);
    };
  }
}
