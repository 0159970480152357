package dev.portolan.transport.tunnel;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.loop.LocalSockets;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.problem.SocketFailure;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local TCP port whose connections go to a service on a device, which each names itself if the
 * tunnel is a SOCKS proxy.
 *
 * <p>It keeps listening while the edge is not connected; new connections then wait, up to the open
 * timeout. Each connection runs on the event loop of its stream, if that is known.
 */
public final class TcpTunnel implements Tunnel {
  private static final Logger log = LoggerFactory.getLogger(TcpTunnel.class);

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final TunnelSpec spec;
  private final StreamOpener opener;
  private final TunnelListener listener;
  private final TunnelLimits limits;
  private final TrafficMeter traffic = new TrafficMeter(InstantSource.system());
  private final AcceptRate rate;
  private final TcpAcceptor acceptor;

  // On the loop only.
  private final Map<Channel, TcpConnection> connections = new HashMap<>();

  /** Connections whose program may still send. The others have half-closed. */
  private final Set<Channel> sending = new HashSet<>();

  private boolean closed;

  private volatile List<Channel> listeners = List.of();

  private TcpTunnel(
      EventLoopGroup group,
      EventLoop loop,
      TunnelSpec spec,
      StreamOpener opener,
      TunnelListener listener,
      TunnelLimits limits) {
    this.group = group;
    this.loop = loop;
    this.spec = spec;
    this.opener = opener;
    this.listener = listener;
    this.limits = limits;
    this.rate = new AcceptRate(limits.acceptsPerSecond(), loop.ticker());
    this.acceptor = new TcpAcceptor(loop, rate, this::accepted, this::acceptFailed);
  }

  /** Opens a tunnel with {@link TunnelLimits#standard()}. */
  public static Future<Tunnel> listen(
      EventLoopGroup group, TunnelSpec spec, StreamOpener opener, TunnelListener listener) {
    return listen(group, spec, opener, listener, TunnelLimits.standard());
  }

  /**
   * Opens a tunnel.
   *
   * @return completes when it listens; fails with an {@link EdgeException} if the local address
   *     cannot be bound
   * @throws IllegalArgumentException if the spec is for UDP
   */
  public static Future<Tunnel> listen(
      EventLoopGroup group,
      TunnelSpec spec,
      StreamOpener opener,
      TunnelListener listener,
      TunnelLimits limits) {
    if (spec.protocol() == TunnelSpec.Protocol.UDP) {
      throw new IllegalArgumentException(spec + " is not for TCP");
    }
    EventLoop loop = group.next();
    TcpTunnel tunnel = new TcpTunnel(group, loop, spec, opener, listener, limits);
    Promise<Tunnel> promise = loop.newPromise();
    loop.execute(() -> tunnel.bind(promise));
    return promise;
  }

  private void bind(Promise<Tunnel> promise) {
    LocalBind.open(
        loop,
        this,
        address -> LocalSockets.register(loop, () -> newListener(address)),
        bound -> listeners = bound,
        promise);
  }

  private Channel newListener(@Nullable InetAddress address) {
    ServerSocketChannel channel =
        address == null
            ? EventLoops.serverSockets().newChannel()
            : EventLoops.serverSocket(address);
    // one accept per read, or the rate limit would be overrun
    channel
        .config()
        .setRecvByteBufAllocator(new ServerChannelRecvByteBufAllocator().maxMessagesPerRead(1));
    channel.pipeline().addLast(acceptor);
    return channel;
  }

  private void accepted(Channel local) {
    SocketAddress from = local.remoteAddress();
    if (closed || sending.size() >= limits.connections()) {
      abort(local);
      refused(
          from,
          new EdgeException(
              Problem.TOO_MANY_CONNECTIONS,
              "The tunnel has " + limits.connections() + " connections, as many as it may have."));
      return;
    }
    local.config().setAutoRead(false);
    local.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    local.config().setOption(ChannelOption.TCP_NODELAY, true);
    TcpConnection connection = new TcpConnection(this, local, traffic.begin(from));
    connections.put(local, connection);
    sending.add(local);
    local.closeFuture().addListener(gone -> onLoop(() -> forget(local)));
    EventLoops.near(group, opener.streamLoop())
        .register(local)
        .addListener(
            registered -> {
              if (registered.isSuccess()) {
                open(connection);
              } else {
                local.unsafe().closeForcibly();
                onLoop(() -> forget(local));
              }
            });
  }

  /** Called on the connection's loop. */
  private void open(TcpConnection connection) {
    switch (spec.protocol()) {
      case TCP -> connection.open(opener, spec.target(), limits.openTimeout());
      case SOCKS -> connection.openAsAsked(opener, limits.openTimeout());
      case UDP -> throw new IllegalStateException(spec + " has no connections");
    }
  }

  private void forget(Channel local) {
    connections.remove(local);
    sending.remove(local);
  }

  private void abort(Channel local) {
    local.config().setOption(ChannelOption.SO_LINGER, 0);
    local.unsafe().closeForcibly();
  }

  private void acceptFailed(Throwable cause) {
    log.debug("{} cannot take a connection: {}", spec, SocketFailure.words(cause));
    listener.failed(
        localAddresses().getFirst(),
        new EdgeException(Problem.ACCEPT_FAILED, Problem.ACCEPT_FAILED.summary(), cause));
  }

  // ---- Called by connections, on their loops ----

  void granted(TunnelConnection connection) {
    traffic.granted(connection);
    onLoop(acceptor::granted);
    listener.opened(connection);
  }

  /** The local program has sent its FIN. */
  void sent(Channel local) {
    onLoop(() -> sending.remove(local));
  }

  void ended(TunnelConnection connection, String reason) {
    traffic.ended(connection, reason);
    listener.closed(connection);
  }

  void refused(SocketAddress from, EdgeException why) {
    traffic.notGranted();
    listener.failed(from, why);
  }

  /** The local program closed its connection before the answer. */
  void givenUp() {
    traffic.notGranted();
  }

  @Override
  public TunnelSpec spec() {
    return spec;
  }

  @Override
  public List<InetSocketAddress> localAddresses() {
    return listeners.stream().map(channel -> (InetSocketAddress) channel.localAddress()).toList();
  }

  @Override
  public TrafficMeter traffic() {
    return traffic;
  }

  @Override
  public Future<Void> close() {
    Promise<Void> promise = loop.newPromise();
    Promise<Void> closing = loop.newPromise();
    closing.addListener(new PortReleaseListener(loop, promise));
    onLoop(
        () -> {
          closed = true;
          PromiseCombiner all = new PromiseCombiner(loop);
          listeners.forEach(channel -> all.add(channel.close()));
          for (var connection : List.copyOf(connections.entrySet())) {
            connection.getValue().close();
            all.add((Future<?>) connection.getKey().closeFuture());
          }
          all.finish(closing);
        });
    return promise;
  }

  private void onLoop(Runnable task) {
    EventLoops.onLoop(loop, task);
  }

  @Override
  public String toString() {
    return "TcpTunnel[" + spec + "]";
  }
}
