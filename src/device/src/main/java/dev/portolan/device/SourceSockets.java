package dev.portolan.device;

import dev.portolan.transport.datagram.HostAddresses;
import dev.portolan.transport.loop.EventLoops;
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
 * Opens the sockets that UDP tunnels send from: with the port of the program itself where that can
 * be had, so that a service sees it.
 *
 * <p>Not so towards a service on this computer: the client may be here, too, and what it has for a
 * program that is gone would come to the tunnel instead. May be used by any thread.
 */
final class SourceSockets {

  /** How often another free port is asked for when one is a program's; each is so once in 100. */
  private static final int FREE_PORT_TRIES = 8;

  private final UdpSourcePorts ports;

  SourceSockets(UdpSourcePorts ports) {
    this.ports = ports;
  }

  /**
   * Opens one, which reads nothing yet.
   *
   * @param service what it will send to
   * @param programPort what the client says that the program's port is; 0 if it does not say
   * @return completes on the loop; fails with a sentence for the client
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

  /** Binds this port; else, or where it is 0, a free one that is of no program. */
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
            if (port == 0 && triesLeft > 0 && ports.isOfAProgram(got)) {
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
            opened.setFailure(new IOException("this device has no free UDP port", done.cause()));
          }
        });
  }

  /** A tunnel to loopback must not be reachable from anywhere else. */
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
