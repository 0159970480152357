package dev.portolan.app.cli;

import dev.portolan.transport.endpoint.Endpoint;
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
}
