package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tunnel.TcpTunnel;
import dev.portolan.transport.tunnel.Tunnel;
import dev.portolan.transport.tunnel.TunnelListener;
import dev.portolan.transport.tunnel.TunnelSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * A local program connected to a service through client, edge and device. The test can break the
 * connection on either side of the edge.
 */
final class TunnelPath implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 30_000;

  /** Keep-alive timeout: a dead connection is detected after this time. */
  private static final Duration SILENCE = Duration.ofMillis(1_500);

  private final EdgeFixture fixture;
  private final Line clientLine;
  private final Line deviceLine;
  private final DeviceClient device;
  private final EdgeClient client;
  private final Tunnel tunnel;
  private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Socket program;
  private final Socket service;

  TunnelPath() throws IOException {
    this(Duration.ZERO, Duration.ZERO);
  }

  /**
   * @param near how long bytes take between client and edge, each way
   * @param far how long bytes take between edge and device, each way
   */
  TunnelPath(Duration near, Duration far) throws IOException {
    fixture = EdgeFixture.startEdgeOnly(edge -> edge.withSmux(quick(edge.smux())));
    int edgePort = fixture.edge().address().getPort();
    clientLine = new Line(edgePort, near);
    deviceLine = new Line(edgePort, far);
    DeviceConfig config =
        DeviceConfig.of(
            new Endpoint(
                URI.create("https://localhost:" + deviceLine.port() + "/"),
                null,
                fixture.pki().trust(),
                fixture.deviceIdentity(),
                new ProxyChoice.None()));
    device =
        new DeviceClient(
            fixture.group(), fixture.connector(), config.withSmux(quick(config.smux())));
    device.start();
    await(device.ready());
    client =
        await(
            fixture
                .connector()
                .connect(
                    new Endpoint(
                        URI.create(
                            "https://localhost:"
                                + clientLine.port()
                                + "/device/"
                                + fixture.deviceId()),
                        Authorization.of(EdgeFixture.TOKEN),
                        fixture.pki().trust(),
                        null,
                        new ProxyChoice.None()),
                    quick(SmuxConfig.defaults()),
                    null,
                    ConnectListener.NONE));
    TunnelSpec spec = TunnelSpec.parse("127.0.0.1:0:127.0.0.1:" + listener.getLocalPort());
    tunnel = await(TcpTunnel.listen(fixture.group(), spec, client, TunnelListener.NONE));
    InetSocketAddress local = tunnel.localAddresses().getFirst();
    program = new Socket(local.getAddress(), local.getPort());
    program.setSoTimeout(PATIENCE_MILLIS);
    listener.setSoTimeout(PATIENCE_MILLIS);
    service = listener.accept();
    service.setSoTimeout(PATIENCE_MILLIS);
  }

  private static SmuxConfig quick(SmuxConfig smux) {
    return smux.withKeepAlive(Duration.ofMillis(250), SILENCE);
  }

  Socket program() {
    return program;
  }

  Socket service() {
    return service;
  }

  EdgeFixture fixture() {
    return fixture;
  }

  DeviceClient device() {
    return device;
  }

  EdgeClient client() {
    return client;
  }

  Line clientLine() {
    return clientLine;
  }

  Line deviceLine() {
    return deviceLine;
  }

  @Override
  public void close() throws IOException {
    program.close();
    service.close();
    listener.close();
    await(tunnel.close());
    await(client.close());
    await(device.close());
    clientLine.close();
    deviceLine.close();
    fixture.close();
  }
}
