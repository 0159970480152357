package dev.portolan.bench.peer;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ssh -N -L} to a local OpenSSH server. Has two hops less than a chain. */
public final class SshPeer implements Peer {
  private static final Path CLIENT = Path.of("/usr/bin/ssh");

  private final Path folder;

  /**
   * @param folder for keys and logs
   */
  public SshPeer(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "ssh";
  }

  @Override
  public String unfit(Task task) {
    if (task.udp()) {
      return "carries no datagrams";
    }
    return SshServer.isInstalled() && Files.isExecutable(CLIENT) ? "" : "OpenSSH is not installed";
  }

  @Override
  public boolean warmsUp() {
    return false;
  }

  @Override
  public RunningPeer start(Task task) throws Exception {
    RunningPeer running = new RunningPeer();
    try {
      SshServer server = running.add(SshServer.start(folder));
      InetSocketAddress address = server.address();
      if (task.delayMillis() > 0) {
        address = running.add(DelayLine.start(address, task.delayMillis())).address();
      }
      int localPort = SshServer.freePort();
      PeerProcess client =
          running.add(
              PeerProcess.start(
                  "ssh",
                  clientCommand(server, address.getPort(), localPort, task),
                  folder.resolve("ssh.log")));
      InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), localPort);
      SshServer.awaitListener(local);
      running.addProcess(server.pid());
      running.addClient(client.pid(), false);
      running.listensAt(local);
      return running;
    } catch (Exception e) {
      running.close();
      throw e;
    }
  }

  private static List<String> clientCommand(SshServer server, int port, int localPort, Task task) {
    List<String> command = new ArrayList<>(List.of(CLIENT.toString(), "-N"));
    command.addAll(server.clientOptions());
    command.addAll(
        List.of(
            "-p",
            Integer.toString(port),
            "-o",
            "ExitOnForwardFailure=yes",
            "-L",
            "127.0.0.1:" + localPort + ":" + task.targetText(),
            "127.0.0.1"));
    return command;
  }
}
