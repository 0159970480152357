package dev.portolan.app.view.common;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import javafx.fxml.FXMLLoader;
import javafx.scene.Parent;

/** Loads the FXML file with a controller's name in its package. */
public final class Fxml {
  private Fxml() {}

  /** Loads the nodes, injects them into {@code controller} and returns the root. */
  public static <T extends Parent> T load(Object controller, Class<T> rootType) {
    Class<?> type = controller.getClass();
    URL source = type.getResource(type.getSimpleName() + ".fxml");
    FXMLLoader loader = new FXMLLoader(source, Texts.bundle());
    loader.setController(controller);
    try {
      return rootType.cast(loader.load());
    } catch (IOException broken) {
      throw new UncheckedIOException("Cannot build " + type.getSimpleName(), broken);
    }
  }
}
