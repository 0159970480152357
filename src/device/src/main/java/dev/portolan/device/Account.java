package dev.portolan.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A user in the password file.
 *
 * @param group the number of the user's first group
 * @param shell may be empty
 */
record Account(String name, String group, String home, String shell) {

  /** Where Unix lists its users. */
  static final Path PASSWORDS = Path.of("/etc/passwd");

  /** Finds a user by name; none if the file has none or cannot be read. */
  static Optional<Account> find(String name, Path passwordFile) {
    if (!Files.isReadable(passwordFile)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(passwordFile)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length == 7 && fields[0].equals(name))
          .map(fields -> new Account(name, fields[3], fields[5], fields[6].strip()))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // not a text file
    }
  }
}
