package dev.portolan.transport.testing;

import dev.portolan.smux.SessionMemory;
import io.netty.util.LeakPresenceDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Fails a test that leaves a socket or a buffer behind, or bytes that count as held in the memory
 * of the process. What is being closed on other threads is waited for.
 */
public final class Leftovers implements TestInstancePreConstructCallback, AfterEachCallback {
  /** Where Linux lists the open files of this process; elsewhere sockets are not counted. */
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private long socketsBefore;

  /** The JDK keeps a socket of its own from the first one on that it closes. */
  public Leftovers() throws IOException {
    SocketChannel.open().close();
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factoryContext, ExtensionContext context) {
    socketsBefore = sockets();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    check(socketsBefore, PATIENCE);
  }

  /** The same for buffers and bytes alone, however many sockets there are. */
  public static void checkMemory() {
    check(Long.MAX_VALUE, PATIENCE);
  }

  /** Waits until there are no more sockets than that, and nothing else is left. */
  static void check(long socketsAllowed, Duration patience) {
    boolean gone =
        Futures.holdsWithin(
            patience, () -> sockets() <= socketsAllowed && !BuffersInUse.any() && bytesHeld() == 0);
    LeakPresenceDetector.check();
    if (!gone) {
      long sockets = Math.max(0, sockets() - socketsAllowed);
      throw new AssertionError(sockets + " sockets and " + bytesHeld() + " bytes are left");
    }
  }

  private static long bytesHeld() {
    return SessionMemory.ofProcess().held();
  }

  static long sockets() {
    if (!Files.isDirectory(OPEN_FILES)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.filter(Leftovers::isSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException e) {
      return false; // it was closed meanwhile
    }
  }
}
