package dev.portolan.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * A chain of client, edge and device processes.
 *
 * @param name of the peer
 * @param client the client's program
 * @param edge the edge's program
 * @param device the device's program
 * @param folder for keys and logs
 */
public record ChainPeer(String name, Program client, Program edge, Program device, Path folder)
    implements Peer {
  private static final int CLIENT_ATTEMPTS = 20;
  private static final long BETWEEN_ATTEMPTS_MILLIS = 200;

  @Override
  public String unfit(Task task) {
    return "";
  }

  @Override
  public boolean warmsUp() {
    return client.java() || edge.java() || device.java();
  }

  @Override
  public RunningPeer start(Task task) throws Exception {
    Credentials credentials = Credentials.create(folder);
    RunningPeer running = new RunningPeer();
    try {
      PeerProcess edgeProcess = startPart(running, "edge", edge, edgeArguments(credentials));
      running.addProcess(edgeProcess.pid());
      InetSocketAddress edgeAddress = address(edgeProcess.await("listening "));
      PeerProcess deviceProcess =
          startPart(running, "device", device, deviceArguments(credentials, edgeAddress));
      running.addProcess(deviceProcess.pid());
      deviceProcess.await("ready");
      if (task.delayMillis() > 0) {
        edgeAddress = running.add(DelayLine.start(edgeAddress, task.delayMillis())).address();
      }
      startClient(running, task, clientArguments(credentials, edgeAddress, task));
      return running;
    } catch (Exception e) {
      running.close();
      throw e;
    }
  }

  /**
   * Starts a part. Retries, because a device that is ready may not be registered at its edge yet.
   */
  private void startClient(RunningPeer running, Task task, List<String> arguments)
      throws Exception {
    for (int attempt = 1; ; attempt++) {
      PeerProcess process = startPart(running, "client", client, arguments);
      try {
        String listening = process.await("listening ");
        running.addClient(process.pid(), client.java());
        running.listensAt(address(listening.substring(0, listening.indexOf(' '))));
        return;
      } catch (IOException e) {
        if (attempt == CLIENT_ATTEMPTS) {
          throw new IOException("no client for " + task, e);
        }
        Thread.sleep(BETWEEN_ATTEMPTS_MILLIS);
      }
    }
  }

  private PeerProcess startPart(
      RunningPeer running, String role, Program program, List<String> arguments)
      throws IOException {
    return running.add(
        PeerProcess.start(
            role + " of " + name,
            program.withArguments(arguments),
            folder.resolve(name + "-" + role + ".log")));
  }

  private static List<String> edgeArguments(Credentials credentials) {
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

  private static List<String> deviceArguments(Credentials credentials, InetSocketAddress edge) {
    return List.of(
        "device",
        "--edge",
        "https://127.0.0.1:" + edge.getPort() + "/",
        "--ca",
        credentials.authority().toString(),
        "--cert",
        credentials.device().toString(),
        "--key",
        credentials.deviceKey().toString());
  }

  private static List<String> clientArguments(
      Credentials credentials, InetSocketAddress edge, Task task) {
    return List.of(
        "client",
        "--edge",
        "https://127.0.0.1:" + edge.getPort() + "/device/" + credentials.deviceId(),
        "--ca",
        credentials.authority().toString(),
        "--token",
        credentials.token(),
        task.udp() ? "forward-udp" : "forward",
        "127.0.0.1:0",
        task.targetText());
  }

  /** The loopback address with the port of {@code host:port}. */
  private static InetSocketAddress address(String hostAndPort) {
    int port = Integer.parseInt(hostAndPort.substring(hostAndPort.lastIndexOf(':') + 1));
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
