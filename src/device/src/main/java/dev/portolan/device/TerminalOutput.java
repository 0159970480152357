package dev.portolan.device;

import com.pty4j.unix.CLibrary;
import com.pty4j.unix.Pollfd;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a program on a Unix terminal reads. A write waits until the program has room for it, or
 * until this is closed.
 *
 * <p>The library's own stream waits in the system, which on Linux wakes it neither when the program
 * ends nor when the terminal is closed: its thread would never come back.
 *
 * <p>One thread writes at a time; any may close.
 */
final class TerminalOutput extends OutputStream {
  private static final int PIECE_BYTES = 4 * 1024;

  /** How long a write waits between two looks whether it is still wanted. */
  private static final int WAIT_MILLIS = 50;

  /** The same on Linux and macOS, as are the two commands. */
  private static final short POLL_OUT = 4;

  private static final int GET_FLAGS = 3;
  private static final int SET_FLAGS = 4;
  private static final int NON_BLOCKING =
      System.getProperty("os.name", "").startsWith("Mac") ? 0x4 : 0x800;

  private final int descriptor;
  private volatile boolean closed;

  /**
   * Takes care that neither writes nor reads block in the system.
   *
   * @param descriptor of the terminal's near end, which stays its owner's
   */
  TerminalOutput(int descriptor) throws IOException {
    this.descriptor = descriptor;
    int flags = fcntl(descriptor, GET_FLAGS, 0);
    if (flags < 0 || fcntl(descriptor, SET_FLAGS, flags | NON_BLOCKING) < 0) {
      throw new IOException("the terminal cannot be set to non-blocking");
    }
  }

  @SuppressWarnings("restricted") // The call has the form that POSIX gives it.
  private static int fcntl(int descriptor, int command, int argument) {
    Linker linker = Linker.nativeLinker();
    MethodHandle function =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("fcntl"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    try {
      return (int) function.invokeExact(descriptor, command, argument);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (closed) {
        throw new IOException("the terminal is closed");
      }
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(end, at + PIECE_BYTES));
      int written = CLibrary.write(descriptor, piece, piece.length);
      if (written >= 0) {
        at += written;
      } else {
        int error = CLibrary.errno();
        if (error != CLibrary.EAGAIN && error != CLibrary.EINTR) {
          throw new IOException("the program has ended");
        }
        awaitRoom();
      }
    }
  }

  private void awaitRoom() {
    Pollfd room = new Pollfd(descriptor, POLL_OUT);
    CLibrary.poll(new Pollfd[] {room}, WAIT_MILLIS);
    if ((room.getRevents() & POLL_OUT) == 0) {
      // None, or a system that does not tell it of terminals.
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  /** Returns when no write is under way: from then on the descriptor may be closed. */
  @Override
  public void close() {
    closed = true;
    synchronized (this) {
      // A write has let go of it.
    }
  }
}
