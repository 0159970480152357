package dev.portolan.app.view;

import com.sun.javafx.tk.TKClipboard;
import java.io.File;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import javafx.event.EventType;
import javafx.scene.input.DataFormat;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.TransferMode;

/** Files as a desktop drags them; the toolkit of tests has none. */
public final class Dragged {
  private Dragged() {}

  /** Of a drag of these files, which may be none. */
  public static DragEvent event(EventType<DragEvent> type, Path... files) {
    List<File> dragged = Stream.of(files).map(Path::toFile).toList();
    try {
      return new DragEvent(type, board(dragged), 0, 0, 0, 0, TransferMode.COPY, null, null, null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("no dragboard", e);
    }
  }

  private static Dragboard board(List<File> files) throws ReflectiveOperationException {
    Method create = Dragboard.class.getDeclaredMethod("createDragboard", TKClipboard.class);
    create.setAccessible(true);
    InvocationHandler clipboard =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "hasContent" -> DataFormat.FILES.equals(arguments[0]) && !files.isEmpty();
              case "getContent" -> files;
              case "getTransferModes" -> EnumSet.of(TransferMode.COPY);
              default -> null;
            };
    return (Dragboard)
        create.invoke(
            null,
            Proxy.newProxyInstance(
                TKClipboard.class.getClassLoader(), new Class<?>[] {TKClipboard.class}, clipboard));
  }
}
