package dev.portolan.transport.tunnel;

import dev.portolan.transport.connect.EventLoops;
import dev.portolan.transport.datagram.EmptyDatagrams;
import dev.portolan.transport.datagram.OwnSenders;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;

/** Makes the UDP sockets of tunnels. */
final class UdpSockets {
  private UdpSockets() {}

  /**
   * A socket on the loop, not bound yet, which gives its packets to the handler.
   *
   * @param dropped hears of each packet that another socket of this process sent, and which is
   *     dropped
   */
  static ChannelFuture register(EventLoop loop, ChannelHandler handler, Runnable dropped) {
    DatagramChannel channel = EventLoops.datagrams().newChannel();
    channel.pipeline().addLast(new EmptyDatagrams(), new OwnSenders(dropped), handler);
    return loop.register((Channel) channel);
  }
}
