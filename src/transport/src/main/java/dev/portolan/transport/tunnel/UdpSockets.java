package dev.portolan.transport.tunnel;

import dev.portolan.transport.datagram.EmptyDatagrams;
import dev.portolan.transport.datagram.OwnSenders;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.loop.LocalSockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Makes the UDP sockets of tunnels. */
final class UdpSockets {
  private UdpSockets() {}

  /**
   * A socket on the loop, not bound yet, which gives its packets to the handler.
   *
   * @param address where it will be bound; null for all interfaces, or any address
   * @param dropped hears of each packet that another socket of this process sent, and which is
   *     dropped
   * @return completes on the loop; fails if there is no socket
   */
  static Future<Channel> register(
      EventLoop loop, @Nullable InetAddress address, ChannelHandler handler, Runnable dropped) {
    return LocalSockets.register(
        loop,
        () -> {
          DatagramChannel channel =
              address == null
                  ? EventLoops.datagrams().newChannel()
                  : EventLoops.datagramSocket(address);
          channel.pipeline().addLast(new EmptyDatagrams(), new OwnSenders(dropped), handler);
          return channel;
        });
  }
}
