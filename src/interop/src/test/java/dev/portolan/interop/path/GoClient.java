package dev.portolan.interop.path;

import dev.portolan.interop.GoPeer;
import dev.portolan.interop.PeerProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The Go client. Every operation is a process with its own session. */
final class GoClient implements ClientSide {
  private final PeerProgram program;
  private final Credentials credentials;
  private final int edgePort;
  private final List<GoPeer> peers = new ArrayList<>();

  GoClient(PeerProgram program, Credentials credentials, int edgePort) {
    this.program = program;
    this.credentials = credentials;
    this.edgePort = edgePort;
  }

  private GoPeer start(String... words) {
    return startAs(credentials.deviceId(), credentials.token(), words);
  }

  private GoPeer startAs(String deviceId, String token, String... words) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "client",
                "--edge=https://127.0.0.1:" + edgePort + "/device/" + deviceId,
                "--ca=" + credentials.authority(),
                "--token=" + token,
                KeepAlive.INTERVAL_ARGUMENT,
                KeepAlive.TIMEOUT_ARGUMENT));
    arguments.addAll(List.of(words));
    GoPeer peer = GoPeer.start(program, arguments.toArray(String[]::new));
    peers.add(peer);
    return peer;
  }

  /** Status and text of the edge's response to a client. */
  String upgrade(String deviceId, String token) {
    return startAs(deviceId, token, "upgrade").await("status");
  }

  @Override
  public InetSocketAddress forwardTcp(InetSocketAddress target) {
    return listening(start("forward", "127.0.0.1:0", text(target)));
  }

  @Override
  public InetSocketAddress forwardUdp(InetSocketAddress target) {
    return listening(start("forward-udp", "127.0.0.1:0", text(target)));
  }

  private static InetSocketAddress listening(GoPeer peer) {
    String address = peer.await("listening").split(" ", 2)[0];
    int colon = address.lastIndexOf(':');
    return new InetSocketAddress(
        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  private static String text(InetSocketAddress target) {
    return target.getAddress().getHostAddress() + ":" + target.getPort();
  }

  @Override
  public String open(int type, String payload) {
    GoPeer peer = start("open", Integer.toString(type), payload);
    return peer.await("");
  }

  @Override
  public void download(Path source, Path folder) throws IOException {
    copy("download", source, folder);
  }

  @Override
  public void upload(Path source, Path folder) throws IOException {
    copy("upload", source, folder);
  }

  private void copy(String how, Path source, Path folder) throws IOException {
    String result = start(how, source.toString(), folder.toString()).await("");
    if (!result.equals("copied")) {
      throw new IOException(result);
    }
  }

  @Override
  public boolean awaitLoss(long millis) {
    GoPeer any = peers.getFirst();
    return any.await("lost", Duration.ofMillis(millis)) != null;
  }

  @Override
  public Terminal terminal(int cols, int rows, String... command) {
    List<String> words = new ArrayList<>(List.of("pty", "--cols=" + cols, "--rows=" + rows, "--"));
    words.addAll(List.of(command));
    GoPeer peer = start(words.toArray(String[]::new));
    peer.await("session");
    return new GoTerminal(peer);
  }

  /** Kills its processes. */
  void kill() {
    peers.forEach(GoPeer::kill);
  }

  @Override
  public void close() {
    peers.forEach(GoPeer::close);
  }

  private static final class GoTerminal implements Terminal {
    private final GoPeer peer;
    private final StringBuilder output = new StringBuilder();

    GoTerminal(GoPeer peer) {
      this.peer = peer;
    }

    @Override
    public void awaitOutput(String text) {
      while (output.indexOf(text) < 0) {
        byte[] bytes = Base64.getDecoder().decode(peer.await("output"));
        output.append(new String(bytes, StandardCharsets.UTF_8));
      }
    }

    @Override
    public void awaitEnd() {
      peer.await("closed");
    }

    @Override
    public void type(String line) {
      peer.tell("input " + line);
    }

    @Override
    public void resize(int cols, int rows) {
      peer.tell("resize " + cols + " " + rows);
      peer.await("resized " + cols + " " + rows);
    }

    @Override
    public void close() {
      peer.close();
    }
  }
}
