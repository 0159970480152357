package dev.portolan.device;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.ClientNumber;
import dev.portolan.transport.message.HostPort;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a target by name: looks it up, drops the addresses that the rules forbid, and tries
 * the others one after the other, all within {@value #TIMEOUT_SECONDS} seconds.
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
   * Dials on the given loop, where the future completes too.
   *
   * @param client for whom, as a {@link ClientNumber}
   * @return a connection with auto-read off and half-closure allowed; fails with an {@link
   *     IOException} whose message is plain words. Cancelling it gives up
   */
  Future<Channel> dial(HostPort target, int client, EventLoop loop) {
    Promise<Channel> dialled = loop.newPromise();
    Future<List<InetAddress>> resolving = resolver.resolve(target.host(), client, loop);
    dialled.addListener(done -> resolving.cancel(false));
    resolving.addListener(
        (Future<List<InetAddress>> found) -> {
          if (found.isSuccess()) {
            new Attempt(target, loop, dialled).start(found.getNow());
          } else {
            dialled.tryFailure(new IOException(found.cause().getMessage(), found.cause()));
          }
        });
    return dialled;
  }

  /** One dial, from its addresses to a connection; on the loop. */
  private final class Attempt {

    private final HostPort target;
    private final EventLoop loop;
    private final Promise<Channel> dialled;
    private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    private @Nullable ChannelFuture connecting;

    Attempt(HostPort target, EventLoop loop, Promise<Channel> dialled) {
      this.target = target;
      this.loop = loop;
      this.dialled = dialled;
    }

    void start(List<InetAddress> addresses) {
      List<InetAddress> allowed = new ArrayList<>();
      String refusal = "there is no address for " + target.host();
      for (InetAddress address : addresses) {
        String why = rules.refusal(target.host(), address, target.port());
        if (why == null) {
          allowed.add(address);
        } else {
          refusal = why;
        }
      }
      if (allowed.isEmpty()) {
        dialled.tryFailure(new IOException(refusal));
        return;
      }
      dialled.addListener(
          done -> {
            if (done.isCancelled() && connecting != null) {
              connecting.channel().close();
            }
          });
      next(allowed.iterator(), null);
    }

    private void next(Iterator<InetAddress> addresses, @Nullable Throwable lastFailure) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (dialled.isDone()) {
        return;
      }
      if (!addresses.hasNext() || left <= 0) {
        dialled.tryFailure(
            new IOException(
                "cannot connect to " + target + ": " + inWords(lastFailure), lastFailure));
        return;
      }
      ChannelFuture attempt =
          new Bootstrap()
              .group(loop)
              .channelFactory(EventLoops.sockets())
              .option(ChannelOption.AUTO_READ, false)
              .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
              .option(ChannelOption.TCP_NODELAY, true)
              .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) left)
              .handler(new ChannelInboundHandlerAdapter())
              .connect(new InetSocketAddress(addresses.next(), target.port()));
      connecting = attempt;
      attempt.addListener(
          done -> {
            if (!done.isSuccess()) {
              next(addresses, done.cause());
            } else if (!dialled.trySuccess(attempt.channel())) {
              attempt.channel().close();
            }
          });
    }
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
