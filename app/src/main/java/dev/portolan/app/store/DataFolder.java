package dev.portolan.app.store;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The console's data folder, by the conventions of the operating system. */
public final class DataFolder {
  private DataFolder() {}

  /** The default folder, which may not exist yet. */
  public static Path standard() {
    return of(System.getProperty("os.name", ""), Path.of(home()), System.getenv());
  }

  static Path of(String osName, Path home, Map<String, String> environment) {
    String os = osName.toLowerCase(Locale.ROOT);
    if (os.startsWith("mac")) {
      return home.resolve("Library").resolve("Application Support").resolve("Portolan");
    }
    if (os.startsWith("windows")) {
      return named(environment.get("APPDATA"), home.resolve("AppData").resolve("Roaming"))
          .resolve("Portolan");
    }
    return named(environment.get("XDG_CONFIG_HOME"), home.resolve(".config")).resolve("portolan");
  }

  /** The folder in a variable. The XDG specification requires relative paths to be ignored. */
  private static Path named(@org.jspecify.annotations.Nullable String value, Path otherwise) {
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    Path path = Path.of(value);
    return path.isAbsolute() ? path : otherwise;
  }

  private static String home() {
    return System.getProperty("user.home", ".");
  }
}
