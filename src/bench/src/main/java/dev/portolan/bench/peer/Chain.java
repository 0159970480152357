package dev.portolan.bench.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/** A running edge with a device. */
public final class Chain implements Closeable {
  private final String name;
  private final Path folder;
  private final Credentials credentials;
  private final RunningPeer running = new RunningPeer();
  private InetSocketAddress edgeAddress = new InetSocketAddress(0);

  private Chain(String name, Path folder, Credentials credentials) {
    this.name = name;
    this.folder = folder;
    this.credentials = credentials;
  }

  /**
   * Starts both. Blocks until the device is connected, but it may not be registered yet.
   *
   * @param name for logs
   * @param folder for keys and logs
   * @param delayMillis one-way delay between a client and the edge
   */
  public static Chain start(String name, Program edge, Program device, Path folder, int delayMillis)
      throws Exception {
    Chain chain = new Chain(name, folder, Credentials.create(folder));
    try {
      chain.start(edge, device, delayMillis);
      return chain;
    } catch (Exception e) {
      chain.close();
      throw e;
    }
  }

  private void start(Program edge, Program device, int delayMillis) throws IOException {
    PeerProcess edgeProcess = startPart("edge", edge, edgeArguments());
    running.addProcess(edgeProcess.pid());
    edgeAddress = address(edgeProcess.await("listening "));
    PeerProcess deviceProcess = startPart("device", device, deviceArguments());
    running.addProcess(deviceProcess.pid());
    deviceProcess.await("ready");
    if (delayMillis > 0) {
      edgeAddress = running.add(DelayLine.start(edgeAddress, delayMillis)).address();
    }
  }

  /** Starts a program with the chain; ends with it, too. */
  PeerProcess startPart(String role, Program program, List<String> arguments) throws IOException {
    return running.add(
        PeerProcess.start(
            role + " of " + name,
            program.withArguments(arguments),
            folder.resolve(name + "-" + role + ".log")));
  }

  /** All of its processes. */
  RunningPeer running() {
    return running;
  }

  /** The device's id at the edge. */
  public String deviceId() {
    return credentials.deviceId();
  }

  /** The edge's URL. */
  public String edgeUrl() {
    return "https://127.0.0.1:" + edgeAddress.getPort() + "/";
  }

  /** The certificate to trust, a PEM file. */
  public Path authority() {
    return credentials.authority();
  }

  /** The token of clients. */
  public String token() {
    return credentials.token();
  }

  /** How a client reaches the device, as {@code src/interop/README.md} describes it. */
  public List<String> clientArguments() {
    return List.of(
        "client",
        "--edge",
        edgeUrl() + "device/" + deviceId(),
        "--ca",
        authority().toString(),
        "--token",
        token());
  }

  private List<String> edgeArguments() {
    return List.of(
        "edge",
        "--cert",
        credentials.edge().toString(),
        "--key",
        credentials.edgeKey().toString(),
        "--client-ca",
        credentials.authority().toString(),
        "--token",
        credentials.token());
  }

  private List<String> deviceArguments() {
    return List.of(
        "device",
        "--edge",
        edgeUrl(),
        "--ca",
        credentials.authority().toString(),
        "--cert",
        credentials.device().toString(),
        "--key",
        credentials.deviceKey().toString());
  }

  /** The loopback address with the port of {@code host:port}. */
  static InetSocketAddress address(String hostAndPort) {
    int port = Integer.parseInt(hostAndPort.substring(hostAndPort.lastIndexOf(':') + 1));
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}
