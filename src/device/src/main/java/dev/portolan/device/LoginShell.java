package dev.portolan.device;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the login shell of a user.
 *
 * <p>It is taken from the password file; for users who are not in it (directory services,
 * containers) from the variable {@code SHELL}; else it is {@code /bin/sh}.
 */
final class LoginShell {

  /** Shells that support {@code -l} for a login shell. */
  private static final Set<String> TAKES_LOGIN_FLAG =
      Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "fish", "tcsh", "csh");

  private final String osName;
  private final @Nullable String ofAccount;
  private final Map<String, String> environment;

  LoginShell(String osName, Optional<Account> account, Map<String, String> environment) {
    this.osName = osName;
    this.ofAccount = account.map(Account::shell).orElse(null);
    this.environment = environment;
  }

  /** Of the user that this process runs as. */
  static LoginShell ofThisProcess() {
    return new LoginShell(
        System.getProperty("os.name", ""),
        Account.find(System.getProperty("user.name", ""), Account.PASSWORDS),
        System.getenv());
  }

  /** Of another user, whom the variables of this process say nothing about. */
  static LoginShell of(Account account) {
    return new LoginShell(System.getProperty("os.name", ""), Optional.of(account), Map.of());
  }

  /** The command line that starts the shell. */
  List<String> command() {
    if (osName.startsWith("Windows")) {
      String shell = environment.get("ComSpec");
      return List.of(shell == null ? "cmd.exe" : shell);
    }
    String shell = usable(ofAccount);
    if (shell == null) {
      shell = usable(environment.get("SHELL"));
    }
    if (shell == null) {
      shell = "/bin/sh";
    }
    String name = shell.substring(shell.lastIndexOf('/') + 1);
    return TAKES_LOGIN_FLAG.contains(name) ? List.of(shell, "-l") : List.of(shell);
  }

  private static @Nullable String usable(@Nullable String shell) {
    return shell != null && !shell.isBlank() && Files.isExecutable(Path.of(shell)) ? shell : null;
  }
}
