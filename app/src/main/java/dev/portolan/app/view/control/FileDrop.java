package dev.portolan.app.view.control;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Lets files be dropped onto a node, which shows that while they are over it. FX thread. */
public final class FileDrop {
  private static final PseudoClass OVER = PseudoClass.getPseudoClass("drop");

  private final Node node;
  private final BooleanSupplier takes;
  private final Consumer<List<Path>> dropped;

  private FileDrop(Node node, BooleanSupplier takes, Consumer<List<Path>> dropped) {
    this.node = node;
    this.takes = takes;
    this.dropped = dropped;
  }

  /**
   * Makes a node take files.
   *
   * @param takes whether it takes any at the moment
   * @param dropped gets the files and folders
   */
  public static void onto(Node node, BooleanSupplier takes, Consumer<List<Path>> dropped) {
    FileDrop drop = new FileDrop(node, takes, dropped);
    node.addEventHandler(DragEvent.DRAG_OVER, drop::over);
    node.addEventHandler(DragEvent.DRAG_EXITED, event -> drop.show(false));
    node.addEventHandler(DragEvent.DRAG_DROPPED, drop::dropped);
  }

  private boolean takes(DragEvent event) {
    return event.getDragboard().hasFiles() && takes.getAsBoolean();
  }

  private void over(DragEvent event) {
    if (takes(event)) {
      event.acceptTransferModes(TransferMode.COPY);
      show(true);
      event.consume();
    }
  }

  private void dropped(DragEvent event) {
    show(false);
    if (takes(event)) {
      List<Path> files =
          event.getDragboard().getFiles().stream()
              .map(File::toPath)
              .map(Path::toAbsolutePath)
              .toList();
      event.setDropCompleted(true);
      event.consume();
      dropped.accept(files);
    }
  }

  private void show(boolean over) {
    node.pseudoClassStateChanged(OVER, over);
  }
}
