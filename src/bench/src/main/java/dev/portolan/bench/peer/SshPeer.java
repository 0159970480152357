package dev.portolan.bench.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** {@code ssh -N -L} to a local OpenSSH server. Has two hops less than a chain. */
public final class SshPeer implements Peer {
  private static final Path SERVER = Path.of("/usr/sbin/sshd");
  private static final Path CLIENT = Path.of("/usr/bin/ssh");
  private static final Path KEY_TOOL = Path.of("/usr/bin/ssh-keygen");
  private static final long PATIENCE_NANOS = 20_000_000_000L;

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
    return Stream.of(SERVER, CLIENT, KEY_TOOL).allMatch(Files::isExecutable)
        ? ""
        : "OpenSSH is not installed";
  }

  @Override
  public boolean warmsUp() {
    return false;
  }

  @Override
  public RunningPeer start(Task task) throws Exception {
    RunningPeer running = new RunningPeer();
    try {
      Path hostKey = key("ssh_host");
      Path userKey = key("ssh_user");
      int serverPort = freePort();
      PeerProcess server =
          running.add(
              PeerProcess.start(
                  "sshd", serverCommand(hostKey, userKey, serverPort), folder.resolve("sshd.log")));
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort);
      awaitListener(address);
      if (task.delayMillis() > 0) {
        address = running.add(DelayLine.start(address, task.delayMillis())).address();
      }
      int localPort = freePort();
      PeerProcess client =
          running.add(
              PeerProcess.start(
                  "ssh",
                  clientCommand(userKey, address.getPort(), localPort, task),
                  folder.resolve("ssh.log")));
      InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), localPort);
      awaitListener(local);
      running.addProcess(server.pid());
      running.addClient(client.pid(), false);
      running.listensAt(local);
      return running;
    } catch (Exception e) {
      running.close();
      throw e;
    }
  }

  private Path key(String name) throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      Process process =
          new ProcessBuilder(
                  KEY_TOOL.toString(), "-q", "-t", "ed25519", "-N", "", "-f", file.toString())
              .inheritIO()
              .start();
      if (process.waitFor() != 0) {
        throw new IOException("ssh-keygen failed");
      }
    }
    return file;
  }

  private List<String> serverCommand(Path hostKey, Path userKey, int port) throws IOException {
    Path known = folder.resolve("ssh_authorized");
    Files.copy(Path.of(userKey + ".pub"), known, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(known, PosixFilePermissions.fromString("rw-------"));
    Path configuration =
        Files.writeString(
            folder.resolve("sshd_config"),
            String.join(
                "\n",
                "ListenAddress 127.0.0.1",
                "Port " + port,
                "HostKey " + hostKey.toAbsolutePath(),
                "AuthorizedKeysFile " + known.toAbsolutePath(),
                "StrictModes no",
                "UsePAM no",
                "PidFile none",
                "MaxSessions 2000",
                "PermitRootLogin prohibit-password",
                "AllowTcpForwarding yes",
                ""));
    makePrivilegeSeparationFolder();
    return List.of(SERVER.toString(), "-D", "-e", "-f", configuration.toAbsolutePath().toString());
  }

  /** Creates a folder that the server requires and only root can create. */
  private static void makePrivilegeSeparationFolder() throws IOException {
    Path run = Path.of("/run");
    if (Files.isWritable(run)) {
      Files.createDirectories(run.resolve("sshd"));
    }
  }

  private static List<String> clientCommand(Path key, int port, int localPort, Task task) {
    return List.of(
        CLIENT.toString(),
        "-N",
        "-F",
        "none",
        "-i",
        key.toAbsolutePath().toString(),
        "-p",
        Integer.toString(port),
        "-o",
        "BatchMode=yes",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "LogLevel=ERROR",
        "-o",
        "ExitOnForwardFailure=yes",
        "-c",
        "aes128-gcm@openssh.com",
        "-L",
        "127.0.0.1:" + localPort + ":" + task.targetText(),
        "127.0.0.1");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitListener(InetSocketAddress address)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(address);
        return;
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new IOException("nobody listens at " + address, e);
        }
        Thread.sleep(50);
      }
    }
  }
}
