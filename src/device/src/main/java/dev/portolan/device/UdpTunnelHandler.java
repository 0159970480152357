package dev.portolan.device;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.access.Operation;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.UdpTunnelRequest;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Connects a stream to a UDP service through its own socket, on the stream's event loop. */
final class UdpTunnelHandler implements StreamHandler {

  private final Resolver resolver;
  private final TargetRules rules;
  private final SourceSockets sockets = new SourceSockets(new UdpSourcePorts());
  private final LongAdder dropped = new LongAdder();

  UdpTunnelHandler(Resolver resolver, TargetRules rules) {
    this.resolver = resolver;
    this.rules = rules;
  }

  @Override
  public void handle(SmuxStream stream, Message request) {
    UdpTunnelRequest tunnel = UdpTunnelRequest.parse(request.text());
    Future<List<InetAddress>> resolving =
        resolver.resolve(tunnel.target().host(), tunnel.client(), stream.eventLoop());
    stream.closeFuture().addListener(closed -> resolving.cancel(false));
    resolving.addListener(
        (Future<List<InetAddress>> found) -> {
          if (found.isSuccess()) {
            choose(stream, tunnel, found.getNow());
          } else if (!found.isCancelled()) {
            Answer.error(stream, String.valueOf(found.cause().getMessage()));
          }
        });
  }

  private void choose(SmuxStream stream, UdpTunnelRequest tunnel, List<InetAddress> addresses) {
    HostPort target = tunnel.target();
    Operation.Udp asked = Operation.Udp.of(tunnel);
    String refusal = "there is no address for " + target.host();
    for (InetAddress address : addresses) {
      String why = rules.refusal(asked, address);
      if (why == null) {
        begin(stream, new InetSocketAddress(address, target.port()), tunnel.suggestedSourcePort());
        return;
      }
      refusal = why;
    }
    Answer.error(stream, refusal);
  }

  private void begin(SmuxStream stream, InetSocketAddress service, int programPort) {
    sockets
        .open(stream.eventLoop(), service.getAddress(), programPort)
        .addListener(
            (Future<Channel> opened) -> {
              if (opened.isSuccess()) {
                UdpRelay.join(stream, opened.getNow(), service, dropped);
              } else {
                Answer.error(stream, String.valueOf(opened.cause().getMessage()));
              }
            });
  }

  /** The number of dropped datagrams. */
  long droppedDatagrams() {
    return dropped.sum();
  }
}
