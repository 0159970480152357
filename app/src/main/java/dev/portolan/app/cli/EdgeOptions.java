package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.tls.Trust;
import java.net.URI;
import picocli.CommandLine.Mixin;
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

  @Mixin private final TrustOptions trust = new TrustOptions();

  /** The validated address. */
  URI url() throws Failure {
    return url("--edge", edge);
  }

  /** The validated address in an option. */
  static URI url(String option, String value) throws Failure {
    try {
      return Endpoint.parseUrl(value);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, option + " " + value + ": " + e.getMessage(), e);
    }
  }

  Trust trust() throws Failure {
    return trust.read();
  }
}
