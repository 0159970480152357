package dev.portolan.app.store;

import dev.portolan.app.task.Background;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ensures one console per data folder: a later start passes its arguments to the running one and
 * exits.
 *
 * <p>The running console holds a lock in the folder and listens on a socket that accepts only its
 * user.
 */
public final class OneInstance implements AutoCloseable {
  private static final String LOCK = "console.lock";

  /** The time limit for the running console's answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private static final byte TAKEN = 1;
  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_ARGUMENTS = 64;

  /** Most concurrent unauthenticated connections. */
  private static final int MAX_CALLERS = 16;

  /** The polling interval while another console is starting or exiting. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final FileChannel lock;
  private final InstanceSocket socket;
  private final Semaphore callers = new Semaphore(MAX_CALLERS);

  /** The result of a start. */
  public sealed interface Start {
    /** The first console of the folder. */
    record First(OneInstance instance) implements Start {}

    /** A later start whose arguments were passed to the running console. */
    record HandedOver() implements Start {}

    /** A second console, because the running one does not answer or the folder is unusable. */
    record Beside() implements Start {}
  }

  private OneInstance(FileChannel lock, InstanceSocket socket) {
    this.lock = lock;
    this.socket = socket;
  }

  /**
   * Claims the folder, or passes {@code arguments} to the running console. Blocks, for some seconds
   * if another console is starting, exiting or hanging.
   */
  public static Start start(Path folder, List<String> arguments) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try {
      do {
        Optional<OneInstance> claimed = claim(folder);
        if (claimed.isPresent()) {
          return new Start.First(claimed.get());
        }
        if (handOver(folder, arguments)) {
          return new Start.HandedOver();
        }
        Thread.sleep(PAUSE);
      } while (System.nanoTime() < until);
    } catch (IOException unusable) {
      log().warn("Later starts will not find this console: {}", unusable.toString());
    }
    return new Start.Beside();
  }

  /** Claims the folder. Empty if another console has it. */
  private static Optional<OneInstance> claim(Path folder) throws IOException {
    SafeFiles.ensurePrivateFolder(folder);
    FileChannel lock = SafeFiles.lock(folder.resolve(LOCK));
    if (lock == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new OneInstance(lock, InstanceSocket.listen(folder)));
    } catch (IOException failure) {
      SafeFiles.closeQuietly(lock);
      throw failure;
    }
  }

  /**
   * Passes arguments to the running console. Returns false if there is none, or it does not accept
   * them. Blocks for at most four seconds.
   */
  public static boolean handOver(Path folder, List<String> arguments) {
    try {
      Optional<SocketChannel> open = InstanceSocket.connect(folder, folder.resolve(LOCK));
      if (open.isEmpty()) {
        return false;
      }
      try (SocketChannel channel = open.get()) {
        channel.configureBlocking(false);
        channel.write(message(arguments));
        ByteBuffer answer = ByteBuffer.allocate(1);
        try (Selector selector = Selector.open()) {
          channel.register(selector, SelectionKey.OP_READ);
          selector.select(PATIENCE.toMillis());
        }
        return channel.read(answer) == 1 && answer.get(0) == TAKEN;
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException failure) {
      log().debug("No console answers in {}: {}", folder, failure.toString());
      return false;
    }
  }

  /**
   * Passes the arguments of each later start to {@code told}, on any thread, until this is closed.
   */
  public void serve(Background background, Consumer<List<String>> told) {
    background.dedicated(
        "later starts",
        () -> {
          while (socket.isOpen()) {
            try {
              SocketChannel channel = socket.accept();
              if (callers.tryAcquire()) {
                background.run(() -> serve(background, channel, told));
              } else {
                channel.close();
              }
            } catch (IOException closed) {
              return;
            }
          }
        });
  }

  private void serve(Background background, SocketChannel channel, Consumer<List<String>> told)
      throws IOException {
    var late = background.after(PATIENCE, () -> SafeFiles.closeQuietly(channel));
    try (channel) {
      if (socket.admits(channel)) {
        List<String> arguments = read(channel);
        channel.write(ByteBuffer.wrap(new byte[] {TAKEN}));
        told.accept(arguments);
      }
    } finally {
      late.cancel();
      callers.release();
    }
  }

  /**
   * Stops accepting, because this console is exiting. Later starts wait until the folder is
   * released.
   */
  public void stopServing() {
    socket.close();
  }

  /** Releases the folder. */
  @Override
  public void close() {
    stopServing();
    SafeFiles.closeQuietly(lock);
  }

  private static ByteBuffer message(List<String> arguments) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(arguments.size());
      for (String argument : arguments) {
        out.writeUTF(argument);
      }
    }
    byte[] body = bytes.toByteArray();
    return ByteBuffer.allocate(Integer.BYTES + body.length).putInt(body.length).put(body).flip();
  }

  private static List<String> read(SocketChannel channel) throws IOException {
    int length = InstanceSocket.filled(channel, Integer.BYTES).getInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("Arguments of " + length + " bytes");
    }
    byte[] body = InstanceSocket.filled(channel, length).array();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      int count = in.readInt();
      if (count < 0 || count > MAX_ARGUMENTS) {
        throw new IOException(count + " arguments");
      }
      List<String> arguments = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        arguments.add(in.readUTF());
      }
      return arguments;
    }
  }

  /** Not a constant, because creating a logger is slow and this class is used first. */
  private static Logger log() {
    return LoggerFactory.getLogger(OneInstance.class);
  }
}
