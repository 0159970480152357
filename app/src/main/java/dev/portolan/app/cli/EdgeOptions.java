package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.Trust;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options for an edge's address and trust. */
final class EdgeOptions {
  @Option(
      names = "--edge",
      paramLabel = "URL",
      required = true,
      order = 1,
      description = "The edge's address: https://HOST[:PORT][/PATH].")
  private String edge;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable TrustChoice trust;

  static final class TrustChoice {
    @Option(
        names = "--ca",
        paramLabel = "FILE",
        order = 3,
        description =
            "Trust the authorities in this PEM file, and no others, to vouch for the edge. Without it: those of this system.")
    private @Nullable Path authorities;

    @Option(
        names = "--pin",
        paramLabel = "PIN",
        order = 4,
        description =
            "Trust the edge that has this key, whoever signed its certificate: sha256: and the SHA-256 of its public key (SubjectPublicKeyInfo) in hex.")
    private @Nullable String pin;
  }

  /** The validated address. */
  URI url() throws Failure {
    try {
      return Endpoint.parseUrl(edge);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--edge " + edge + ": " + e.getMessage(), e);
    }
  }

  Trust trust() throws Failure {
    if (trust != null && trust.authorities != null) {
      try {
        return Trust.Authorities.ofPem(trust.authorities);
      } catch (EdgeException e) {
        throw Failure.of(e);
      }
    }
    if (trust != null && trust.pin != null) {
      try {
        return Trust.Pin.parse(trust.pin);
      } catch (IllegalArgumentException e) {
        throw new Failure(ExitCode.USAGE, "--pin: " + e.getMessage(), e);
      }
    }
    return new Trust.System();
  }
}
