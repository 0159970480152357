package dev.portolan.app.view.common;

import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.text.Font;
import org.jspecify.annotations.Nullable;

/**
 * Makes letters that come with the program known to JavaFX. What lies in a jar JavaFX copies into
 * the temporary folder first, so an installed program has them as files, in the folder that the
 * system property {@code portolan.fonts} names.
 */
public final class BundledFont {
  private static final String FOLDER = "portolan.fonts";

  private BundledFont() {}

  /**
   * Loads one.
   *
   * @param resource its absolute path among the program's resources
   * @return null if JavaFX cannot take it
   */
  public static @Nullable Font load(String resource, double size) {
    return Font.loadFont(address(resource), size);
  }

  /**
   * Loads one that a library brings.
   *
   * @param url where it lies if it does not lie in the folder
   * @return null if JavaFX cannot take it
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

  /**
   * JavaFX takes what an address says as it stands, and would look for {@code %20} where a folder
   * has a space.
   */
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
