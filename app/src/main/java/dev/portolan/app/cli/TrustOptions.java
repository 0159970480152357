package dev.portolan.app.cli;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.Trust;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options for the trust in an edge. */
final class TrustOptions {
  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private @Nullable TrustChoice trust;

  static final class TrustChoice {
    @Option(
        names = "--ca",
        paramLabel = "FILE",
        order = 3,
        description =
            "Trust the authorities in this PEM file, and no others, to vouch for the edge. Without"
                + " it: those of this system.")
    private @Nullable Path authorities;

    @Option(
        names = "--pin",
        paramLabel = "PIN",
        order = 4,
        description =
            "Trust the edge that has this key, whoever signed its certificate: sha256: and the"
                + " SHA-256 of its public key (SubjectPublicKeyInfo) in hex.")
    private @Nullable String pin;
  }

  boolean isGiven() {
    return trust != null;
  }

  Trust read() throws Failure {
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
