package dev.portolan.transport.tunnel;

import dev.portolan.transport.problem.BindFailures;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds a tunnel's local addresses. By default these are 127.0.0.1 and, if there is IPv6, ::1 with
 * the same port, so that {@code localhost} cannot lead to another program.
 *
 * <p>On one event loop only.
 */
final class LocalBind {
  /** Most attempts to find a port that is free on both addresses. */
  private static final int TRIES = 16;

  private final TunnelSpec spec;
  private final Function<@Nullable InetAddress, Future<Channel>> registered;
  private final Promise<List<Channel>> promise;
  private final List<InetAddress> addresses;
  private final List<Channel> bound = new ArrayList<>();
  private int tries;

  private LocalBind(
      TunnelSpec spec,
      Function<@Nullable InetAddress, Future<Channel>> registered,
      Promise<List<Channel>> promise) {
    this.spec = spec;
    this.registered = registered;
    this.promise = promise;
    this.addresses = addresses(spec.bindAddress());
  }

  private static List<InetAddress> addresses(String bindAddress) {
    try {
      if (bindAddress.isEmpty()) {
        return List.of(NetUtil.LOCALHOST4, NetUtil.LOCALHOST6);
      }
      if (bindAddress.equals("*")) {
        return List.of(new InetSocketAddress(0).getAddress());
      }
      return List.of(
          InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(bindAddress)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IP address needs no lookup", e);
    }
  }

  /**
   * Binds a tunnel's addresses, then completes the promise.
   *
   * @param registered creates a channel for an address, or for all interfaces if null, and
   *     registers it on the loop
   * @param bound receives the bound channels before the promise completes
   * @param opened completes with the tunnel, or fails with the reason why it cannot listen; if it
   *     was cancelled, the tunnel is closed
   */
  static void open(
      EventLoop loop,
      Tunnel tunnel,
      Function<@Nullable InetAddress, Future<Channel>> registered,
      Consumer<List<Channel>> bound,
      Promise<Tunnel> opened) {
    Promise<List<Channel>> binding = loop.newPromise();
    binding.addListener(
        (Future<List<Channel>> done) -> {
          if (!done.isSuccess()) {
            opened.tryFailure(done.cause());
            return;
          }
          bound.accept(done.getNow());
          if (!opened.trySuccess(tunnel)) {
            tunnel.close();
          }
        });
    new LocalBind(tunnel.spec(), registered, binding).bindNext(tunnel.spec().localPort());
  }

  private void bindNext(int port) {
    if (bound.size() == addresses.size()) {
      succeed();
      return;
    }
    InetSocketAddress address = new InetSocketAddress(addresses.get(bound.size()), port);
    registered
        .apply(spec.bindAddress().equals("*") ? null : address.getAddress())
        .addListener(
            (Future<Channel> ready) -> {
              if (ready.isSuccess()) {
                ready
                    .getNow()
                    .bind(address)
                    .addListener((ChannelFuture done) -> finished(done, address));
              } else {
                failed(address, ready.cause());
              }
            });
  }

  private void finished(ChannelFuture done, InetSocketAddress address) {
    if (done.isSuccess()) {
      bound.add(done.channel());
      bindNext(((InetSocketAddress) done.channel().localAddress()).getPort());
      return;
    }
    done.channel().close();
    failed(address, done.cause());
  }

  private void failed(InetSocketAddress address, Throwable cause) {
    boolean second = !bound.isEmpty();
    if (second && BindFailures.isMissing(cause)) {
      succeed(); // no IPv6 here
    } else if (second && spec.localPort() == 0 && BindFailures.isTaken(cause) && ++tries < TRIES) {
      closeAll();
      bindNext(0);
    } else {
      fail(address, cause);
    }
  }

  private void succeed() {
    if (!promise.trySuccess(List.copyOf(bound))) {
      closeAll();
    }
  }

  private void fail(InetSocketAddress address, Throwable cause) {
    closeAll();
    promise.tryFailure(BindFailures.of(address, cause));
  }

  private void closeAll() {
    bound.forEach(Channel::close);
    bound.clear();
  }
}
