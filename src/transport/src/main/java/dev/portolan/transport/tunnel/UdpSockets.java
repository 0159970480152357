package dev.portolan.transport.tunnel;

import dev.portolan.transport.connect.EventLoops;
import dev.portolan.transport.datagram.EmptyDatagrams;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;

/** Makes the UDP sockets of tunnels. */
final class UdpSockets {
  private UdpSockets() {}

  /** A socket on the loop, not bound yet, which gives its packets to the handler. */
  static ChannelFuture register(EventLoop loop, ChannelHandler handler) {
    DatagramChannel channel = EventLoops.datagrams().newChannel();
    channel.pipeline().addLast(new EmptyDatagrams(), handler);
    return loop.register((Channel) channel);
  }
}
