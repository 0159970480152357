package dev.portolan.app.model;

/** How an edge's certificate is verified. */
public sealed interface TrustChoice {
  /** By the system's certificate authorities. */
  record SystemAuthorities() implements TrustChoice {}

  /**
   * By the certificate authorities in a file only.
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
   * By a pinned public key only.
   *
   * @param sha256 {@code sha256:} and 64 hex digits, of the certificate's public key
   * @param description description of the certificate when it was pinned
   */
  record PinnedKey(String sha256, String description) implements TrustChoice {
    public PinnedKey {
      if (!sha256.matches("sha256:[0-9a-f]{64}")) {
        throw new IllegalArgumentException("Not a pin: " + sha256);
      }
    }
  }
}
