package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.Endpoint;
import java.net.URI;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything that a client needs to reach one device. */
final class ClientOptions {
  @Mixin private final ReachOptions reach = new ReachOptions();

  @Option(
      names = "--device",
      paramLabel = "ID",
      required = true,
      order = 2,
      description = "The device, by the id that the edge knows it by.")
  private String device;

  /** The device's endpoint at the edge. */
  Endpoint endpoint(Environment environment) throws Failure {
    return reach.endpoint(device, environment);
  }

  /** The edge's address with {@code /device/ID} after its path. */
  static URI deviceUrl(URI edge, String device) throws Failure {
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
