package dev.portolan.app.cli;

import dev.portolan.app.StreamLines;
import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.Current;
import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.EdgeServer;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HostPort;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
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
    footerHeading = "%nAn edge with two devices, from nothing:%n%n",
    footer = {
      "1. The edge's key and certificate. Its names are those that --edge URL will use.",
      "",
      "   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 \\",
      "     -subj /CN=edge -addext subjectAltName=DNS:edge.example.com,IP:192.0.2.10 \\",
      "     -keyout edge.key -out edge.pem",
      "",
      "2. The token that clients show. Whoever has it may open everything on every device.",
      "",
      "   (umask 077; openssl rand -hex 24 > token)",
      "",
      "3. On each device, a key and a certificate of its own. The last command prints its id.",
      "",
      "   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \\",
      "     -subj /CN=device-1 -keyout device-1.key -out device-1.pem",
      "   openssl x509 -in device-1.pem -noout -pubkey \\",
      "     | openssl pkey -pubin -outform der | openssl dgst -sha256 -r",
      "",
      "4. The edge, with the ids of both devices.",
      "",
      "   portolan edge --listen 0.0.0.0:8443 --cert edge.pem --key edge.key --token-file token \\",
      "     --device ID-1 --device ID-2",
      "",
      "5. On each device. It prints 'ready' when the edge has let it in.",
      "",
      "   portolan device --edge https://edge.example.com:8443 --ca edge.pem \\",
      "     --cert device-1.pem --key device-1.key",
      "",
      "6. Anywhere.",
      "",
      "   portolan shell --edge https://edge.example.com:8443 --ca edge.pem --token-file token \\",
      "     --device ID-1",
      "",
      "Copy edge.pem to devices and clients: it is public, and how they know the edge. Keys stay where",
      "they were made. Instead of ids, --device-ca names an authority that signs the certificates of all",
      "your devices.",
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
          + ". Kinds are tcp, udp, shell (the login shell), run (a",
      "command), get and put (files from and to a device), reload and * for all. A target is HOST:PORT; with",
      "run, one command with its arguments, where * is any one argument and ... any further ones; with get",
      "and put, folders. Without targets a line is for all. docs/edge.md tells more.",
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

  @Mixin private final EdgeAccess access = new EdgeAccess();
  @Mixin private final QuietOption quiet = new QuietOption();
  @Mixin private final RulesCheck check = new RulesCheck();

  EdgeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    if (check.isWanted()) {
      return check.run(environment, access.rules().orElse(null));
    }
    InetSocketAddress address = address(required("--listen", listen));
    Path chain = required("--cert", certificate);
    Path own = required("--key", key);
    Ending ending = new Ending(environment.stop());
    int clientConnections = access.clientConnections();
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
              .withNotices(environment::complain);
      return serve(gate, gate.apply(config), ending);
    }
  }

  private int serve(EdgeGate gate, EdgeConfig config, Ending ending)
      throws Failure, InterruptedException {
    EventLoopGroup loops = EventLoops.create("edge", THREADS);
    EdgeServer server = Await.result(EdgeServer.start(loops, config));
    gate.introduce();
    OpenFiles.warning().ifPresent(environment::complain);
    environment.stop().onHangUp(gate::readAgain);
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
      environment.complain(
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

  private static InetSocketAddress address(String listen) throws Failure {
    int colon = listen.lastIndexOf(':');
    try {
      int port = HostPort.parsePortOrZero(listen.substring(colon + 1));
      // the host is validated with a dummy port, because 0 is valid only for listening
      String host = HostPort.parse(listen.substring(0, Math.max(colon, 0)) + ":1").host();
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (IllegalArgumentException e) {
      throw new Failure(ExitCode.USAGE, "--listen " + listen + ": " + e.getMessage(), e);
    } catch (UnknownHostException e) {
      throw new Failure(ExitCode.USAGE, "--listen " + listen + ": no such host", e);
    }
  }
}
