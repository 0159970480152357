package dev.portolan.app.view.common;

import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * Loads bundled fonts. JavaFX copies fonts in jars to a temporary folder first, so an installed
 * program has them as files in the folder of the system property {@code portolan.fonts}.
 */
public final class BundledFont {
  private static final String FOLDER = "portolan.fonts";

  private BundledFont() {}

  /**
   * Loads one.
   *
   * @param resource the absolute resource path
   * @return null if JavaFX cannot load it
   */
  public static @Nullable Font load(String resource, double size) {
    return Font.loadFont(address(resource), size);
  }

  /**
   * Loads a font of a library.
   *
   * @param url its address if it is not in the folder
   * @return null if JavaFX cannot load it
   */
  static @Nullable Font load(URL url, double size) {
    String file = inFolder(url.getPath());
    return Font.loadFont(file == null ? url.toExternalForm() : file, size);
  }

  static String address(String resource) {
    String file = inFolder(resource);
    if (file != null) {
      return file;
    }
    URL url = BundledFont.class.getResource(resource);
    if (url == null) {
      throw new IllegalStateException(resource + " is missing from the program");
    }
    return url.toExternalForm();
  }

  /** The file's address without URL encoding, which JavaFX would not decode. */
  private static String address(Path file) {
    String path = file.toAbsolutePath().toString().replace(File.separatorChar, '/');
    return path.startsWith("/") ? "file:" + path : "file:/" + path;
  }

  private static @Nullable String inFolder(String resource) {
    String folder = System.getProperty(FOLDER, "");
    if (!folder.isEmpty()) {
      Path file = Path.of(folder, resource.substring(resource.lastIndexOf('/') + 1));
      if (Files.isReadable(file)) {
        return address(file);
      }
    }
    return null;
  }
}
