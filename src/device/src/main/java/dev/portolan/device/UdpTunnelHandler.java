package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.connect.EventLoops;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.UdpTunnelRequest;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.concurrent.Future;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Connects a stream to a UDP service by a socket of its own, on the stream's event loop. */
final class UdpTunnelHandler implements StreamHandler {

  private final Resolver resolver;
  private final TargetRules rules;

  UdpTunnelHandler(Resolver resolver, TargetRules rules) {
    this.resolver = resolver;
    this.rules = rules;
  }

  @Override
  public void handle(SmuxStream stream, Message request) {
    UdpTunnelRequest tunnel = UdpTunnelRequest.parse(request.text());
    resolver
        .resolve(tunnel.target().host(), stream.eventLoop())
        .addListener(
            (Future<List<InetAddress>> found) -> {
              if (found.isSuccess()) {
                choose(stream, tunnel, found.getNow());
              } else {
                Answer.error(stream, String.valueOf(found.cause().getMessage()));
              }
            });
  }

  private void choose(SmuxStream stream, UdpTunnelRequest tunnel, List<InetAddress> addresses) {
    HostPort target = tunnel.target();
    String refusal = "there is no address for " + target.host();
    for (InetAddress address : addresses) {
      String why = rules.refusal(target.host(), address, target.port());
      if (why == null) {
        InetSocketAddress service = new InetSocketAddress(address, target.port());
        bind(stream, service, tunnel.suggestedSourcePort());
        return;
      }
      refusal = why;
    }
    Answer.error(stream, refusal);
  }

  /** Binds the suggested port, so that a service sees the port of the program itself; else any. */
  private static void bind(SmuxStream stream, InetSocketAddress service, int port) {
    ChannelFuture bound =
        new Bootstrap()
            .group(stream.eventLoop())
            .channelFactory(EventLoops.datagrams())
            .option(ChannelOption.AUTO_READ, false)
            .handler(new ChannelInboundHandlerAdapter())
            .bind(new InetSocketAddress(localAddress(service.getAddress()), port));
    bound.addListener(
        done -> {
          if (done.isSuccess()) {
            UdpRelay.join(stream, bound.channel(), service);
          } else if (port != 0) {
            bind(stream, service, 0);
          } else {
            Answer.error(stream, "this device has no free UDP port");
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
