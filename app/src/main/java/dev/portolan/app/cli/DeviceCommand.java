package dev.portolan.app.cli;

import dev.portolan.app.StreamLines;
import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.device.TargetRules;
import dev.portolan.edge.DeviceId;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.channel.EventLoopGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code device}: runs this computer as a device. */
@Command(
    name = "device",
    header =
        "Makes this computer a device of an edge: its shells and ports can be reached from there.",
    description = {
      "",
      "Prints 'device: ID', then 'ready' when the edge has let it in, and runs until Ctrl+C. A lost edge is tried again by"
          + " itself. Shells run as the user who runs this command.",
      "",
    },
    footerHeading =
        "%nThe device's key and certificate, and its id, which the edge is told with --device:%n%n",
    footer = {
      "   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \\",
      "     -subj /CN=device-1 -keyout device-1.key -out device-1.pem",
      "   openssl x509 -in device-1.pem -noout -pubkey \\",
      "     | openssl pkey -pubin -outform der | openssl dgst -sha256 -r",
      "   portolan device --edge https://edge.example.com:8443 --ca edge.pem \\",
      "     --cert device-1.pem --key device-1.key",
      "",
      "portolan edge --help shows the other side.",
    })
final class DeviceCommand implements Callable<Integer> {
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Environment environment;

  @Mixin private final EdgeOptions edge = new EdgeOptions();
  @Mixin private final IdentityOptions identity = new IdentityOptions();
  @Mixin private final QuietOption quiet = new QuietOption();

  @Option(
      names = "--allow",
      paramLabel = "HOST:PORT",
      order = 8,
      description =
          "Let tunnels lead only to this target: HOST:PORT, where HOST is a name, *.example.com, an address, a network such as 10.0.0.0/8, or *, and PORT a number, a range such as 8000-8099, or *. May be repeated. Without it: to everything that this computer reaches but link-local addresses.")
  private List<String> targets = new ArrayList<>();

  DeviceCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    Ending ending = new Ending(environment.stop());
    ClientIdentity own = identity.read();
    Endpoint endpoint = new Endpoint(edge.url(), null, edge.trust(), own, new ProxyChoice.System());
    environment.say("device: " + DeviceId.of(own.certificate()));
    EventLoopGroup loops = EventLoops.create("device", THREADS);
    DeviceClient device =
        new DeviceClient(
            loops, new EdgeConnector(loops), DeviceConfig.of(endpoint).withRules(rules()));
    device.addListener(new DeviceReport(environment));
    device.start();
    try (StreamLines _ = quiet.lines(environment)) {
      int code = ending.await();
      Await.result(device.close());
      return code;
    }
  }

  private TargetRules rules() throws Failure {
    try {
      return TargetRules.of(targets);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--allow: " + e.getMessage(), e);
    }
  }
}
