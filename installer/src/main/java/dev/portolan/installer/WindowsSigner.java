package dev.portolan.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Signs programs, libraries and packages for Windows with a certificate of the user's store; needs
 * {@code signtool} on the path.
 *
 * @param thumbprint names the certificate; empty if nothing is to be signed
 */
record WindowsSigner(String thumbprint) {
  private static final String TIMESTAMPS = "http://timestamp.digicert.com";

  WindowsSigner {
    if (!thumbprint.matches("([0-9A-Fa-f]{40})?")) {
      throw new IllegalArgumentException("not the thumbprint of a certificate: " + thumbprint);
    }
  }

  /** The one that the variable {@code PORTOLAN_WINDOWS_SIGNER} names. */
  static WindowsSigner ofEnvironment() {
    return new WindowsSigner(System.getenv().getOrDefault("PORTOLAN_WINDOWS_SIGNER", ""));
  }

  /** Whether there is a certificate. */
  boolean signs() {
    return !thumbprint.isEmpty();
  }

  /** Signs every program and library in a folder. */
  void signFolder(Path folder) throws IOException, InterruptedException {
    try (Stream<Path> files = Files.walk(folder)) {
      sign(files.filter(file -> file.toString().matches(".*\\.(exe|dll)")).sorted().toList());
    }
  }

  /** Signs files. */
  void sign(List<Path> files) throws IOException, InterruptedException {
    if (signs() && !files.isEmpty()) {
      Tool.run(command(files));
    }
  }

  List<String> command(List<Path> files) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "signtool",
                "sign",
                "/fd",
                "SHA256",
                "/td",
                "SHA256",
                "/tr",
                TIMESTAMPS,
                "/sha1",
                thumbprint));
    files.forEach(file -> command.add(file.toString()));
    return command;
  }
}
