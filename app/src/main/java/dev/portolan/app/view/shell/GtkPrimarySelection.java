package dev.portolan.app.view.shell;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The X11 PRIMARY selection by GTK, which JavaFX has loaded on Linux with the FX thread as its main
 * loop. GTK stores the text and serves other programs; requests do not block.
 */
@SuppressWarnings("restricted") // native access is enabled by the launcher
final class GtkPrimarySelection implements PrimarySelection {
  private static final Logger LOG = LoggerFactory.getLogger(GtkPrimarySelection.class);

  /** Most bytes accepted from another program. */
  private static final long LONGEST = 16L * 1024 * 1024;

  private final MethodHandle setText;
  private final MethodHandle requestText;
  private final MemorySegment clipboard;
  private final MemorySegment callback;
  private final Map<Long, Consumer<String>> takers = new HashMap<>();
  private long requests;

  private GtkPrimarySelection(Linker linker, SymbolLookup gtk, MemorySegment clipboard)
      throws ReflectiveOperationException {
    this.clipboard = clipboard;
    setText =
        linker.downcallHandle(
            gtk.findOrThrow("gtk_clipboard_set_text"),
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, JAVA_INT));
    requestText =
        linker.downcallHandle(
            gtk.findOrThrow("gtk_clipboard_request_text"),
            FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS));
    MethodHandle received =
        MethodHandles.lookup()
            .bind(
                this,
                "received",
                MethodType.methodType(
                    void.class, MemorySegment.class, MemorySegment.class, MemorySegment.class));
    callback =
        linker.upcallStub(
            received, FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS), Arena.global());
  }

  /** The selection, or null if JavaFX does not use GTK. */
  static @Nullable PrimarySelection find() {
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    if (!linux || "Headless".equalsIgnoreCase(System.getProperty("glass.platform"))) {
      return null;
    }
    try {
      Linker linker = Linker.nativeLinker();
      SymbolLookup gtk = SymbolLookup.libraryLookup("libgtk-3.so.0", Arena.global());
      MethodHandle display =
          linker.downcallHandle(
              gtk.findOrThrow("gdk_display_get_default"), FunctionDescriptor.of(ADDRESS));
      if (((MemorySegment) display.invokeExact()).equals(MemorySegment.NULL)) {
        return null;
      }
      return new GtkPrimarySelection(linker, gtk, primary(linker, gtk));
    } catch (Throwable noGtk) { // invokeExact declares it.
      LOG.debug("no selection of the desktop", noGtk);
      return null;
    }
  }

  private static MemorySegment primary(Linker linker, SymbolLookup gtk) throws Throwable {
    MethodHandle intern =
        linker.downcallHandle(
            gtk.findOrThrow("gdk_atom_intern"), FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    MethodHandle clipboardOf =
        linker.downcallHandle(
            gtk.findOrThrow("gtk_clipboard_get"), FunctionDescriptor.of(ADDRESS, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment atom = (MemorySegment) intern.invokeExact(arena.allocateFrom("PRIMARY"), 0);
      return (MemorySegment) clipboardOf.invokeExact(atom);
    }
  }

  @Override
  public void set(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocateFrom(JAVA_BYTE, bytes);
      setText.invokeExact(clipboard, copy, bytes.length);
    } catch (Throwable fault) {
      LOG.warn("the marked text did not reach the desktop", fault);
    }
  }

  @Override
  public void get(Consumer<String> taker) {
    long request = ++requests;
    takers.put(request, taker);
    try {
      requestText.invokeExact(clipboard, callback, MemorySegment.ofAddress(request));
    } catch (Throwable fault) {
      takers.remove(request);
      LOG.warn("the marked text could not be asked for", fault);
    }
  }

  /** Called by GTK, with NULL for no text. Must not throw. */
  @SuppressWarnings("unused") // used by name
  private void received(MemorySegment from, MemorySegment text, MemorySegment request) {
    try {
      Consumer<String> taker = takers.remove(request.address());
      if (taker != null && !text.equals(MemorySegment.NULL)) {
        String marked = text.reinterpret(LONGEST).getString(0);
        if (!marked.isEmpty()) {
          taker.accept(marked);
        }
      }
    } catch (IndexOutOfBoundsException tooLong) {
      LOG.info("the marked text of another program is too long to be pasted");
    } catch (RuntimeException fault) {
      LOG.error("pasting the marked text failed", fault);
    }
  }
}
