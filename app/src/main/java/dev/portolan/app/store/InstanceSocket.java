package dev.portolan.app.store;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * The socket on which the running console of a data folder accepts later starts: a Unix-domain
 * socket in the folder.
 *
 * <p>If the system does not support that, or the path is too long, it is a port on 127.0.0.1, which
 * other users and web pages can reach, too. Later starts must then send a secret, which is in a
 * private file with the port.
 */
final class InstanceSocket implements Closeable {
  private static final String SOCKET = "console.socket";
  private static final String PORT = "console.port";

  /** The length in bytes. */
  private static final int SECRET = 32;

  private final ServerSocketChannel server;
  private final Path folder;
  private final byte[] secret;

  /** {@code secret} is empty for a Unix-domain socket. */
  private InstanceSocket(ServerSocketChannel server, Path folder, byte[] secret) {
    this.server = server;
    this.folder = folder;
    this.secret = secret;
  }

  /** Starts listening. Call with the folder's lock held, which means that leftovers are stale. */
  static InstanceSocket listen(Path folder) throws IOException {
    removeFiles(folder);
    ServerSocketChannel server = null;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(folder.resolve(SOCKET)));
      return new InstanceSocket(server, folder, new byte[0]);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException failure) {
      SafeFiles.closeQuietly(server);
      return listenOnPort(folder);
    }
  }

  private static InstanceSocket listenOnPort(Path folder) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
    try {
      server.bind(new InetSocketAddress(loopback(), 0));
      byte[] secret = new byte[SECRET];
      new SecureRandom().nextBytes(secret);
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      try (FileChannel file = SafeFiles.openPrivate(folder.resolve(PORT), true)) {
        file.write(ByteBuffer.allocate(Integer.BYTES + SECRET).putInt(port).put(secret).flip());
      }
      return new InstanceSocket(server, folder, secret);
    } catch (IOException failure) {
      SafeFiles.closeQuietly(server);
      throw failure;
    }
  }

  /**
   * Connects to the running console and authenticates.
   *
   * @param lock the lock file that the console holds
   * @return empty if no console of the folder's owner is running
   */
  static Optional<SocketChannel> connect(Path folder, Path lock) throws IOException {
    Path socket = folder.resolve(SOCKET);
    if (Files.exists(socket)) {
      return greet(UnixDomainSocketAddress.of(socket), channel -> isOwn(channel, folder));
    }
    Path file = folder.resolve(PORT);
    // without its console the port may belong to another program
    if (!Files.isRegularFile(file) || !isHeld(lock)) {
      return Optional.empty();
    }
    try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer door = filled(content, Integer.BYTES + SECRET);
      SocketAddress address = new InetSocketAddress(loopback(), door.getInt());
      return greet(address, channel -> channel.write(door) == SECRET);
    }
  }

  /** The first step on a connection. Returns false to abort. */
  private interface Greeting {
    boolean isDone(SocketChannel channel) throws IOException;
  }

  private static Optional<SocketChannel> greet(SocketAddress address, Greeting greeting)
      throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    boolean greeted = false;
    try {
      greeted = greeting.isDone(channel);
    } finally {
      if (!greeted) {
        SafeFiles.closeQuietly(channel);
      }
    }
    return greeted ? Optional.of(channel) : Optional.empty();
  }

  private static boolean isHeld(Path lock) throws IOException {
    FileChannel ours = SafeFiles.lock(lock);
    SafeFiles.closeQuietly(ours);
    return ours == null;
  }

  /** Accepts a connection. Throws when closed. */
  SocketChannel accept() throws IOException {
    return server.accept();
  }

  /** Whether the connection is from the folder's owner. Blocks for authentication. */
  boolean admits(SocketChannel channel) throws IOException {
    return secret.length == 0
        ? isOwn(channel, folder)
        : MessageDigest.isEqual(secret, filled(channel, SECRET).array());
  }

  boolean isOpen() {
    return server.isOpen();
  }

  /** Stops accepting later starts. */
  @Override
  public void close() {
    SafeFiles.closeQuietly(server);
    try {
      removeFiles(folder);
    } catch (IOException left) {
      // removed by the next console
    }
  }

  /**
   * Reads exactly that many bytes.
   *
   * @throws EOFException if the channel ends before
   */
  static ByteBuffer filled(ReadableByteChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }

  private static void removeFiles(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(SOCKET));
    Files.deleteIfExists(folder.resolve(PORT));
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** Whether the peer is a process of the folder's owner, as far as the system can tell. */
  private static boolean isOwn(SocketChannel channel, Path folder) throws IOException {
    return !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
        || channel
            .getOption(ExtendedSocketOptions.SO_PEERCRED)
            .user()
            .equals(Files.getOwner(folder));
  }
}
