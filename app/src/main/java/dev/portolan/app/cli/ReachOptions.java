package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.tls.ClientIdentity;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** Everything that a client needs to reach a device, except which one. */
final class ReachOptions {
  @Mixin private final EdgeOptions edge = new EdgeOptions();

  @Mixin private final TokenOption token = new TokenOption();

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private @Nullable IdentityOptions identity;

  /** A device's endpoint at the edge. */
  Endpoint endpoint(String device, Environment environment) throws Failure {
    ClientIdentity own = identity == null ? null : identity.read();
    return new Endpoint(
        ClientOptions.deviceUrl(edge.url(), device),
        token.read(environment),
        edge.trust(),
        own,
        new ProxyChoice.System());
  }
}
