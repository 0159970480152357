package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.connect.EventLoops;
import dev.portolan.transport.datagram.HostAddresses;
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
import java.util.concurrent.atomic.LongAdder;

/** Connects a stream to a UDP service by a socket of its own, on the stream's event loop. */
final class UdpTunnelHandler implements StreamHandler {

  /** How often another free port is asked for when one is a program's; each is so once in 100. */
  private static final int FREE_PORT_TRIES = 8;

  private final Resolver resolver;
  private final TargetRules rules;
  private final UdpSourcePorts sourcePorts = new UdpSourcePorts();
  private final LongAdder dropped = new LongAdder();

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
        begin(
            stream,
            new InetSocketAddress(address, target.port()),
            tunnel.suggestedSourcePort(),
            HostAddresses.isOwn(address));
        return;
      }
      refusal = why;
    }
    Answer.error(stream, refusal);
  }

  /**
   * Begins to send from the suggested port, so that a service sees the port of the program itself.
   * Not so to a service on this computer: the client may be here, too, and what it has for a
   * program that is gone would come to the tunnel instead.
   */
  private void begin(
      SmuxStream stream, InetSocketAddress service, int programPort, boolean onThisComputer) {
    UdpSourcePorts.Use use = sourcePorts.begin(programPort);
    if (use == null) {
      Answer.error(stream, "this UDP tunnel leads back to its own beginning");
      return;
    }
    bind(stream, service, use, onThisComputer ? 0 : programPort, FREE_PORT_TRIES);
  }

  /** Binds this port; else, or where it is 0, a free one that is of no program. */
  private void bind(
      SmuxStream stream,
      InetSocketAddress service,
      UdpSourcePorts.Use use,
      int port,
      int triesLeft) {
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
            int got = ((InetSocketAddress) bound.channel().localAddress()).getPort();
            if (port == 0 && triesLeft > 0 && sourcePorts.isOfAProgram(got)) {
              bound.channel().close();
              bind(stream, service, use, 0, triesLeft - 1);
              return;
            }
            use.boundTo(got);
            bound.channel().closeFuture().addListener(closed -> sourcePorts.end(use));
            UdpRelay.join(stream, bound.channel(), service, dropped);
          } else if (port != 0) {
            bind(stream, service, use, 0, triesLeft);
          } else {
            sourcePorts.end(use);
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

  /** How many datagrams went no further. */
  long droppedDatagrams() {
    return dropped.sum();
  }
}
