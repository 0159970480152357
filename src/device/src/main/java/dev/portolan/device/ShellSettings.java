package dev.portolan.device;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a device runs shells and commands.
 *
 * <p>The methods that change a setting look at the file system, so they may block.
 *
 * @param user whom they run as; null for the user of this process
 * @param shell the command line of the login shell; empty for the user's own
 * @param folder where they start; null for the user's home
 * @param limit most at once, from 0 to {@value #MOST}
 */
public record ShellSettings(
    @Nullable String user, List<String> shell, @Nullable Path folder, int limit) {

  /** Most at once. */
  public static final int MOST = PtySessions.MAX_SESSIONS;

  /** The user of this process, with that user's shell and home. */
  public static final ShellSettings DEFAULT = new ShellSettings(null, List.of(), null, MOST);

  private static final List<String> SYSTEM_FOLDERS =
      List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");

  /** Copies the shell. */
  public ShellSettings {
    shell = List.copyOf(shell);
  }

  /**
   * The same for another user, which a device can do that runs as root on Linux.
   *
   * @param name in {@code /etc/passwd}
   * @throws IllegalArgumentException with half a sentence if that is not possible here
   */
  public ShellSettings withUser(String name) {
    String own = System.getProperty("user.name", "");
    if (name.equals(own)) {
      return new ShellSettings(null, shell, folder, limit);
    }
    if (!System.getProperty("os.name", "").equals("Linux")) {
      throw new IllegalArgumentException("shells of another user are possible on Linux only");
    }
    if (!own.equals("root")) {
      throw new IllegalArgumentException(
          "only a device that runs as root can start shells of another user; this one runs as "
              + own);
    }
    if (Account.find(name, Account.PASSWORDS).isEmpty()) {
      throw new IllegalArgumentException("there is no such user in " + Account.PASSWORDS);
    }
    if (setpriv().isEmpty()) {
      throw new IllegalArgumentException(
          "the program setpriv is missing, which the package util-linux has");
    }
    return new ShellSettings(name, shell, folder, limit);
  }

  /** Where the program is that starts another as somebody else. */
  static Optional<Path> setpriv() {
    return SYSTEM_FOLDERS.stream()
        .map(folder -> Path.of(folder, "setpriv"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * The same with another login shell.
   *
   * @param command the absolute path of a program, and its arguments
   * @throws IllegalArgumentException with half a sentence if there is no such program
   */
  public ShellSettings withShell(List<String> command) {
    Path program = command.isEmpty() ? null : absolute(command.getFirst());
    if (program == null || !Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new IllegalArgumentException(
          "a shell is the full path of a program that can be run, and its arguments");
    }
    return new ShellSettings(user, command, folder, limit);
  }

  /**
   * The same in another folder.
   *
   * @throws IllegalArgumentException with half a sentence if there is no such folder
   */
  public ShellSettings withFolder(String path) {
    Path there = absolute(path);
    if (there == null || !Files.isDirectory(there)) {
      throw new IllegalArgumentException("a folder is the full path of one that is there");
    }
    return new ShellSettings(user, shell, there, limit);
  }

  private static @Nullable Path absolute(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * The same with another limit.
   *
   * @throws IllegalArgumentException with half a sentence if it is out of bounds
   */
  public ShellSettings withLimit(int most) {
    if (most < 0 || most > MOST) {
      throw new IllegalArgumentException("from 0 to " + MOST + " shells may run at once");
    }
    return new ShellSettings(user, shell, folder, most);
  }

  /** Where programs start: the folder, or the home of whom they run as, or the root. */
  String startFolder(String home) {
    Path wanted = folder == null ? Path.of(home) : folder;
    return Files.isDirectory(wanted) ? wanted.toString() : File.separator;
  }

  /** In a few words. */
  @Override
  public String toString() {
    return "shells of "
        + (user == null ? "this user" : "user " + user)
        + (shell.isEmpty() ? "" : ", " + shell.getFirst())
        + (folder == null ? "" : ", in " + folder)
        + (limit == MOST ? "" : ", " + limit + " at once");
  }
}
