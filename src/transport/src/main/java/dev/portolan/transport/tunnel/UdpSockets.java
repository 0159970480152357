package dev.portolan.transport.tunnel;

import dev.portolan.transport.connect.EventLoops;
import dev.portolan.transport.datagram.EmptyDatagrams;
import dev.portolan.transport.datagram.StreamDatagram;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramChannel;

/** Makes the UDP sockets of tunnels, with room for bursts. */
final class UdpSockets {
  /** Asked of the system, which may grant less. */
  private static final int BUFFER_BYTES = 2 * 1024 * 1024;

  private UdpSockets() {}

  /** A socket on the loop, not bound yet, which gives its packets to the handler. */
  static ChannelFuture register(EventLoop loop, ChannelHandler handler) {
    DatagramChannel channel = EventLoops.datagrams(loop).newChannel();
    channel.config().setOption(ChannelOption.SO_RCVBUF, BUFFER_BYTES);
    channel.config().setOption(ChannelOption.SO_SNDBUF, BUFFER_BYTES);
    channel
        .config()
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(StreamDatagram.MAX_BYTES));
    channel.pipeline().addLast(new EmptyDatagrams(), handler);
    return loop.register((Channel) channel);
  }
}
