package dev.portolan.edge.metrics;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.BindFailures;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Tells over HTTP how a program does, at an address of this computer alone: {@code /health}, and
 * {@code /metrics} for Prometheus. Thread-safe.
 */
public final class MetricsServer {

  /** Most connections at once; more are closed. Each gets one answer. */
  static final int MOST = 16;

  private static final int MAX_LINE_BYTES = 1_024;
  private static final int MAX_HEADER_BYTES = 4 * 1_024;

  private final Channel listener;
  private final ChannelGroup connections;

  private MetricsServer(Channel listener, ChannelGroup connections) {
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Starts a server.
   *
   * @param group the event loops, owned by the caller
   * @param listen a loopback address; port 0 for any free one
   * @param healthy whether new work is accepted; called on an event loop, must not block
   * @param sources what is told beside the figures of the process; each name in one of them only
   * @return completes when it serves; fails with a plain sentence if the address cannot be bound
   * @throws IllegalArgumentException as {@link #requireLoopback}
   */
  public static Future<MetricsServer> start(
      EventLoopGroup group,
      InetSocketAddress listen,
      BooleanSupplier healthy,
      List<MetricsSource> sources) {
    requireLoopback(listen);
    EventLoop loop = EventLoops.requireFit(group).next();
    ChannelGroup connections = new DefaultChannelGroup(loop);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop, group)
            .channelFactory(EventLoops.serverSockets())
            .option(ChannelOption.SO_BACKLOG, MOST)
            // allows a restart while old connections are in TIME_WAIT
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(new Initializer(connections, healthy, List.copyOf(sources)))
            .bind(listen);
    Promise<MetricsServer> started = loop.newPromise();
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            started.setSuccess(new MetricsServer(bound.channel(), connections));
          } else {
            started.setFailure(BindFailures.of(listen, done.cause()));
          }
        });
    return started;
  }

  /**
   * Checks that an address can be reached from this computer only.
   *
   * @throws IllegalArgumentException with a plain sentence if it is no loopback address
   */
  public static void requireLoopback(InetSocketAddress address) {
    if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "other computers could read it there; take an address of this computer alone, such as"
              + " 127.0.0.1 or [::1]");
    }
  }

  /** Gives each connection its handlers, within the limit. */
  private static final class Initializer extends ChannelInitializer<Channel> {
    private final ChannelGroup connections;
    private final BooleanSupplier healthy;
    private final List<MetricsSource> sources;

    Initializer(ChannelGroup connections, BooleanSupplier healthy, List<MetricsSource> sources) {
      this.connections = connections;
      this.healthy = healthy;
      this.sources = sources;
    }

    @Override
    protected void initChannel(Channel connection) {
      if (connections.size() >= MOST) {
        connection.close();
        return;
      }
      connections.add(connection); // until it closes
      connection
          .pipeline()
          .addLast(
              new HttpServerCodec(
                  new HttpDecoderConfig()
                      .setMaxInitialLineLength(MAX_LINE_BYTES)
                      .setMaxHeaderSize(MAX_HEADER_BYTES)),
              new MetricsResponder(healthy, sources));
    }
  }

  /** The bound address with the actual port. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** The number of open connections. */
  int connectionCount() {
    return connections.size();
  }

  /**
   * Ends the server with its connections.
   *
   * @return completes when the port is free
   */
  public Future<Void> close() {
    ChannelFuture closed = listener.close();
    closed.addListener(unbound -> connections.close());
    return closed;
  }
}
