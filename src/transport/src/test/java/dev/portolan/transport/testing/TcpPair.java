package dev.portolan.transport.testing;

import dev.portolan.transport.loop.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A TCP connection on loopback: a Netty channel with auto-read off at one end, a socket at the
 * other.
 */
public record TcpPair(Channel channel, Socket socket) implements AutoCloseable {
  public static TcpPair open(EventLoopGroup group) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Channel channel =
          new Bootstrap()
              .group(group)
              .channelFactory(EventLoops.sockets())
              .option(ChannelOption.AUTO_READ, false)
              .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
              .handler(new ChannelInboundHandlerAdapter())
              .connect(server.getInetAddress(), server.getLocalPort())
              .syncUninterruptibly()
              .channel();
      Socket socket = server.accept();
      socket.setSoTimeout(30_000);
      return new TcpPair(channel, socket);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    Futures.await(channel.close());
  }
}
