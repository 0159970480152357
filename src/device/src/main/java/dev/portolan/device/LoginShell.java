package dev.portolan.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the login shell of the user that this process runs as.
 *
 * <p>It is taken from the password file; for users who are not in it (directory services,
 * containers) from the variable {@code SHELL}; else it is {@code /bin/sh}.
 */
final class LoginShell {

  /** Shells that support {@code -l} for a login shell. */
  private static final Set<String> TAKES_LOGIN_FLAG =
      Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "tcsh", "csh");

  private final String osName;
  private final String user;
  private final Path passwordFile;
  private final Map<String, String> environment;

  LoginShell(String osName, String user, Path passwordFile, Map<String, String> environment) {
    this.osName = osName;
    this.user = user;
    this.passwordFile = passwordFile;
    this.environment = environment;
  }

  static LoginShell ofThisProcess() {
    return new LoginShell(
        System.getProperty("os.name", ""),
        System.getProperty("user.name", ""),
        Path.of("/etc/passwd"),
        System.getenv());
  }

  /** The command line that starts the shell. */
  List<String> command() {
    if (osName.startsWith("Windows")) {
      String shell = environment.get("ComSpec");
      return List.of(shell == null ? "cmd.exe" : shell);
    }
    String shell = fromPasswordFile();
    if (shell == null) {
      shell = usable(environment.get("SHELL"));
    }
    if (shell == null) {
      shell = "/bin/sh";
    }
    String name = shell.substring(shell.lastIndexOf('/') + 1);
    return TAKES_LOGIN_FLAG.contains(name) ? List.of(shell, "-l") : List.of(shell);
  }

  private @Nullable String fromPasswordFile() {
    if (!Files.isReadable(passwordFile)) {
      return null;
    }
    try (Stream<String> lines = Files.lines(passwordFile)) {
      return usable(
          lines
              .map(line -> line.split(":", -1))
              .filter(fields -> fields.length == 7 && fields[0].equals(user))
              .map(fields -> fields[6].strip())
              .findFirst()
              .orElse(null));
    } catch (IOException | UncheckedIOException e) {
      return null; // not a text file: fall back to the environment
    }
  }

  private static @Nullable String usable(@Nullable String shell) {
    return shell != null && !shell.isBlank() && Files.isExecutable(Path.of(shell)) ? shell : null;
  }
}
