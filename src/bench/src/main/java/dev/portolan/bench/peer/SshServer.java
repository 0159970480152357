package dev.portolan.bench.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A running OpenSSH server on a loopback address, with keys of its own. */
public final class SshServer implements Closeable {
  private static final Path SERVER = Path.of("/usr/sbin/sshd");
  private static final Path KEY_TOOL = Path.of("/usr/bin/ssh-keygen");
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final Path userKey;
  private final InetSocketAddress address;
  private final PeerProcess process;

  private SshServer(Path userKey, InetSocketAddress address, PeerProcess process) {
    this.userKey = userKey;
    this.address = address;
    this.process = process;
  }

  /** Whether OpenSSH's server is installed. */
  public static boolean isInstalled() {
    return Files.isExecutable(SERVER) && Files.isExecutable(KEY_TOOL);
  }

  /**
   * Starts one. Blocks until it listens.
   *
   * @param folder for keys and logs
   */
  public static SshServer start(Path folder) throws IOException, InterruptedException {
    Path hostKey = key(folder, "ssh_host");
    Path userKey = key(folder, "ssh_user");
    int port = freePort();
    PeerProcess process =
        PeerProcess.start(
            "sshd", command(folder, hostKey, userKey, port), folder.resolve("sshd.log"));
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      awaitListener(address);
      return new SshServer(userKey, address, process);
    } catch (IOException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return address;
  }

  /** Its process id. */
  long pid() {
    return process.pid();
  }

  /** The port that it listens on. */
  public int port() {
    return address.getPort();
  }

  /** The options of a client that logs in to this server; the port is not among them. */
  public List<String> clientOptions() {
    return List.of(
        "-F",
        "none",
        "-i",
        userKey.toAbsolutePath().toString(),
        "-o",
        "BatchMode=yes",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "LogLevel=ERROR",
        "-c",
        "aes128-gcm@openssh.com");
  }

  private static Path key(Path folder, String name) throws IOException, InterruptedException {
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

  private static List<String> command(Path folder, Path hostKey, Path userKey, int port)
      throws IOException {
    Path known = folder.resolve("ssh_authorized");
    Files.copy(Path.of(userKey + ".pub"), known, StandardCopyOption.REPLACE_EXISTING);
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
                "Subsystem sftp internal-sftp",
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

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  static void awaitListener(InetSocketAddress address) throws IOException, InterruptedException {
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

  @Override
  public void close() {
    process.close();
  }
}
