package dev.portolan.transport.testing;

import dev.portolan.transport.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A proxy on loopback that opens every way, or says what a test wants. */
public final class TestProxy implements AutoCloseable {
  private final EventLoopGroup group = EventLoops.create("test-proxy", 1);
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Channel listener;
  private final @Nullable SslContext tls;

  /**
   * Starts a proxy.
   *
   * @param answer what it says instead of opening the way; empty for opening it
   */
  public TestProxy(String answer) {
    this(answer, null);
  }

  /**
   * The same, reached by TLS.
   *
   * @param tls taken over; null for no TLS
   */
  public TestProxy(String answer, @Nullable SslContext tls) {
    this.tls = tls;
    ChannelFuture bound =
        new ServerBootstrap()
            .group(group)
            .channelFactory(EventLoops.serverSockets())
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    if (tls != null) {
                      channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                    }
                    channel.pipeline().addLast(new Connect(answer));
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0);
    Futures.get(bound);
    listener = bound.channel();
  }

  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  public Queue<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    Futures.await(listener.close());
    Futures.await(connections.close());
    Futures.await(group.shutdownGracefully(0, 5, TimeUnit.SECONDS));
    ReferenceCountUtil.release(tls);
  }

  private final class Connect extends ChannelInboundHandlerAdapter {
    private final String answer;
    private final StringBuilder head = new StringBuilder();

    Connect(String answer) {
      this.answer = answer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ByteBuf bytes = (ByteBuf) message;
      head.append(bytes.toString(StandardCharsets.US_ASCII));
      bytes.release();
      if (head.indexOf("\r\n\r\n") < 0) {
        return;
      }
      requests.add(head.toString());
      if (!answer.isEmpty()) {
        ctx.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.US_ASCII))
            .addListener(written -> ctx.close());
        return;
      }
      String target = head.substring(head.indexOf(" ") + 1, head.indexOf(" HTTP"));
      int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
      new Bootstrap()
          .group(ctx.channel().eventLoop())
          .channelFactory(EventLoops.sockets())
          .handler(new Copy(ctx.channel()))
          .connect(InetAddress.getLoopbackAddress(), port)
          .addListener(
              (ChannelFuture connected) -> {
                ctx.pipeline().addLast(new Copy(connected.channel()));
                ctx.writeAndFlush(
                    Unpooled.copiedBuffer(
                        "HTTP/1.1 200 Connection established\r\n\r\n", StandardCharsets.US_ASCII));
                ctx.pipeline().remove(this);
              });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close(); // Who connects did not trust it, for example.
    }
  }

  private static final class Copy extends ChannelInboundHandlerAdapter {
    private final Channel other;

    Copy(Channel other) {
      this.other = other;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      other.writeAndFlush(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      other.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
