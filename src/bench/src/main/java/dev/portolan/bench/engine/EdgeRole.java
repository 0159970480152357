package dev.portolan.bench.engine;

import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.EdgeServer;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.tls.Trust;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Map;

/** The edge. */
final class EdgeRole {
  private EdgeRole() {}

  static void run(Arguments arguments) throws Exception {
    X509Certificate[] issuers =
        Trust.Authorities.ofPem(arguments.file("client-ca"))
            .certificates()
            .toArray(X509Certificate[]::new);
    EdgeConfig config =
        EdgeConfig.of(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ServerIdentity.ofPem(arguments.file("cert"), arguments.file("key")),
            TrustedDevices.ofIssuers(issuers),
            ClientAuthorizer.tokens(Map.of(arguments.get("token"), "benchmark")));
    EdgeServer edge =
        EdgeServer.start(EventLoops.create("edge", Threads.EDGE), config).sync().getNow();
    EnginePeer.say("listening 127.0.0.1:" + edge.address().getPort());
  }
}
