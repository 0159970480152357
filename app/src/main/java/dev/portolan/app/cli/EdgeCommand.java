package dev.portolan.app.cli;

import dev.portolan.app.StreamLines;
import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.Current;
import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.EdgeServer;
import dev.portolan.edge.Enrolment;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.edge.ca.EdgeFolder;
import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an edge. */
@Command(
    name = "edge",
    header = "Runs an edge: devices and clients connect to it, and it joins them.",
    description = {
      "",
      "Prints 'listening: HOST:PORT', then 'ready' when it serves, and runs until Ctrl+C. Who may come in is told on standard"
          + " error. Files that it is given are read again when they change, and all at once on SIGHUP. Asked to end, it sends"
          + " devices away and waits 10 s for open streams; asked once more, it ends at once.",
      "",
    },
    footerHeading = "%nAn edge with two devices and a client, from nothing:%n%n",
    footer = {
      "   portolan edge --init edge --name edge.example.com --invite device-1,device-2",
      "   portolan edge --folder edge",
      "",
      "The first prints the command for each of the devices. It is good once, for an hour, and",
      "'portolan edge --folder edge --invite NAME' prints another:",
      "",
      "   portolan device --enrol https://edge.example.com:8443 --code XXXXX-XXXXX-...",
      "",
      "A device prints its id, and is started by 'portolan device' from then on. Give clients the files",
      "edge/ca.pem and edge/token. Whoever has the token may open what the file edge/rules allows, at",
      "first everything. 'portolan token --file edge/tokens --name NAME' makes tokens for others.",
      "",
      "   portolan shell --edge https://edge.example.com:8443 --ca edge/ca.pem \\",
      "     --token-file edge/token --device ID",
      "",
      "Certificates are renewed by themselves. 'portolan edge --folder edge --revoke device-2' takes a",
      "device out. With certificates from elsewhere, give --cert and --key, and --device or --device-ca.",
      "",
      "Rules, one a line; the first that is for it decides, what none is for is refused, and the file is",
      "read again when it changes:",
      "",
      "   allow|deny CLIENT DEVICE KIND[,KIND...] [TARGET...]",
      "   deny  *     *      tcp    169.254.0.0/16:*",
      "   allow alice *      tcp    10.0.0.0/8:22,80 *.example.com:8000-8099",
      "   allow " + EdgeAccess.ONLY_CLIENT + " 3fa1*  shell",
      "   allow bob   *      run    /usr/bin/systemctl status *",
      "   allow carol *      get    /var/log",
      "",
      "The client of --token-file is called "
          + EdgeAccess.ONLY_CLIENT
          + ". Kinds are tcp, udp, shell (the login",
      "shell), run (a command), get and put (files from and to a device), reload and * for all. A target",
      "is HOST:PORT; with run, one command with its arguments, where * is any one argument and ... any",
      "further ones; with get and put, folders. Without targets a line is for all. docs/edge.md tells more.",
    })
final class EdgeCommand implements Callable<Integer> {
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  /** How long open streams may go on when the edge is asked to end. */
  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final Environment environment;

  @Option(
      names = "--listen",
      order = 0,
      paramLabel = "HOST:PORT",
      description =
          "Where to listen: an address of this computer, or 0.0.0.0 or [::] for all of them. Port 0: any free one.")
  private @Nullable String listen;

  @Option(
      names = "--cert",
      order = 1,
      paramLabel = "FILE",
      description = "The edge's certificate, with its chain if it has one, in PEM.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      order = 2,
      paramLabel = "FILE",
      description = "The certificate's private key in PEM, not encrypted.")
  private @Nullable Path key;

  @Mixin private final EdgeFolderOptions folder = new EdgeFolderOptions();
  @Mixin private final EdgeAccess access = new EdgeAccess();
  @Mixin private final MetricsOption metrics = new MetricsOption();
  @Mixin private final QuietOption quiet = new QuietOption();
  @Mixin private final RulesCheck check = new RulesCheck();

  EdgeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    if (check.isWanted()) {
      folder.open().ifPresent(access::add);
      return check.run(environment, access.rules().orElse(null));
    }
    if (folder.isTask()) {
      return folder.run(environment);
    }
    Optional<EdgeFolder> kept = folder.open();
    if (kept.isPresent()) {
      use(kept.get());
    }
    InetSocketAddress address = ListenAddress.parse("--listen", required("--listen", listen));
    Path chain = required("--cert", certificate);
    Path own = required("--key", key);
    Ending ending = new Ending(environment.stop());
    int clientConnections = access.clientConnections();
    InetSocketAddress told = metrics.address(kept.isPresent());
    try (EdgeGate gate = new EdgeGate(environment, access)) {
      gate.requireSomebody();
      Current<ServerIdentity> identity = gate.identity(chain, own);
      EdgeConfig config =
          EdgeConfig.of(
                  address,
                  identity.get(),
                  TrustedDevices.ofIds(),
                  ClientAuthorizer.tokens(Map.of()))
              .withIdentity(identity)
              .withClientConnections(clientConnections)
              .withNotices(environment::warn)
              .withEnrolment(kept.map(EdgeFolder::enrolment).orElse(Enrolment.NONE));
      return serve(gate, gate.apply(config), kept, told, ending);
    }
  }

  /** Takes from the folder what no option says. */
  private void use(EdgeFolder kept) throws Failure {
    try {
      if (certificate == null && kept.renewIfDue()) {
        environment.tell("the edge's certificate was renewed.");
      }
    } catch (IOException e) {
      throw Failure.of(e);
    }
    listen = listen == null ? "0.0.0.0:" + EdgeFolder.DEFAULT_PORT : listen;
    certificate = certificate == null ? kept.edgeCertificate() : certificate;
    key = key == null ? kept.edgeKey() : key;
    access.add(kept);
  }

  private static int deviceCount(Optional<EdgeFolder> kept) throws Failure {
    try {
      return kept.isPresent() ? kept.get().deviceCount() : 0;
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  private static void keepPort(EdgeFolder kept, int port) throws Failure {
    try {
      kept.keepPort(port);
    } catch (IOException e) {
      throw Failure.of(e);
    }
  }

  private int serve(
      EdgeGate gate,
      EdgeConfig config,
      Optional<EdgeFolder> kept,
      @Nullable InetSocketAddress told,
      Ending ending)
      throws Failure, InterruptedException {
    EventLoopGroup loops = EventLoops.create("edge", THREADS);
    EdgeServer server = Await.result(EdgeServer.start(loops, config));
    gate.introduce();
    if (told != null) {
      MetricsOption.start(told, server, gate, environment);
    }
    int devices = config.devices().get().ids().size() + deviceCount(kept);
    OpenFiles.edgeWarning(devices).ifPresent(environment::warn);
    environment.stop().onHangUp(gate::readAgain);
    if (kept.isPresent()) {
      keepPort(kept.get(), server.address().getPort());
    }
    environment.say("listening: " + NetUtil.toSocketAddressString(server.address()));
    environment.say("ready");
    try (StreamLines _ = quiet.lines(environment)) {
      int code = ending.await();
      end(server);
      return code;
    }
  }

  private void end(EdgeServer server) throws Failure, InterruptedException {
    int streams = server.streamCount();
    if (streams > 0) {
      environment.tell(
          (streams == 1 ? "1 stream is" : streams + " streams are")
              + " open: the edge waits "
              + DRAIN.toSeconds()
              + " s for the end, and not at all if it is asked to end once more.");
    }
    Future<Void> closed = server.close(DRAIN);
    environment.stop().whenAskedAgain(server::close);
    Await.result(closed);
  }

  private static <T> T required(String option, @Nullable T value) throws Failure {
    if (value == null) {
      throw new Failure(ExitCode.USAGE, "an edge needs " + option);
    }
    return value;
  }
}
