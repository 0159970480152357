package dev.portolan.app.cli;

import dev.portolan.app.StreamLines;
import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.edge.DeviceId;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.enrol.EnrolClient;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
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
          + " itself. Shells run as the user who runs this command, unless the configuration names another.",
      "",
    },
    footerHeading =
        "%nThe first time, with the command that 'portolan edge --invite NAME' has printed:%n%n",
    footer = {
      "   portolan device --enrol https://edge.example.com:8443 --code XXXXX-XXXXX-...",
      "",
      "and from then on:",
      "",
      "   portolan device",
      "",
      "The device's key is made on the device and never leaves it. The code is no secret for long: it is",
      "good once, for an hour. With a certificate from elsewhere, give --edge, --ca, --cert and --key.",
      "",
      "The configuration has a setting or a rule on each line, and # starts a comment:",
      "",
      "   user   kiosk                 # whose shells, if the device runs as root",
      "   shell  /bin/bash -l          # instead of the user's own",
      "   folder /srv                  # instead of the user's home",
      "   shells 10                    # most at once",
      "   allow  tcp 10.0.0.0/8:22,80  # and other rules, as in --rules",
    })
final class DeviceCommand implements Callable<Integer> {
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Environment environment;

  @Option(
      names = "--enrol",
      paramLabel = "URL",
      order = -3,
      description =
          "Become a device of the edge at this address by the code of an invitation, then run.")
  private @Nullable String enrol;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      order = -2,
      description = "With --enrol: the code of the invitation.")
  private @Nullable String code;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      order = -1,
      description =
          "Where the key, the certificate and the address of the edge are kept after --enrol."
              + " Without it: in the folder for this user's data.")
  private @Nullable Path folder;

  @Option(
      names = "--edge",
      paramLabel = "URL",
      order = 1,
      description =
          "The edge's address, for a device with a certificate from elsewhere:"
              + " https://HOST[:PORT][/PATH].")
  private @Nullable String edge;

  @Mixin private final TrustOptions trust = new TrustOptions();

  @ArgGroup(exclusive = false, multiplicity = "0..1")
  private @Nullable IdentityOptions identity;

  @Mixin private final ProxyOptions proxy = new ProxyOptions();

  @Mixin private final QuietOption quiet = new QuietOption();

  @Mixin private final DeviceFileOptions files = new DeviceFileOptions();

  DeviceCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    if (files.isCheck()) {
      return files.check(environment);
    }
    Ending ending = new Ending(environment.stop());
    DeviceFolder home = edge == null ? DeviceFolder.of(folder) : null;
    try (DeviceFileOptions.Opened opened = files.open(home, environment)) {
      return serve(opened, ending);
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  private int serve(DeviceFileOptions.Opened opened, Ending ending)
      throws Failure, InterruptedException {
    EventLoopGroup loops = EventLoops.create("device", THREADS);
    EdgeConnector connector = new EdgeConnector(loops);
    EnrolClient enrolment = new EnrolClient(connector);
    ProxyChoice way = proxy.read(environment);
    Optional<DeviceFolder> own = folder(enrolment, way);
    Endpoint endpoint = own.isPresent() ? own.get().read(way) : endpoint(way);
    ClientIdentity shown = Objects.requireNonNull(endpoint.identity());
    environment.say("device: " + DeviceId.of(shown.certificate()));
    DeviceConfig config = opened.apply(DeviceConfig.of(endpoint));
    OpenFiles.deviceWarning(config.smux().maxStreams()).ifPresent(environment::warn);
    DeviceClient device = new DeviceClient(loops, connector, config);
    opened.introduce(environment);
    device.addListener(new DeviceReport(environment));
    device.start();
    own.ifPresent(
        kept ->
            new DeviceRenewal(
                    kept, enrolment, device, endpoint, environment, InstantSource.system())
                .start(loops));
    try (StreamLines _ = quiet.lines(environment)) {
      int code = ending.await();
      Await.result(device.close());
      return code;
    }
  }

  /** The folder of an enrolled device; empty if the options say all. */
  private Optional<DeviceFolder> folder(EnrolClient enrolment, ProxyChoice way)
      throws Failure, InterruptedException {
    if (edge != null) {
      if (enrol != null || code != null || folder != null) {
        throw new Failure(
            ExitCode.USAGE, "--edge is for a device that was not enrolled: leave out either");
      }
      return Optional.empty();
    }
    if (identity != null || trust.isGiven()) {
      throw new Failure(ExitCode.USAGE, "--cert, --key, --ca and --pin need --edge URL");
    }
    DeviceFolder own = DeviceFolder.of(folder);
    if (enrol != null && code != null) {
      own.enrol(EdgeOptions.url("--enrol", enrol), parse(code), enrolment, way);
    } else if (enrol != null || code != null) {
      throw new Failure(ExitCode.USAGE, "--enrol URL and --code CODE go together");
    } else if (!own.isEnrolled()) {
      throw new Failure(
          ExitCode.USAGE,
          "this computer is no device yet: give --enrol URL --code CODE, or --edge URL --cert FILE"
              + " --key FILE");
    }
    return Optional.of(own);
  }

  private static InvitationCode parse(String code) throws Failure {
    try {
      return InvitationCode.parse(code);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--code: " + e.getMessage(), e);
    }
  }

  private Endpoint endpoint(ProxyChoice way) throws Failure {
    if (identity == null) {
      throw new Failure(ExitCode.USAGE, "a device needs --cert FILE and --key FILE");
    }
    URI url = EdgeOptions.url("--edge", Objects.requireNonNull(edge));
    ClientIdentity own = identity.read();
    return new Endpoint(url, null, trust.read(), own, way);
  }
}
