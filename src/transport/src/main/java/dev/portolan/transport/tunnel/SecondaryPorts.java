package dev.portolan.transport.tunnel;

import dev.portolan.transport.datagram.NewPorts;
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
 * The local sockets that stand for other ports of the service than the tunnel's own, for one
 * sender: a service that answers from another port (as TFTP does) is answered back through the same
 * one.
 *
 * <p>On one event loop only.
 */
final class SecondaryPorts {
  private static final int MOST = NewPorts.MOST;

  private final EventLoop loop;
  private final Function<ChannelHandler, Future<Channel>> registered;
  private final InetAddress address;
  private final InetSocketAddress sender;
  private final Received received;
  private final Runnable dropped;
  private final NewPorts newPorts = new NewPorts();

  /** By the service's port. */
  private final Map<Integer, Secondary> sockets = new HashMap<>();

  /** One of them, and what passed through it. */
  private record Secondary(Future<Channel> socket, Exchange exchange) {}

  /** Hears what the local program sends to one of them. */
  interface Received {
    void received(int servicePort, ByteBuf data);

    /** What came in a burst has been given. */
    void burstOver();
  }

  /**
   * Starts with none.
   *
   * @param registered makes a socket that gives its packets to the handler, and registers it on the
   *     loop
   * @param address the local address that the tunnel itself has
   * @param sender the local program; what others send is dropped
   * @param dropped hears of each datagram that got no further
   */
  SecondaryPorts(
      EventLoop loop,
      Function<ChannelHandler, Future<Channel>> registered,
      InetAddress address,
      InetSocketAddress sender,
      Received received,
      Runnable dropped) {
    this.loop = loop;
    this.registered = registered;
    this.address = address;
    this.sender = sender;
    this.received = received;
    this.dropped = dropped;
  }

  /** The local program has sent something to the service. */
  void serviceSpokenTo() {
    newPorts.spokenTo();
  }

  /**
   * Gives the local program a datagram from a port of the service; drops it if that is one new port
   * too many since the program last spoke.
   */
  void send(int servicePort, ByteBuf data) {
    Secondary secondary = sockets.get(servicePort);
    if (secondary == null) {
      if (!newPorts.take()) {
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
    secondary.exchange().serviceSpoke();
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

  /** Binds the service's own number if it can be had here, else any. */
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

  /** What waits for it is dropped; the next datagram tries again. */
  private void fail(
      int servicePort, Secondary secondary, Promise<Channel> binding, Throwable cause) {
    binding.setFailure(cause);
    sockets.remove(servicePort, secondary);
  }

  private void makeRoom() {
    if (sockets.size() >= MOST) {
      Secondary leaving = Exchange.mostDispensable(sockets.values(), Secondary::exchange);
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
        exchange.programSpoke();
        received.received(servicePort, packet.content());
      } else {
        ReferenceCountUtil.release(packet);
        dropped.run();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      received.burstOver();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // A datagram that could not be delivered harms no other.
    }
  }
}
