package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Two sessions over a loopback socket, each on its own event loop. */
final class SocketPair implements AutoCloseable {
  final SmuxSession client;
  final SmuxSession server;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  /**
   * @param line a handler for each end of the connection, in front of the session, to slow it down
   */
  SocketPair(
      SmuxConfig config,
      @Nullable ChannelHandler clientStreams,
      @Nullable ChannelHandler serverStreams,
      Supplier<ChannelHandler> line)
      throws Exception {
    CompletableFuture<SmuxSession> accepted = new CompletableFuture<>();
    CompletableFuture<SmuxSession> connected = new CompletableFuture<>();
    Channel listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(starter(SmuxRole.SERVER, config, serverStreams, line, accepted))
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    new Bootstrap()
        .group(group)
        .channel(NioSocketChannel.class)
        .handler(starter(SmuxRole.CLIENT, config, clientStreams, line, connected))
        .connect(listener.localAddress())
        .sync();
    client = connected.get(10, TimeUnit.SECONDS);
    server = accepted.get(10, TimeUnit.SECONDS);
    listener.close().sync();
  }

  SocketPair(
      SmuxConfig config,
      @Nullable ChannelHandler clientStreams,
      @Nullable ChannelHandler serverStreams)
      throws Exception {
    this(config, clientStreams, serverStreams, ChannelInboundHandlerAdapter::new);
  }

  private static ChannelHandler starter(
      SmuxRole role,
      SmuxConfig config,
      @Nullable ChannelHandler streams,
      Supplier<ChannelHandler> line,
      CompletableFuture<SmuxSession> started) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel connection) {
        connection
            .pipeline()
            .addLast(line.get())
            .addLast(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void channelActive(ChannelHandlerContext ctx) {
                    started.complete(SmuxSession.start(ctx.channel(), role, config, streams));
                    ctx.fireChannelActive();
                  }
                });
      }
    };
  }

  /** Closes both sessions, and waits until nothing of them is left. */
  @Override
  public void close() {
    client.close();
    assertThat(client.closeFuture().awaitUninterruptibly(10, TimeUnit.SECONDS)).isTrue();
    assertThat(server.closeFuture().awaitUninterruptibly(10, TimeUnit.SECONDS)).isTrue();
    var ended = group.shutdownGracefully(0, 5, TimeUnit.SECONDS);
    assertThat(ended.awaitUninterruptibly(20, TimeUnit.SECONDS)).isTrue();
    assertThat(client.resources()).isEqualTo(SessionResources.NONE);
    assertThat(server.resources()).isEqualTo(SessionResources.NONE);
  }
}
