package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.file.DeviceFiles;
import dev.portolan.transport.file.Packer;
import dev.portolan.transport.file.TransferListener;
import dev.portolan.transport.file.Unpacker;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.Trust;
import dev.portolan.transport.tunnel.TcpTunnel;
import dev.portolan.transport.tunnel.Tunnel;
import dev.portolan.transport.tunnel.TunnelListener;
import dev.portolan.transport.tunnel.TunnelSpec;
import dev.portolan.transport.tunnel.UdpTunnel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Our client, with one session for all operations. */
final class OurClient implements ClientSide {
  private static final String LOOPBACK = "127.0.0.1";

  private final EventLoopGroup loops;
  private final EdgeClient edge;
  private final List<Tunnel> tunnels = new ArrayList<>();

  OurClient(EventLoopGroup loops, Credentials credentials, int edgePort) throws Exception {
    this.loops = loops;
    edge = connect(loops, credentials, edgePort, credentials.deviceId(), credentials.token());
  }

  private static EdgeClient connect(
      EventLoopGroup loops, Credentials credentials, int edgePort, String deviceId, String token)
      throws Exception {
    Endpoint endpoint =
        new Endpoint(
            URI.create("https://127.0.0.1:" + edgePort + "/device/" + deviceId),
            Authorization.of(token),
            Trust.Authorities.ofPem(credentials.authority()),
            null,
            new ProxyChoice.None());
    SmuxConfig smux = SmuxConfig.defaults().withKeepAlive(KeepAlive.INTERVAL, KeepAlive.TIMEOUT);
    return Waiting.result(
        new EdgeConnector(loops).connect(endpoint, smux, null, ConnectListener.NONE));
  }

  /** Status and reason of the edge's response to a client. */
  static String upgrade(
      EventLoopGroup loops, Credentials credentials, int edgePort, String deviceId, String token)
      throws Exception {
    try {
      Waiting.result(connect(loops, credentials, edgePort, deviceId, token).close());
      return "101";
    } catch (EdgeException e) {
      return e.status() + " " + e.reason();
    }
  }

  @Override
  public InetSocketAddress forwardTcp(InetSocketAddress target) throws Exception {
    return opened(
        TcpTunnel.listen(loops, spec(target, TunnelSpec.Protocol.TCP), edge, TunnelListener.NONE));
  }

  @Override
  public InetSocketAddress forwardUdp(InetSocketAddress target) throws Exception {
    return opened(
        UdpTunnel.listen(loops, spec(target, TunnelSpec.Protocol.UDP), edge, TunnelListener.NONE));
  }

  private InetSocketAddress opened(Future<Tunnel> opening) throws Exception {
    Tunnel tunnel = Waiting.result(opening);
    tunnels.add(tunnel);
    return tunnel.localAddresses().getFirst();
  }

  private static TunnelSpec spec(InetSocketAddress target, TunnelSpec.Protocol protocol) {
    return new TunnelSpec(LOOPBACK, 0, LOOPBACK, target.getPort(), protocol);
  }

  @Override
  public String open(int type, String payload) throws Exception {
    Message request = Message.of(type, payload.getBytes(UTF_8));
    try {
      OpenedStream opened =
          Waiting.result(edge.openStream(request, new ChannelInboundHandlerAdapter()));
      opened.stream().close();
      return ("ok " + new String(opened.okPayload(), UTF_8)).strip();
    } catch (EdgeException e) {
      return e.problem() == Problem.STREAM_UNSUPPORTED ? "eof" : "error " + e.reason();
    }
  }

  @Override
  public Terminal terminal(int cols, int rows, String... command) throws Exception {
    TerminalOutput output = new TerminalOutput();
    Future<PtyStream> opening =
        PtyStream.open(
            edge,
            new PtySize(cols, rows),
            command.length == 0 ? null : command[0],
            Arrays.stream(command).skip(1).toList(),
            output);
    return new OurTerminal(Waiting.result(opening), output);
  }

  @Override
  public void download(Path source, Path folder) throws Exception {
    String name = String.valueOf(source.getFileName());
    new DeviceFiles(edge)
        .download(
            source.toString(),
            new Unpacker.Target(folder, name, null, true),
            TransferListener.NONE);
  }

  @Override
  public void upload(Path source, Path folder) throws Exception {
    String name = String.valueOf(source.getFileName());
    new DeviceFiles(edge).upload(Packer.of(source), name, folder.toString(), TransferListener.NONE);
  }

  @Override
  public boolean awaitLoss(long millis) throws Exception {
    return edge.session().closeFuture().await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    for (Tunnel tunnel : tunnels) {
      Waiting.done(tunnel.close());
    }
    Waiting.done(edge.close());
  }
}
