package dev.portolan.app;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out whether a window can be opened here, before JavaFX tries: where it cannot, JavaFX ends
 * in a stack trace, or, where GTK itself finds no display, ends the process.
 */
final class Display {
  private Display() {}

  /** Why no window can be opened, as a clause for the user; empty if one can. */
  static Optional<String> obstacle() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    return linux ? obstacle(System.getenv()) : Optional.empty();
  }

  /** On Linux, where JavaFX speaks X11 (through XWayland where the desktop is Wayland). */
  static Optional<String> obstacle(Map<String, String> variables) {
    String display = variables.getOrDefault("DISPLAY", "");
    if (display.isEmpty()) {
      return Optional.of(
          variables.getOrDefault("WAYLAND_DISPLAY", "").isEmpty()
              ? "there is no display (DISPLAY is not set)"
              : "this Wayland desktop runs no XWayland (DISPLAY is not set)");
    }
    try (Arena arena = Arena.ofConfined()) {
      for (String library : new String[] {"libX11.so.6", "libgtk-3.so.0", "libXtst.so.6"}) {
        if (isMissing(library, arena)) {
          return Optional.of(
              "the library "
                  + library
                  + " is missing (on Debian: apt install libgtk-3-0 libxtst6)");
        }
      }
      return canOpen(display, arena)
          ? Optional.empty()
          : Optional.of("the display " + display + " cannot be opened");
    }
  }

  @SuppressWarnings("restricted") // Loading a system library is the point.
  private static boolean isMissing(String library, Arena arena) {
    try {
      SymbolLookup.libraryLookup(library, arena);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  @SuppressWarnings(
      "restricted") // Two calls of libX11: nothing else knows about cookies, sockets and abstract
  // sockets.
  private static boolean canOpen(String display, Arena arena) {
    SymbolLookup x11 = SymbolLookup.libraryLookup("libX11.so.6", arena);
    Linker linker = Linker.nativeLinker();
    MethodHandle open =
        linker.downcallHandle(
            x11.findOrThrow("XOpenDisplay"),
            FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    MethodHandle close =
        linker.downcallHandle(
            x11.findOrThrow("XCloseDisplay"),
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
    try {
      MemorySegment connection = (MemorySegment) open.invokeExact(arena.allocateFrom(display));
      if (connection.equals(MemorySegment.NULL)) {
        return false;
      }
      int ignored = (int) close.invokeExact(connection);
      return true;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot ask libX11", e);
    }
  }
}
