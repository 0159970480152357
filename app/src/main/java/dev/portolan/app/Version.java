package dev.portolan.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build gave this program. */
public final class Version {
  private Version() {}

  /** For example {@code 1.2.0}. */
  public static String current() {
    return read("version");
  }

  /**
   * The commit that it was built from, for example {@code 3f2c1ab}; {@code unknown} without Git.
   */
  public static String build() {
    return read("build");
  }

  /** Where the makers say which release is the newest; empty if this program asks nobody. */
  public static String releaseAddress() {
    return read("releases");
  }

  /** What they sign that with: base64 of a public key's X.509 form; empty as above. */
  public static String releaseKey() {
    return read("releases.key");
  }

  private static String read(String key) {
    try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
      if (file == null) {
        throw new IllegalStateException("version.properties is missing from the program");
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty(key, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
