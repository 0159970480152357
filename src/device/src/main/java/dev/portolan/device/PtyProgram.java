package dev.portolan.device;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program to run on a terminal: command line, environment, working directory.
 *
 * @param command the program's path, followed by its arguments
 * @param environment the complete environment
 * @param directory an existing working directory
 * @param owner to whom its terminal belongs; null for the user of this process
 */
record PtyProgram(
    List<String> command,
    Map<String, String> environment,
    String directory,
    @Nullable String owner) {

  static final boolean WINDOWS = File.separatorChar == '\\';

  /** Where another user than that of this process finds programs. */
  private static final String OTHERS_PATH = "/usr/local/bin:/usr/bin:/bin";

  /** Variables that describe the device's own terminal or are private to it. */
  private static final List<String> NOT_INHERITED =
      List.of(
          "COLUMNS",
          "LINES",
          "TERMCAP",
          "TERMINFO",
          "TERM_PROGRAM",
          "TERM_SESSION_ID",
          // set by the launcher for the desktop console only
          "GDK_GL",
          "MALLOC_ARENA_MAX",
          "NO_AT_BRIDGE");

  PtyProgram {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** The login shell of whom the settings name. */
  static PtyProgram loginShell(ShellSettings settings) throws IOException {
    Account account = account(settings);
    List<String> line = settings.shell();
    if (line.isEmpty()) {
      LoginShell shell = account == null ? LoginShell.ofThisProcess() : LoginShell.of(account);
      line = shell.command();
    }
    return of(line, settings, account, System.getenv());
  }

  /**
   * A command with its arguments, searched in {@code PATH} unless it has a directory.
   *
   * @throws IOException with a plain sentence when there is no such program
   */
  static PtyProgram command(String name, List<String> arguments, ShellSettings settings)
      throws IOException {
    return command(name, arguments, settings, System.getenv());
  }

  static PtyProgram command(
      String name, List<String> arguments, ShellSettings settings, Map<String, String> inherited)
      throws IOException {
    Account account = account(settings);
    String path = account == null ? inherited.get("PATH") : OTHERS_PATH;
    List<String> line = new ArrayList<>();
    line.add(find(name, path, Path.of(settings.startFolder(home(account)))));
    line.addAll(arguments);
    return of(line, settings, account, inherited);
  }

  private static @Nullable Account account(ShellSettings settings) throws IOException {
    String user = settings.user();
    return user == null
        ? null
        : Account.find(user, Account.PASSWORDS)
            .orElseThrow(() -> new IOException("there is no user " + user + " on this device"));
  }

  private static String home(@Nullable Account account) {
    return account == null ? System.getProperty("user.home", File.separator) : account.home();
  }

  private static PtyProgram of(
      List<String> command,
      ShellSettings settings,
      @Nullable Account account,
      Map<String, String> inherited)
      throws IOException {
    Map<String, String> environment = new HashMap<>(inherited);
    NOT_INHERITED.forEach(environment::remove);
    // PORTOLAN_TOKEN and others are private to this program
    environment.keySet().removeIf(name -> name.startsWith("PORTOLAN_"));
    if (account != null) {
      // the language alone is that of the device
      environment.keySet().removeIf(name -> !name.equals("LANG") && !name.startsWith("LC_"));
      environment.put("HOME", account.home());
      environment.put("USER", account.name());
      environment.put("LOGNAME", account.name());
      environment.put("SHELL", account.shell().isEmpty() ? "/bin/sh" : account.shell());
      environment.put("PATH", OTHERS_PATH);
    }
    environment.put("TERM", "xterm-256color");
    environment.put("COLORTERM", "truecolor");
    String directory = settings.startFolder(home(account));
    environment.putIfAbsent("HOME", directory);
    return account == null
        ? new PtyProgram(command, environment, directory, null)
        : new PtyProgram(asUser(account, command), environment, directory, account.name());
  }

  /** The command line that gives up root, with the user's groups, before it runs another. */
  private static List<String> asUser(Account account, List<String> command) throws IOException {
    Path setpriv =
        ShellSettings.setpriv().orElseThrow(() -> new IOException("setpriv is missing here"));
    List<String> line = new ArrayList<>(List.of(setpriv.toString()));
    line.add("--reuid=" + account.name());
    line.add("--regid=" + account.group());
    line.addAll(List.of("--init-groups", "--"));
    line.addAll(command);
    return line;
  }

  /** The path of a program; what is relative begins in the folder where it will start. */
  private static String find(String name, @Nullable String path, Path folder) throws IOException {
    if (WINDOWS) {
      return name; // Windows searches by itself, with its own list of extensions
    }
    if (name.indexOf('/') >= 0) {
      Path candidate = folder.resolve(name);
      if (runnable(candidate)) {
        return candidate.toString();
      }
    } else {
      for (String each : (path == null ? "/usr/bin:/bin" : path).split(":", -1)) {
        Path candidate = folder.resolve(each).resolve(name);
        if (runnable(candidate)) {
          return candidate.toString();
        }
      }
    }
    throw new IOException("there is no program '" + name + "' on this device");
  }

  private static boolean runnable(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }

  /** The program only, because the environment may contain secrets. */
  @Override
  public String toString() {
    return command.getFirst();
  }
}
