package dev.portolan.app.model;

import java.util.Objects;

/**
 * What a person said about an edge; the token is not part of it.
 *
 * @param name as shown
 * @param url its https address; empty for the lab, which finds its own
 * @param trust how it proves itself
 * @param certificatePath our client certificate (PEM), or empty
 * @param keyPath the key to it (PEM), or empty
 */
public record EdgeSettings(
    String name, String url, TrustChoice trust, String certificatePath, String keyPath) {
  public EdgeSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An edge needs a name");
    }
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(trust, "trust");
    if (certificatePath.isBlank() != keyPath.isBlank()) {
      throw new IllegalArgumentException("A client certificate and its key go together");
    }
  }

  /** Whether we show the edge a certificate of ours. */
  public boolean hasClientCertificate() {
    return !certificatePath.isBlank();
  }
}
