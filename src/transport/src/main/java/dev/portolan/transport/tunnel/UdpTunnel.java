package dev.portolan.transport.tunnel;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A local UDP port whose datagrams go to a service on a device.
 *
 * <p>Each local sender has a stream of its own, opened by its first datagram and closed after 15
 * idle minutes. These are the connections of {@link #traffic()}. If there are too many, one that
 * got its reply is evicted before one that waits for it. Datagrams without room are dropped and
 * counted.
 */
public final class UdpTunnel implements Tunnel {
  private static final Logger log = LoggerFactory.getLogger(UdpTunnel.class);

  private final EventLoop loop;
  private final TunnelSpec spec;
  private final StreamOpener opener;
  private final TunnelListener listener;
  private final TunnelLimits limits;
  private final TrafficMeter traffic = new TrafficMeter(InstantSource.system());
  private final Flows owner = new Flows();

  // On the loop only.
  /** By the sender's address. */
  private final Map<InetSocketAddress, UdpFlow> flows = new HashMap<>();

  private final Set<UdpFlow> unflushed = new LinkedHashSet<>();
  private boolean closed;

  private volatile List<Channel> sockets = List.of();

  private UdpTunnel(
      EventLoop loop,
      TunnelSpec spec,
      StreamOpener opener,
      TunnelListener listener,
      TunnelLimits limits) {
    this.loop = loop;
    this.spec = spec;
    this.opener = opener;
    this.listener = listener;
    this.limits = limits;
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
   * @throws IllegalArgumentException if the spec is not for UDP
   */
  public static Future<Tunnel> listen(
      EventLoopGroup group,
      TunnelSpec spec,
      StreamOpener opener,
      TunnelListener listener,
      TunnelLimits limits) {
    if (spec.protocol() != TunnelSpec.Protocol.UDP) {
      throw new IllegalArgumentException(spec + " is not for UDP");
    }
    EventLoop loop = EventLoops.near(group, opener.streamLoop());
    UdpTunnel tunnel = new UdpTunnel(loop, spec, opener, listener, limits);
    Promise<Tunnel> promise = loop.newPromise();
    loop.execute(() -> tunnel.bind(promise));
    return promise;
  }

  private void bind(Promise<Tunnel> promise) {
    FromPrograms handler = new FromPrograms();
    LocalBind.open(
        loop,
        this,
        address -> UdpSockets.register(loop, address, handler, traffic::drop),
        bound -> sockets = bound,
        promise);
  }

  private void received(Channel socket, InetSocketAddress sender, ByteBuf data) {
    UdpFlow flow = flows.get(sender);
    if (flow == null) {
      if (closed) {
        data.release();
        return;
      }
      makeRoom();
      flow = new UdpFlow(loop, socket, sender, spec.target(), traffic.begin(sender), owner);
      flows.put(sender, flow);
      flow.open(opener, limits.openTimeout());
    }
    flow.fromProgram(data);
    unflushed.add(flow);
  }

  private void makeRoom() {
    if (flows.size() >= limits.connections()) {
      UdpFlow leaving =
          flows.values().stream()
              .filter(UdpFlow::isOver)
              .findFirst()
              .orElseGet(() -> Exchange.evictionCandidate(flows.values(), UdpFlow::exchange));
      flows.remove(leaving.sender());
      leaving.close("gave way to a newer sender");
    }
  }

  private void flush() {
    unflushed.forEach(UdpFlow::flush);
    unflushed.clear();
  }

  /** Events of flows, on the loop. */
  private final class Flows implements UdpFlow.Owner {
    @Override
    public void granted(TunnelConnection connection) {
      traffic.granted(connection);
      listener.opened(connection);
    }

    @Override
    public void dropped() {
      traffic.drop();
    }

    @Override
    public void refused(InetSocketAddress sender, EdgeException why) {
      traffic.notGranted();
      listener.failed(sender, why);
    }

    @Override
    public void ended(UdpFlow flow, boolean granted, String reason) {
      flows.remove(flow.sender(), flow);
      if (granted) {
        traffic.ended(flow.traffic(), reason);
        listener.closed(flow.traffic());
      }
    }
  }

  /** The handler of the tunnel's own sockets. */
  @Sharable
  private final class FromPrograms extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      DatagramPacket packet = (DatagramPacket) message;
      received(ctx.channel(), packet.sender(), packet.content());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // for example ECONNREFUSED from a closed program; the socket stays usable
      log.debug("{} is troubled: {}", spec, cause.toString());
    }
  }

  @Override
  public TunnelSpec spec() {
    return spec;
  }

  @Override
  public List<InetSocketAddress> localAddresses() {
    return sockets.stream().map(channel -> (InetSocketAddress) channel.localAddress()).toList();
  }

  @Override
  public TrafficMeter traffic() {
    return traffic;
  }

  @Override
  public Future<Void> close() {
    Promise<Void> promise = loop.newPromise();
    Promise<Void> allClosed = loop.newPromise();
    allClosed.addListener(new PortReleaseListener(loop, promise));
    EventLoops.onLoop(
        loop,
        () -> {
          closed = true;
          PromiseCombiner all = new PromiseCombiner(loop);
          sockets.forEach(channel -> all.add((Future<?>) channel.close()));
          List.copyOf(flows.values()).forEach(flow -> flow.close("the tunnel was stopped"));
          all.finish(allClosed);
        });
    return promise;
  }

  @Override
  public String toString() {
    return "UdpTunnel[" + spec + "]";
  }
}
