package dev.portolan.app.cli;

import dev.portolan.edge.ClientAuthorizer;
import dev.portolan.edge.EdgeConfig;
import dev.portolan.edge.EdgeServer;
import dev.portolan.edge.RulesFile;
import dev.portolan.edge.ServerIdentity;
import dev.portolan.edge.TrustedDevices;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.HostPort;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
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
      "Prints 'listening: HOST:PORT', then 'ready' when it serves, and runs until Ctrl+C.",
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
    ServerIdentity identity = identity(required("--cert", certificate), required("--key", key));
    Ending ending = new Ending(environment.stop());
    TrustedDevices devices = access.devices();
    ClientAuthorizer clients = access.clients(environment);
    int clientConnections = access.clientConnections();
    EdgeConfig config =
        EdgeConfig.of(address, identity, devices, clients)
            .withClientConnections(clientConnections)
            .withNotices(environment::complain);
    Optional<Path> rulesFile = access.rules();
    if (rulesFile.isEmpty()) {
      return serve(config, ending);
    }
    try (RulesFile rules = RulesFile.open(rulesFile.get(), environment::complain)) {
      return serve(config.withStreams(rules), ending);
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, String.valueOf(e.getMessage()), e);
    }
  }

  private int serve(EdgeConfig config, Ending ending) throws Failure, InterruptedException {
    EventLoopGroup loops = EventLoops.create("edge", THREADS);
    EdgeServer server = Await.result(EdgeServer.start(loops, config));
    environment.say("listening: " + NetUtil.toSocketAddressString(server.address()));
    environment.say("ready");
    int code = ending.await();
    Await.result(server.close());
    return code;
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

  private static ServerIdentity identity(Path certificate, Path key) throws Failure {
    try {
      return ServerIdentity.ofPem(certificate, key);
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, String.valueOf(e.getMessage()), e);
    }
  }
}
