package dev.portolan.app.cli.terminal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A terminal on Linux and macOS, by termios. The layout of its struct differs between systems, so
 * it is treated as opaque.
 */
final class PosixTerminal implements LocalTerminal {
  private static final int STDIN = 0;
  private static final int STDERR = 2;
  private static final int TCSADRAIN = 1;

  /** More than any system's struct termios (60 bytes on Linux, 72 on macOS). */
  private static final int TERMIOS_BYTES = 512;

  private final MethodHandle isatty = function("isatty", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private final MethodHandle tcgetattr =
      function("tcgetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private final MethodHandle tcsetattr =
      function("tcsetattr", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private final MethodHandle cfmakeraw = function("cfmakeraw", FunctionDescriptor.ofVoid(ADDRESS));
  private final MethodHandle ioctl =
      function(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
  private final long getWindowSize =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")
          ? 0x5413
          : 0x40087468;

  @Override
  public Optional<Size> size() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment winsize = arena.allocate(JAVA_SHORT, 4);
      for (int fd : new int[] {1, STDIN, STDERR}) {
        if ((int) ioctl.invokeExact(fd, getWindowSize, winsize) == 0) {
          int rows = Short.toUnsignedInt(winsize.getAtIndex(JAVA_SHORT, 0));
          int cols = Short.toUnsignedInt(winsize.getAtIndex(JAVA_SHORT, 1));
          if (rows > 0 && cols > 0) {
            return Optional.of(new Size(cols, rows));
          }
        }
      }
      return Optional.empty();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public boolean isTypedIn() {
    return isTerminal(STDIN);
  }

  @Override
  public boolean showsMessages() {
    return isTerminal(STDERR);
  }

  private boolean isTerminal(int descriptor) {
    try {
      return (int) isatty.invokeExact(descriptor) == 1;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public Raw raw() {
    Arena arena = Arena.ofAuto();
    try {
      MemorySegment before = arena.allocate(TERMIOS_BYTES, Long.BYTES);
      if ((int) tcgetattr.invokeExact(STDIN, before) != 0) {
        throw new IllegalStateException("the terminal does not tell its settings");
      }
      MemorySegment raw = arena.allocate(TERMIOS_BYTES, Long.BYTES).copyFrom(before);
      cfmakeraw.invokeExact(raw);
      if ((int) tcsetattr.invokeExact(STDIN, TCSADRAIN, raw) != 0) {
        throw new IllegalStateException("the terminal does not accept raw mode");
      }
      AtomicBoolean restored = new AtomicBoolean();
      return () -> {
        if (restored.compareAndSet(false, true)) {
          restore(before);
        }
      };
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public void onResize(Runnable action) {
    Signals.handle("WINCH", action);
  }

  private void restore(MemorySegment before) {
    try {
      int ignored = (int) tcsetattr.invokeExact(STDIN, TCSADRAIN, before);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @SuppressWarnings("restricted") // Calls of the C library.
  private static MethodHandle function(
      String name, FunctionDescriptor types, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), types, options);
  }

  private static RuntimeException failed(Throwable e) {
    return e instanceof RuntimeException known
        ? known
        : new IllegalStateException("a call of the C library failed", e);
  }
}
