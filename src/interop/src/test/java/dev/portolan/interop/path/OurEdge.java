package dev.portolan.interop.path;

import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.EdgeServer;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;

/** Our edge. */
final class OurEdge implements EdgeSide {
  private static final Duration DRAIN = Duration.ofSeconds(20);

  private final EventLoopGroup loops;
  private final EdgeConfig config;
  private final String deviceId;
  private EdgeServer server;
  private Future<Void> left;

  OurEdge(EventLoopGroup loops, Credentials credentials) throws Exception {
    this.loops = loops;
    deviceId = credentials.deviceId();
    X509Certificate[] issuers =
        Trust.Authorities.ofPem(credentials.authority())
            .certificates()
            .toArray(X509Certificate[]::new);
    EdgeConfig anyPort =
        EdgeConfig.of(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ServerIdentity.ofPem(credentials.edgeCertificate(), credentials.edgeKey()),
            TrustedDevices.ofIssuers(issuers),
            ClientAuthorizer.tokens(Map.of(credentials.token(), "tester")));
    EdgeConfig timed =
        anyPort.withSmux(anyPort.smux().withKeepAlive(KeepAlive.INTERVAL, KeepAlive.TIMEOUT));
    server = Waiting.result(EdgeServer.start(loops, timed));
    config = timed.withListen(server.address());
    left = loops.next().newSucceededFuture(null);
  }

  @Override
  public int port() {
    return config.listen().getPort();
  }

  @Override
  public void awaitDevice() {
    Waiting.until("connected", () -> server.devices().contains(deviceId));
  }

  /** Waits until the device is considered lost. */
  void awaitNoDevice() {
    Waiting.until("given up", () -> !server.devices().contains(deviceId));
  }

  /** Shuts down gracefully and is replaced by a new one. Open streams may finish on the old one. */
  @Override
  public void goAway() throws Exception {
    left = server.close(DRAIN);
    server = Waiting.result(EdgeServer.start(loops, config));
  }

  @Override
  public void close() {
    Waiting.done(server.close());
    Waiting.done(left);
  }
}
