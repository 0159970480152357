package dev.portolan.edge.ca;

import dev.portolan.transport.enrol.InvitationCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The invitations of an edge that are open: a file for each, named by the hash of its secret. So
 * one process can invite whom another lets in, and an invitation is used up by whoever removes its
 * file.
 *
 * @param folder where the files are
 * @param clock tells when one has expired
 */
record Invitations(Path folder, InstantSource clock) {
  private static final int MOST = 1_000;
  private static final int MAX_BYTES = 512;

  /** Keeps an invitation. */
  void add(String secret, Invitation invitation) throws IOException {
    if (openAfterCleaning() >= MOST) {
      throw new IOException("there are " + MOST + " open invitations already");
    }
    PrivateFiles.write(file(secret), invitation.device() + "\n" + invitation.until() + "\n");
  }

  /** The invitation with this secret, if there is one that has not expired. */
  Optional<Invitation> find(String secret) throws IOException {
    Path file = file(secret);
    try {
      return read(file).filter(found -> found.until().isAfter(clock.instant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Uses an invitation up.
   *
   * @return false if somebody else did that before
   */
  boolean take(String secret) throws IOException {
    return Files.deleteIfExists(file(secret));
  }

  private Path file(String secret) {
    return folder.resolve(InvitationCode.hashOf(secret));
  }

  private static Optional<Invitation> read(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      return Optional.empty();
    }
    List<String> lines = Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    try {
      return lines.size() == 2
          ? Optional.of(new Invitation(lines.getFirst(), Instant.parse(lines.getLast())))
          : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private long openAfterCleaning() throws IOException {
    long open = 0;
    try (Stream<Path> files = Files.list(folder)) {
      // a hidden file is one that another process is writing
      for (Path file : files.filter(file -> !isHidden(file)).toList()) {
        Optional<Invitation> invitation = read(file);
        if (invitation.isPresent() && invitation.get().until().isAfter(clock.instant())) {
          open++;
        } else {
          Files.deleteIfExists(file);
        }
      }
    }
    return open;
  }

  private static boolean isHidden(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }
}
