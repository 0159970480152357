package dev.portolan.app.model;

/** Whose word counts that an edge is the one it claims to be. */
public sealed interface TrustChoice {
  /** The authorities this computer trusts. */
  record SystemAuthorities() implements TrustChoice {}

  /**
   * Only the authorities in a file.
   *
   * @param path a PEM file
   */
  record AuthorityFile(String path) implements TrustChoice {
    public AuthorityFile {
      if (path.isBlank()) {
        throw new IllegalArgumentException("The file's path is missing");
      }
    }
  }

  /**
   * Only one certificate's key.
   *
   * @param sha256 {@code sha256:} and 64 hex digits, of the certificate's public key
   * @param description the certificate in words, as it was shown when it was pinned
   */
  record PinnedKey(String sha256, String description) implements TrustChoice {
    public PinnedKey {
      if (!sha256.matches("sha256:[0-9a-f]{64}")) {
        throw new IllegalArgumentException("Not a pin: " + sha256);
      }
    }
  }
}
