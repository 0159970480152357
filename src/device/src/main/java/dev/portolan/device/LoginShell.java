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
 * <p>The password file comes first, as for any login; the variable {@code SHELL} serves users who
 * are not in it (directory services, containers), {@code /bin/sh} everybody else.
 */
final class LoginShell {

  /** Shells that read the user's profile when called with {@code -l}. */
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

  /** The command line that starts it. */
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
      return null; // Not readable as text: as good as absent, the environment decides.
    }
  }

  private static @Nullable String usable(@Nullable String shell) {
    return shell != null && !shell.isBlank() && Files.isExecutable(Path.of(shell)) ? shell : null;
  }
}
