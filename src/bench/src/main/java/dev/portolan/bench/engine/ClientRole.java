package dev.portolan.bench.engine;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.link.Backoff;
import dev.portolan.transport.link.EdgeLink;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.Trust;
import dev.portolan.transport.tunnel.TcpTunnel;
import dev.portolan.transport.tunnel.Tunnel;
import dev.portolan.transport.tunnel.TunnelLimits;
import dev.portolan.transport.tunnel.TunnelListener;
import dev.portolan.transport.tunnel.TunnelSpec;
import dev.portolan.transport.tunnel.UdpTunnel;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.SocketAddress;

/** The client: a tunnel over a link. */
final class ClientRole {
  private static final int CONNECTIONS = 4_096;

  private ClientRole() {}

  static void run(Arguments arguments) throws Exception {
    EventLoopGroup loops = EventLoops.create("client", Threads.ONE_SESSION);
    Endpoint endpoint =
        new Endpoint(
            Endpoint.parseUrl(arguments.get("edge")),
            Authorization.of(arguments.get("token")),
            Trust.Authorities.ofPem(arguments.file("ca")),
            null,
            new ProxyChoice.None());
    EdgeLink link =
        new EdgeLink(new EdgeConnector(loops), endpoint, SmuxConfig.defaults(), Backoff.standard());
    link.start();
    HostPort target = HostPort.parse(arguments.words().getLast());
    boolean udp = arguments.words().getFirst().equals("forward-udp");
    TunnelSpec spec =
        new TunnelSpec(
            "127.0.0.1",
            0,
            target.host(),
            target.port(),
            udp ? TunnelSpec.Protocol.UDP : TunnelSpec.Protocol.TCP);
    Tunnel tunnel = listen(loops, spec, link);
    EnginePeer.say(
        "listening 127.0.0.1:" + tunnel.localAddresses().getFirst().getPort() + " " + target);
  }

  private static Tunnel listen(EventLoopGroup loops, TunnelSpec spec, EdgeLink link)
      throws Exception {
    TunnelLimits standard = TunnelLimits.standard();
    TunnelLimits limits =
        new TunnelLimits(CONNECTIONS, standard.acceptsPerSecond(), standard.openTimeout());
    Failures failures = new Failures();
    Future<Tunnel> listening =
        spec.protocol() == TunnelSpec.Protocol.UDP
            ? UdpTunnel.listen(loops, spec, link, failures, limits)
            : TcpTunnel.listen(loops, spec, link, failures, limits);
    return listening.sync().getNow();
  }

  /** Prints failed connections. */
  private static final class Failures implements TunnelListener {
    @Override
    public void failed(SocketAddress from, EdgeException why) {
      EnginePeer.say("failed " + why.getMessage());
    }
  }
}
