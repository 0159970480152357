package dev.portolan.device;

import dev.portolan.transport.datagram.HostAddresses;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.SocketFailure;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Opens the sockets that UDP tunnels send from. The local port is the program's own if it is free,
 * so that the service sees the same source port.
 *
 * <p>For a service on this computer a free port is used instead: the client may run here, too, and
 * its datagrams for a closed program would reach the tunnel. Any thread.
 */
final class SourceSockets {

  /** Attempts to get a free port that is not a program's, which is likely in each. */
  private static final int FREE_PORT_TRIES = 8;

  private final UdpSourcePorts ports;

  SourceSockets(UdpSourcePorts ports) {
    this.ports = ports;
  }

  /**
   * Opens a socket with auto-read off.
   *
   * @param service the destination
   * @param programPort the program's port according to the client, or 0
   * @return completes on the loop; fails with a message for the client
   */
  Future<Channel> open(EventLoop loop, InetAddress service, int programPort) {
    Promise<Channel> opened = loop.newPromise();
    UdpSourcePorts.Use use = ports.begin(programPort);
    if (use == null) {
      return opened.setFailure(new IOException("this UDP tunnel leads back to its own beginning"));
    }
    int port = HostAddresses.isOwn(service) ? 0 : programPort;
    bind(opened, loop, localAddress(service), port, use, FREE_PORT_TRIES);
    return opened;
  }

  /** Binds the given port. If it is 0 or taken, binds a free one that is not a program's. */
  private void bind(
      Promise<Channel> opened,
      EventLoop loop,
      InetAddress local,
      int port,
      UdpSourcePorts.Use use,
      int triesLeft) {
    ChannelFuture bound =
        new Bootstrap()
            .group(loop)
            .channelFactory(EventLoops.datagrams())
            .option(ChannelOption.AUTO_READ, false)
            .handler(new ChannelInboundHandlerAdapter())
            .bind(new InetSocketAddress(local, port));
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            int got = ((InetSocketAddress) bound.channel().localAddress()).getPort();
            if (port == 0 && triesLeft > 0 && ports.isProgramPort(got)) {
              bound.channel().close();
              bind(opened, loop, local, 0, use, triesLeft - 1);
              return;
            }
            use.boundTo(got);
            bound.channel().closeFuture().addListener(closed -> ports.end(use));
            opened.setSuccess(bound.channel());
          } else if (port != 0) {
            bind(opened, loop, local, 0, use, triesLeft);
          } else {
            ports.end(use);
            opened.setFailure(
                new IOException(
                    "this device cannot open a UDP port: "
                        + SocketFailure.wordsOfDevice(done.cause()),
                    done.cause()));
          }
        });
  }

  /**
   * The address to bind: loopback for a service on loopback, so that others cannot reach the
   * socket.
   */
  private static InetAddress localAddress(InetAddress service) {
    boolean v4 = service instanceof Inet4Address;
    try {
      if (service.isLoopbackAddress()) {
        return InetAddress.getByName(v4 ? "127.0.0.1" : "::1");
      }
      return InetAddress.getByName(v4 ? "0.0.0.0" : "::");
    } catch (UnknownHostException e) {
      throw new IllegalStateException("literal addresses are not looked up", e);
    }
  }
}
