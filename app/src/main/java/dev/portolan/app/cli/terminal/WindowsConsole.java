package dev.portolan.app.cli.terminal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The console of Windows 10 and later with virtual terminal sequences. */
final class WindowsConsole implements LocalTerminal {
  private static final int INPUT = -10;
  private static final int OUTPUT = -11;
  private static final int ERROR = -12;
  private static final int UTF_8 = 65001;

  /** ENABLE_VIRTUAL_TERMINAL_INPUT alone: no line editing, no echo, Ctrl+C is a character. */
  private static final int RAW_INPUT = 0x200;

  /** ENABLE_PROCESSED_OUTPUT, ENABLE_VIRTUAL_TERMINAL_PROCESSING, DISABLE_NEWLINE_AUTO_RETURN. */
  private static final int RAW_OUTPUT = 0x1 | 0x4 | 0x8;

  /**
   * Windows reports resizes only as input events, which raw input does not read, so the size is
   * polled.
   */
  private static final int RESIZE_POLL_MILLIS = 250;

  private final SymbolLookup kernel32 = library();
  private final MethodHandle getStdHandle =
      function("GetStdHandle", FunctionDescriptor.of(ADDRESS, JAVA_INT));
  private final MethodHandle getConsoleMode =
      function("GetConsoleMode", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private final MethodHandle setConsoleMode =
      function("SetConsoleMode", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private final MethodHandle getScreenBuffer =
      function("GetConsoleScreenBufferInfo", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private final MethodHandle getInputPage =
      function("GetConsoleCP", FunctionDescriptor.of(JAVA_INT));
  private final MethodHandle setInputPage =
      function("SetConsoleCP", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
  private final MethodHandle getOutputPage =
      function("GetConsoleOutputCP", FunctionDescriptor.of(JAVA_INT));
  private final MethodHandle setOutputPage =
      function("SetConsoleOutputCP", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  @Override
  public Optional<Size> size() {
    try (Arena arena = Arena.ofConfined()) {
      // CONSOLE_SCREEN_BUFFER_INFO: size, cursor (2 shorts each), attributes, window (left, top,
      // right, bottom), maximum.
      MemorySegment buffer = arena.allocate(JAVA_SHORT, 11);
      if ((int) getScreenBuffer.invokeExact(handle(OUTPUT), buffer) == 0) {
        return Optional.empty();
      }
      int cols = buffer.getAtIndex(JAVA_SHORT, 7) - buffer.getAtIndex(JAVA_SHORT, 5) + 1;
      int rows = buffer.getAtIndex(JAVA_SHORT, 8) - buffer.getAtIndex(JAVA_SHORT, 6) + 1;
      return cols > 0 && rows > 0 ? Optional.of(new Size(cols, rows)) : Optional.empty();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public boolean isTypedIn() {
    return mode(INPUT).isPresent();
  }

  @Override
  public boolean showsMessages() {
    return mode(ERROR).isPresent();
  }

  @Override
  public Raw raw() {
    int input = mode(INPUT).orElseThrow(() -> new IllegalStateException("input is not typed"));
    Optional<Integer> output = mode(OUTPUT);
    try {
      int inputPage = (int) getInputPage.invokeExact();
      int outputPage = (int) getOutputPage.invokeExact();
      AtomicBoolean restored = new AtomicBoolean();
      Raw raw =
          () -> {
            if (restored.compareAndSet(false, true)) {
              set(INPUT, input, setInputPage, inputPage);
              output.ifPresent(mode -> set(OUTPUT, mode, setOutputPage, outputPage));
            }
          };
      set(INPUT, RAW_INPUT, setInputPage, UTF_8);
      output.ifPresent(mode -> set(OUTPUT, RAW_OUTPUT, setOutputPage, UTF_8));
      return raw;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public void onResize(Runnable action) {
    var timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("console-size").factory());
    var last =
        new Object() {
          Optional<Size> size = size();
        };
    timer.scheduleWithFixedDelay(
        () -> {
          Optional<Size> now = size();
          if (!now.equals(last.size)) {
            last.size = now;
            action.run();
          }
        },
        RESIZE_POLL_MILLIS,
        RESIZE_POLL_MILLIS,
        TimeUnit.MILLISECONDS);
  }

  private MemorySegment handle(int stream) throws Throwable {
    return (MemorySegment) getStdHandle.invokeExact(stream);
  }

  /** Empty if the stream is not a console. */
  private Optional<Integer> mode(int stream) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment mode = arena.allocate(JAVA_INT);
      return (int) getConsoleMode.invokeExact(handle(stream), mode) == 0
          ? Optional.empty()
          : Optional.of(mode.get(JAVA_INT, 0));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private void set(int stream, int mode, MethodHandle setPage, int page) {
    try {
      int modeSet = (int) setConsoleMode.invokeExact(handle(stream), mode);
      int pageSet = (int) setPage.invokeExact(page);
      if (modeSet == 0 || pageSet == 0) {
        throw new IllegalStateException("the console does not accept the mode " + mode);
      }
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @SuppressWarnings("restricted") // Calls of Windows.
  private static SymbolLookup library() {
    return SymbolLookup.libraryLookup("kernel32", Arena.global());
  }

  @SuppressWarnings("restricted")
  private MethodHandle function(String name, FunctionDescriptor types) {
    return Linker.nativeLinker().downcallHandle(kernel32.findOrThrow(name), types);
  }

  private static RuntimeException failed(Throwable e) {
    return e instanceof RuntimeException known
        ? known
        : new IllegalStateException("a call of Windows failed", e);
  }
}
