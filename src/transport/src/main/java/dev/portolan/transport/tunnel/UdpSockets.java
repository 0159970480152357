package dev.portolan.transport.tunnel;

import dev.portolan.transport.datagram.EmptyDatagramSender;
import dev.portolan.transport.datagram.OwnDatagramFilter;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.loop.LocalSockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramChannel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** Creates the UDP sockets of tunnels. */
final class UdpSockets {
  private UdpSockets() {}

  /**
   * An unbound socket with the given handler, registered on the loop.
   *
   * @param address the address it will be bound to; null for all interfaces
   * @param dropped called for each datagram dropped because another socket of this process sent it
   * @return completes on the loop; fails if no socket can be created
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
          channel
              .pipeline()
              .addLast(new EmptyDatagramSender(), new OwnDatagramFilter(dropped), handler);
          return channel;
        });
  }
}
