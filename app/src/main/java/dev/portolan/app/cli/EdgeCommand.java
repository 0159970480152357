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
      "Rules, one a line; what no rule allows is refused, and the file is read again when it changes:",
      "",
      "   allow CLIENT DEVICE TYPE[,TYPE...] [TARGET...]",
      "   allow alice  *      tcp,pty",
      "   allow " + EdgeAccess.ONLY_CLIENT + " 3fa1*  tcp      localhost:22 *:8080",
      "",
      "* stands for anything. The client of --token-file is called "
          + EdgeAccess.ONLY_CLIENT
          + ". Types are tcp, udp, pty, file,",
      "reload and *. A target is HOST:PORT, or the command of a terminal; none means any.",
    })
final class EdgeCommand implements Callable<Integer> {
  private static final int THREADS = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final Environment environment;

  @Option(
      names = "--listen",
      order = 0,
      paramLabel = "HOST:PORT",
      required = true,
      description =
          "Where to listen: an address of this computer, or 0.0.0.0 or [::] for all of them. Port 0: any free one.")
  private String listen;

  @Option(
      names = "--cert",
      order = 1,
      paramLabel = "FILE",
      required = true,
      description = "The edge's certificate, with its chain if it has one, in PEM.")
  private Path certificate;

  @Option(
      names = "--key",
      order = 2,
      paramLabel = "FILE",
      required = true,
      description = "The certificate's private key in PEM, not encrypted.")
  private Path key;

  @Mixin private final EdgeAccess access = new EdgeAccess();

  EdgeCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() throws Failure, InterruptedException {
    Ending ending = new Ending(environment.stop());
    TrustedDevices devices = access.devices();
    ClientAuthorizer clients = access.clients(environment);
    int clientConnections = access.clientConnections();
    EdgeConfig config =
        EdgeConfig.of(address(), identity(), devices, clients)
            .withClientConnections(clientConnections)
            .withNotices(environment::complain);
    Optional<Path> rulesFile = access.rules();
    if (rulesFile.isEmpty()) {
      return serve(config, ending);
    }
    try (RulesFile rules = RulesFile.open(rulesFile.get())) {
      return serve(config.withStreams(rules), ending);
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, String.valueOf(e.getMessage()), e);
    }
  }

  private int serve(EdgeConfig config, Ending ending) throws Failure, InterruptedException {
    EventLoopGroup loops = EventLoops.create("edge", THREADS);
    EdgeServer server = Futures.await(EdgeServer.start(loops, config));
    environment.say("listening: " + NetUtil.toSocketAddressString(server.address()));
    environment.say("ready");
    int code = ending.await();
    Futures.await(server.close());
    return code;
  }

  private InetSocketAddress address() throws Failure {
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

  private ServerIdentity identity() throws Failure {
    try {
      return ServerIdentity.ofPem(certificate, key);
    } catch (IOException e) {
      throw new Failure(ExitCode.FILE, String.valueOf(e.getMessage()), e);
    }
  }
}
