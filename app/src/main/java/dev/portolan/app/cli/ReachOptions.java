package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.tls.ClientIdentity;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;

/** Everything that a client needs to reach an edge, and a device behind it. */
final class ReachOptions {
  @Mixin private final EdgeOptions edge = new EdgeOptions();

  @Mixin private final TokenOption token = new TokenOption();

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private @Nullable IdentityOptions identity;

  @Mixin private final ProxyOptions proxy = new ProxyOptions();

  /** The edge's address. */
  String edgeUrl() throws Failure {
    return edge.url().toString();
  }

  /** The edge itself. */
  Endpoint endpoint(Environment environment) throws Failure {
    return endpoint(edge.url(), environment);
  }

  /** A device's endpoint at the edge. */
  Endpoint endpoint(String device, Environment environment) throws Failure {
    return endpoint(deviceUrl(edge.url(), device), environment);
  }

  private Endpoint endpoint(URI url, Environment environment) throws Failure {
    ClientIdentity own = identity == null ? null : identity.read();
    return new Endpoint(url, token.read(environment), edge.trust(), own, proxy.read(environment));
  }

  /** The edge's address with {@code /device/ID} after its path. */
  private static URI deviceUrl(URI edge, String device) throws Failure {
    if (!device.matches("[A-Za-z0-9._~-]{1,128}")) {
      throw new Failure(ExitCode.USAGE, "--device: an id has letters, digits and . _ ~ - only");
    }
    if (edge.getRawQuery() != null) {
      throw new Failure(ExitCode.USAGE, "--edge: the address of an edge has no '?'");
    }
    String prefix = edge.toString().replaceAll("/+$", "");
    return URI.create(prefix + "/device/" + device);
  }
}
