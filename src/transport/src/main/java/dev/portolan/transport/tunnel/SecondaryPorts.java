package dev.portolan.transport.tunnel;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The local sockets that stand for other ports of the service than the tunnel's own, for one
 * sender: a service that answers from another port (as TFTP does) is answered back through the same
 * one.
 *
 * <p>On one event loop only.
 */
final class SecondaryPorts {
  private static final int MOST = 16;

  private final EventLoop loop;
  private final InetAddress address;
  private final InetSocketAddress sender;
  private final Received received;
  private final Runnable dropped;

  /** By the service's port; the least recently used first. */
  private final Map<Integer, Future<Channel>> sockets = new LinkedHashMap<>(16, 0.75f, true);

  /** Hears what the local program sends to one of them. */
  interface Received {
    void received(int servicePort, ByteBuf data);

    /** What came in a burst has been given. */
    void burstOver();
  }

  /**
   * Starts with none.
   *
   * @param address the local address that the tunnel itself has
   * @param sender the local program; what others send is dropped
   * @param dropped hears of each datagram that got no further
   */
  SecondaryPorts(
      EventLoop loop,
      InetAddress address,
      InetSocketAddress sender,
      Received received,
      Runnable dropped) {
    this.loop = loop;
    this.address = address;
    this.sender = sender;
    this.received = received;
    this.dropped = dropped;
  }

  /** Gives the local program a datagram from a port of the service. */
  void send(int servicePort, ByteBuf data) {
    Future<Channel> socket = sockets.get(servicePort);
    if (socket == null) {
      makeRoom();
      Promise<Channel> binding = loop.newPromise();
      sockets.put(servicePort, binding);
      bind(servicePort, servicePort, binding);
      socket = binding;
    }
    socket.addListener(
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
  private void bind(int servicePort, int localPort, Promise<Channel> binding) {
    Channel channel = UdpSockets.register(loop, new FromProgram(servicePort)).channel();
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
                bind(servicePort, 0, binding);
              } else {
                binding.setFailure(bound.cause());
                sockets.remove(servicePort, binding);
              }
            });
  }

  private void makeRoom() {
    if (sockets.size() >= MOST) {
      Iterator<Future<Channel>> oldest = sockets.values().iterator();
      close(oldest.next());
      oldest.remove();
    }
  }

  void close() {
    sockets.values().forEach(SecondaryPorts::close);
    sockets.clear();
  }

  private static void close(Future<Channel> socket) {
    socket.addListener(
        (Future<Channel> bound) -> {
          if (bound.isSuccess()) {
            bound.getNow().close();
          }
        });
  }

  private final class FromProgram extends ChannelInboundHandlerAdapter {
    private final int servicePort;

    FromProgram(int servicePort) {
      this.servicePort = servicePort;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      DatagramPacket packet = (DatagramPacket) message;
      if (packet.sender().getAddress().equals(sender.getAddress())) {
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
