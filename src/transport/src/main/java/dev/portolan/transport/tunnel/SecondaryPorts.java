package dev.portolan.transport.tunnel;

import dev.portolan.transport.datagram.ReplyPortAllowance;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Local sockets for the additional ports that a service replies from, such as with TFTP. One set
 * per local sender.
 *
 * <p>On one event loop only.
 */
final class SecondaryPorts {
  private static final int MAX = ReplyPortAllowance.MAX;

  private final EventLoop loop;
  private final Function<ChannelHandler, Future<Channel>> registered;
  private final InetAddress address;
  private final InetSocketAddress sender;
  private final Listener received;
  private final Runnable dropped;
  private final ReplyPortAllowance replyPorts = new ReplyPortAllowance();

  /** By the service's port. */
  private final Map<Integer, Secondary> sockets = new HashMap<>();

  /** A socket with its traffic. */
  private record Secondary(Future<Channel> socket, Exchange exchange) {}

  /** Receives what the local program sends to such a socket. */
  interface Listener {
    void received(int servicePort, ByteBuf data);

    /** A burst of datagrams has ended. */
    void readComplete();
  }

  /**
   * Starts without sockets.
   *
   * @param registered creates a socket with the handler, and registers it on the loop
   * @param address the tunnel's local address
   * @param sender the local program; datagrams of others are dropped
   * @param dropped called for each dropped datagram
   */
  SecondaryPorts(
      EventLoop loop,
      Function<ChannelHandler, Future<Channel>> registered,
      InetAddress address,
      InetSocketAddress sender,
      Listener received,
      Runnable dropped) {
    this.loop = loop;
    this.registered = registered;
    this.address = address;
    this.sender = sender;
    this.received = received;
    this.dropped = dropped;
  }

  /** The local program has sent a datagram to the service. */
  void requestSent() {
    replyPorts.requestSent();
  }

  /**
   * Sends the local program a datagram from a port of the service. Drops it if the service has used
   * too many new ports since the last request.
   */
  void send(int servicePort, ByteBuf data) {
    Secondary secondary = sockets.get(servicePort);
    if (secondary == null) {
      if (!replyPorts.take()) {
        data.release();
        dropped.run();
        return;
      }
      makeRoom();
      Promise<Channel> binding = loop.newPromise();
      secondary = new Secondary(binding, new Exchange(loop.ticker()));
      sockets.put(servicePort, secondary);
      bind(servicePort, servicePort, secondary, binding);
    }
    secondary.exchange().sentByService();
    secondary
        .socket()
        .addListener(
            (Future<Channel> bound) -> {
              if (bound.isSuccess() && bound.getNow().isWritable()) {
                bound.getNow().writeAndFlush(new DatagramPacket(data, sender));
              } else {
                data.release();
                dropped.run();
              }
            });
  }

  /** Binds the same port number as the service's if it is free, else any. */
  private void bind(int servicePort, int localPort, Secondary secondary, Promise<Channel> binding) {
    registered
        .apply(new FromProgram(servicePort, secondary.exchange()))
        .addListener(
            (Future<Channel> made) -> {
              if (!made.isSuccess()) {
                fail(servicePort, secondary, binding, made.cause());
                return;
              }
              Channel channel = made.getNow();
              channel
                  .bind(new InetSocketAddress(address, localPort))
                  .addListener(
                      bound -> {
                        if (bound.isSuccess()) {
                          binding.setSuccess(channel);
                          return;
                        }
                        channel.close();
                        if (localPort != 0) {
                          bind(servicePort, 0, secondary, binding);
                        } else {
                          fail(servicePort, secondary, binding, bound.cause());
                        }
                      });
            });
  }

  /** Drops pending datagrams. The next one tries again. */
  private void fail(
      int servicePort, Secondary secondary, Promise<Channel> binding, Throwable cause) {
    binding.setFailure(cause);
    sockets.remove(servicePort, secondary);
  }

  private void makeRoom() {
    if (sockets.size() >= MAX) {
      Secondary leaving = Exchange.evictionCandidate(sockets.values(), Secondary::exchange);
      close(leaving);
      sockets.values().remove(leaving);
    }
  }

  void close() {
    sockets.values().forEach(SecondaryPorts::close);
    sockets.clear();
  }

  private static void close(Secondary secondary) {
    secondary
        .socket()
        .addListener(
            (Future<Channel> bound) -> {
              if (bound.isSuccess()) {
                bound.getNow().close();
              }
            });
  }

  private final class FromProgram extends ChannelInboundHandlerAdapter {
    private final int servicePort;
    private final Exchange exchange;

    FromProgram(int servicePort, Exchange exchange) {
      this.servicePort = servicePort;
      this.exchange = exchange;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      DatagramPacket packet = (DatagramPacket) message;
      if (packet.sender().getAddress().equals(sender.getAddress())) {
        exchange.sentByProgram();
        received.received(servicePort, packet.content());
      } else {
        ReferenceCountUtil.release(packet);
        dropped.run();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      received.readComplete();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // an undeliverable datagram does not affect others
    }
  }
}
