package dev.portolan.app.model;

import java.util.Objects;

/**
 * The user's settings for an edge, without its secrets.
 *
 * @param name display name
 * @param url https URL; empty for the lab, which knows its own
 * @param trust how its certificate is verified
 * @param certificatePath client certificate (PEM), or empty
 * @param keyPath private key of the client certificate (PEM), or empty
 * @param proxy how it is reached
 */
public record EdgeSettings(
    String name,
    String url,
    TrustChoice trust,
    String certificatePath,
    String keyPath,
    EdgeProxy proxy) {
  public EdgeSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An edge needs a name");
    }
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(trust, "trust");
    Objects.requireNonNull(proxy, "proxy");
    if (certificatePath.isBlank() != keyPath.isBlank()) {
      throw new IllegalArgumentException("A client certificate and its key go together");
    }
  }

  /** Settings with the proxy of the environment. */
  public EdgeSettings(
      String name, String url, TrustChoice trust, String certificatePath, String keyPath) {
    this(name, url, trust, certificatePath, keyPath, new EdgeProxy.Environment());
  }

  /** The same edge, reached in another way. */
  public EdgeSettings withProxy(EdgeProxy other) {
    return new EdgeSettings(name, url, trust, certificatePath, keyPath, other);
  }

  /** Whether a client certificate is used. */
  public boolean hasClientCertificate() {
    return !certificatePath.isBlank();
  }
}
