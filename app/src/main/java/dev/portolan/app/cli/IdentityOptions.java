package dev.portolan.app.cli;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.ClientIdentity;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for the client certificate. */
final class IdentityOptions {
  @Option(
      names = "--cert",
      paramLabel = "FILE",
      required = true,
      order = 6,
      description = "This program's certificate, with its chain if it has one, in PEM.")
  private Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      order = 7,
      description = "The certificate's private key in PEM, not encrypted.")
  private Path key;

  ClientIdentity read() throws Failure {
    try {
      return ClientIdentity.ofPem(certificate, key);
    } catch (EdgeException e) {
      throw Failure.of(e);
    }
  }
}
